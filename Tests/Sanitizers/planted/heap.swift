// Reads a byte beyond the end of what it has.
let memory = UnsafeMutablePointer<UInt8>.allocate(capacity: CommandLine.argc > 9 ? 64 : 8)
print(memory[Int(CommandLine.argc) + 7])
