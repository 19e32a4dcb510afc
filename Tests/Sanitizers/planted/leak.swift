// Loses memory.
@inline(never) func lose(_ count: Int) { UnsafeMutablePointer<UInt8>.allocate(capacity: count).initialize(to: 1) }
for count in 1...100 { lose(count) }
