extension TextTemplates {
    /// The Chinese texts, without signature and drill mark. Punctuation is full-width.
    static let chinese: [String: String] = [
        "callout.material-handling":
            "{event}：{t}前到{muster}搬沙袋。能到回1，晚到回4，不能回0。带手套雨靴，勿涉水。编号{code}",
        "callout.order-keeping":
            "{event}：{t}前到{muster}维持秩序。能到回1，晚到回4，不能回0。穿反光衣，勿站车道。编号{code}",
        "callout.psych-support":
            "{event}：{t}前到{muster}做心理疏导。能到回1，晚到回4，不能回0。两人一组，带证件。编号{code}",
        "callout.evacuation":
            "{event}：{t}前到{muster}协助转移群众。能到回1，晚到回4，不能回0。穿雨靴，听指挥。编号{code}",
        "callout.water-clearing":
            "{event}：{t}前到{muster}清积水。能到回1，晚到回4，不能回0。穿雨靴，未断电不下水。编号{code}",
        "callout.relief-distribution":
            "{event}：{t}前到{muster}发放物资。能到回1，晚到回4，不能回0。带雨具，路上勿涉水。编号{code}",
        "callout.first-aid":
            "{event}：{t}前到{muster}参加急救。能到回1，晚到回4，不能回0。带救护证、急救包。编号{code}",
        "callout.zero-variable":
            "紧急任务，请备好装备等通知，不要自行前往。能来回1，晚到回4，不能回0。地点问值班室。",
        "leader.callout":
            "请您任{site}负责人，{t}前到{muster}。能到回1，不能回0。值班员会来电。编号{code}",
        "leader.grammar":
            "{site}负责人：发“到12”报在场，“齐16”报清点，“袋80”报新增，“停”停工，“撤”收队。",
        "assigned":
            "请到{muster}找{lead}签到。出发回2，到了回3，去不了回0，求助回7。勿涉水。值班室{duty}",
        "ask":
            "{site}任务：出发了吗？已出发回2，已到回3，去不了回0，求助回7。安全第一，不必赶路。编号{code}",
        "late":
            "{t}{site}还没登记到您，您安全吗？已到回3，路上回2，不去了回0，需要帮助回7。",
        "remind":
            "第{k}次提醒：{site}仍需{n}人，{t}前到{muster}。能到回1，晚到回4，不能回0。编号{code}",
        "full":
            "{site}人数已够，请不要前往，谢谢！已在路上请返回，到家回9；已到现场找负责人。编号{code}",
        "move":
            "改地点：不去{from}，改到{muster}，{t}前。收到回5，去不了回0，求助回7。编号{code}",
        "cancel":
            "{site}任务取消，请勿前往。已出发请返回，到家回9；未出发不用回复。编号{code}",
        "recall":
            "更正：{t}的通知是误发，请勿前往，抱歉。已出发请返回，到家回9；未出发不用回复。",
        "stop.water":
            "{t}停止作业！{site}涨水，立即撤到{refuge}清点人数。撤到回8，遇险回7。",
        "stop.power":
            "{t}停止作业！{site}有触电危险，离开积水，勿碰电线，撤到{refuge}。撤到回8，遇险回7。",
        "stop.lightning":
            "{t}暂停作业！{site}有雷电，立即进室内或车内，远离树木电杆和高处。安全回8，遇险回7。",
        "stop.other":
            "{t}停止作业！立即离开{site}，撤到{refuge}清点人数。撤到回8，遇险回7。",
        "resume":
            "{t}{site}可以复工，听负责人口令再进入。不能继续回0，求助回7。",
        "wait":
            "{site}有险情已暂停，请先不要出发，等通知。已在路上请就近避险。去不了回0，求助回7。",
        "help":
            "已收到您的求助，值班员马上打给您。危急时请先打120或119。值班室{duty}",
        "unclear":
            "没看懂您的回复。能到回1，晚到回4，不能回0，求助回7。值班室{duty}",
        "standby":
            "{event}：请待命，保持电话畅通，备好装备，不要自行前往。能待命回5，不能回6。",
        "standby.down":
            "{event}待命解除，辛苦了！仍在现场的听负责人安排。不用回复。",
        "relief":
            "换班：{t}请到{muster}接班，向{lead}报到。能到回1，晚到回4，不能回0。编号{code}",
        "standdown":
            "{site}{task}结束，请找负责人签退、还工具。路上慢行，到家回9，求助回7。",
        "standdown.psych-support":
            "{site}疏导结束，交接转介事项后签退，请照顾好自己。到家回9，求助回7。",
        "standdown.water-clearing":
            "{site}清积水结束，洗手消毒后签退，有伤口请报告。到家回9，求助回7。",
        "home":
            "第{k}次询问：{site}任务已结束，您平安到家了吗？到家回9，路上回2，需要帮助回7。",
        "leader.named":
            "由您任{site}负责人，请到{muster}。发“到12”报在场，“停”停工，去不了回0。编号{code}",
        "leader.replaced":
            "{site}负责人改由{name}担任，请向其报到，照常参加，谢谢！值班室{duty}",
        "leader.shared":
            "请您兼任{site}负责人，集合点{muster}，两处都请点名。有困难打值班室{duty}",
        "leave.noted":
            "已记请假至{until}，其间不呼叫您。提前回来请回“销假”，急事请打值班室{duty}",
        "leave.over":
            "已销假，欢迎归队，有任务会再通知您。值班室{duty}",
        "testcall":
            "每月叫应测试，不是真实任务，不用出门。收到请回5。",
        "preempt":
            "演练中止！现有真实任务，请停止演练，等下一条短信。收到回5。",
        "onekey.callout":
            "老人紧急求助：{community}，离您约{dist}米。能去回1，不能回0。两人到齐再进门。编号{code}",
        "onekey.assigned":
            "地址：{addr}。与{mate}会合后同去，出示证件，勿搬动老人。到了回3，求助回7。",
        "duty.alarm":
            "{t}值班提醒：{what}。请打开待办处理，收到回5；无答复将转带班领导。",
        "duty.confirm":
            "{t}请您确认：{what}。同意请把验证码{pin}发回本号，不同意不用回。",
        "leader.help":
            "{site}队员{name}求助！请马上找到本人，确认安全后告诉值班室{duty}。",
        "voice.callout":
            "这里是先锋应急队，真实任务。{event}，请{t}前到{muster}，{task}。能到请按1，晚到按4，不能按0。",
    ]

    /// The longest values that the Chinese texts are counted with.
    static let longestChinese: [String: String] = [
        "event": "暴雨红色预警信号",
        "muster": "科创园北门停车场",
        "site": "科创园下穿隧道口",
        "refuge": "科创园办公楼大厅",
        "from": "科创园北门停车场",
        "t": "07:30",
        "code": "0417",
        "n": "120",
        "lead": "王建国",
        "k": "12",
        "duty": "0816-1234567",
        "task": "生活物资发放",
        "community": "花园社区三号院",
        "dist": "1500",
        "mate": "李建国",
        "name": "欧阳建国",
        "what": "0417等批准呼叫1886人",
        "pin": "123456",
        "addr": "花园社区三号楼二单元三楼",
        "until": "12-31 23:59",
    ]
}
