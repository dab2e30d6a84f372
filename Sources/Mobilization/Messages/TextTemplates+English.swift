extension TextTemplates {
    /// The English texts, without sender tag and drill mark, in the GSM alphabet.
    static let english: [String: String] = [
        "callout.material-handling": """
        {event}: sandbags, be at {muster} by {t}. Reply 1 coming, 4 late, 0 no. Gloves, boots, \
        stay out of water. {code}
        """,
        "callout.order-keeping": """
        {event}: order keeping, {muster} by {t}. Reply 1 coming, 4 late, 0 no. Hi-vis, keep off \
        the lane. {code}
        """,
        "callout.psych-support": """
        {event}: psychological support, {muster} by {t}. Reply 1 coming, 4 late, 0 no. In pairs, \
        bring ID. {code}
        """,
        "callout.evacuation": """
        {event}: help residents move, {muster} by {t}. Reply 1 coming, 4 late, 0 no. Boots, obey \
        command. {code}
        """,
        "callout.water-clearing": """
        {event}: clear water, {muster} by {t}. Reply 1 coming, 4 late, 0 no. Boots; not in water \
        before power is off. {code}
        """,
        "callout.relief-distribution": """
        {event}: hand out supplies, {muster} by {t}. Reply 1 coming, 4 late, 0 no. Stay out of \
        water. {code}
        """,
        "callout.first-aid": """
        {event}: first aid, {muster} by {t}. Reply 1 coming, 4 late, 0 no. Bring card and kit. \
        {code}
        """,
        "callout.zero-variable": """
        urgent task: get your kit ready and wait, do not go by yourself. Reply 1 coming, 4 late, \
        0 no. Ask the duty room where.
        """,
        "leader.callout": """
        please lead {site}, {muster} by {t}. Reply 1 coming, 0 no. The duty officer will call. \
        {code}
        """,
        "leader.grammar":
            "{site} leader: AT 12 = present, ALL 16 = headcount, BAGS 80 = new, STOP, RESUME, END.",
        "assigned": """
        go to {muster}, check in with {lead}. Reply 2 set out, 3 arrived, 0 cannot, 7 help. Stay \
        out of water. Duty {duty}
        """,
        "ask": """
        {site}: have you set out? 2 set out, 3 arrived, 0 cannot, 7 help. Safety first, no hurry. \
        {code}
        """,
        "late": """
        {t} {site}: you are not checked in. Are you safe? 3 arrived, 2 on the way, 0 not going, 7 \
        help.
        """,
        "remind":
            "reminder {k}: {site} still needs {n}, {muster} by {t}. Reply 1 coming, 4 late, 0 no. {code}",
        "full": """
        {site} has enough people, please do not go, thank you. On the way: turn back, 9 when \
        home. On site: see the leader. {code}
        """,
        "move":
            "change: not {from} but {muster}, by {t}. Reply 5 received, 0 cannot, 7 help. {code}",
        "cancel": """
        {site} is cancelled, do not go. If you set out, turn back, 9 when home; otherwise no \
        reply needed. {code}
        """,
        "recall": """
        correction: the {t} message was sent by mistake, do not go, sorry. If you set out, turn \
        back, 9 when home.
        """,
        "stop.water":
            "{t} STOP! Water rising at {site}. Go to {refuge} now, headcount. 8 when there, 7 in danger.",
        "stop.power": """
        {t} STOP! Electric danger at {site}. Leave the water, touch no wires, go to {refuge}. 8 \
        when there, 7 in danger.
        """,
        "stop.lightning": """
        {t} PAUSE! Lightning at {site}. Go indoors or into a car, away from trees, poles, high \
        ground. 8 safe, 7 in danger.
        """,
        "stop.other":
            "{t} STOP! Leave {site} now, go to {refuge}, headcount. 8 when there, 7 in danger.",
        "resume":
            "{t} {site} may resume; enter on the leader's word. 0 cannot go on, 7 help.",
        "wait":
            "{site} is stopped for a hazard: do not set out, wait for word. On the way: shelter. 0 no, 7 help.",
        "help": """
        we have your call for help, the duty officer rings you now. In danger call 120 or 119 \
        first. Duty {duty}
        """,
        "unclear":
            "we did not understand. 1 coming, 4 late, 0 no, 7 help. Duty {duty}",
        "standby":
            "{event}: stand by, phone on, kit ready, do not go by yourself. 5 can stand by, 6 cannot.",
        "standby.down":
            "{event}: standby is over, thank you. If on site, follow your leader. No reply needed.",
        "relief":
            "relief: {muster} at {t}, report to {lead}. Reply 1 coming, 4 late, 0 no. {code}",
        "standdown": """
        {site} {task} is over. Sign out with the leader, return tools. Travel safely, 9 when \
        home, 7 help.
        """,
        "standdown.psych-support": """
        {site} support is over. Hand over referrals, sign out, look after yourself. 9 when home, \
        7 help.
        """,
        "standdown.water-clearing":
            "{site} clearing is over. Wash and disinfect, report any cut, sign out. 9 when home, 7 help.",
        "home":
            "asking again ({k}): {site} is over, are you home safe? 9 home, 2 on the way, 7 help.",
        "leader.named":
            "you lead {site}, go to {muster}. AT 12 = present, STOP stops work, 0 cannot. {code}",
        "leader.replaced":
            "{name} leads {site} now. Please report there and take part as before, thank you. Duty {duty}",
        "leader.shared":
            "please lead {site} as well, muster point {muster}; count both. Trouble: duty {duty}",
        "leave.noted": """
        your leave is noted until {until}; you are not called before. Back sooner: text LEAVE OVER. \
        Duty {duty}
        """,
        "leave.over":
            "your leave is over, welcome back; you are called when there is a task. Duty {duty}",
        "testcall":
            "monthly reachability test, not a real task, stay where you are. Reply 5 when received.",
        "duty.alarm":
            "{t} duty room: {what}. Open the inbox (todo). 5 received; else the leader in charge is woken.",
        "duty.confirm":
            "{t} please confirm: {what}. If you agree send back the code {pin}; if not, do nothing.",
        "leader.help":
            "{site}: {name} calls for help! Find them now, make sure they are safe, tell duty {duty}.",
        "preempt":
            "drill stopped! A real task is on. Stop the drill and wait for the next message. 5 received.",
        "onekey.callout": """
        elder calls for help: {community}, about {dist} m from you. Reply 1 going, 0 no. Enter \
        only as two. {code}
        """,
        "onekey.assigned": """
        address: {addr}. Meet {mate} and go together, show ID, do not move the person. 3 arrived, \
        7 help.
        """,
        "voice.callout": """
        This is the emergency team, a real task. {event}. Be at {muster} by {t} for {task}. Press \
        1 if you come, 4 if late, 0 if you cannot.
        """,
    ]

    /// The longest values that the English texts are counted with.
    static let longestEnglish: [String: String] = [
        "event": "Rainstorm RED",
        "muster": "Science Park N gate",
        "site": "Science Park pass",
        "refuge": "Office hall",
        "from": "Science Park N gate",
        "t": "07:30",
        "code": "0417",
        "n": "120",
        "lead": "Wang Jianguo",
        "k": "12",
        "duty": "0816-1234567",
        "task": "relief supplies",
        "community": "Garden estate 3",
        "dist": "1500",
        "mate": "Li Jianguo",
        "name": "Ouyang Jianguo",
        "what": "0417 approve a call to 1886",
        "pin": "123456",
        "addr": "Garden estate 3-2-301",
        "until": "12-31 23:59",
    ]
}
