import MobilizationRuntime
import MusterAPI

extension StoreFailure {
    /// What is wrong and what to do, without a full stop. The English is the journal's own and names the file.
    var words: Words {
        let zh =
            switch kind {
            case .diskFull: "磁盘已满，已存的都在：请腾出空间，之后自动恢复"
            case .readOnly: "存储文件只读，已存的都在：请检查挂载和文件属主"
            case .busy: "存储文件被别的程序占用，已存的都在：请结束该程序"
            case .ioError: "存储磁盘出错：程序正在重启，请查内核日志"
            case .corrupt: "存储文件已损坏：请查内核日志，用 musterd restore 恢复最近的备份"
            case .other: "存储出错：请查 musterd 的日志"
            }
        return Words(zh: zh, en: description)
    }
}

extension StoreTrouble {
    /// The same, and what goes on meanwhile.
    var words: Words {
        let reason = failure.words
        return takesPeople
            ? Words(
                zh: "\(reason.zh)。停、到场、平安照常，报警暂不受理",
                en: "\(reason.en). Stop, arrivals and safe go on; alerts are refused")
            : Words(
                zh: "\(reason.zh)。现在什么都记不下：请用纸记，恢复后补录",
                en: "\(reason.en). Nothing can be recorded now: use paper, and enter it afterwards")
    }
}
