import OfficerCommands

await MusterCtl.runProcess()
