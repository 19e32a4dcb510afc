import CNettle

// Memory that a pointer holds. Not by the pointers' own `allocate`: Embedded Swift's does not look whether there
// was any, and what follows would write to address 0.

/// Room for a value. Where memory has run out this traps, as Swift's own allocations do.
package func allocate<Value: ~Copyable>(_: Value.Type) -> UnsafeMutablePointer<Value> {
    var memory: UnsafeMutableRawPointer?
    let alignment = max(MemoryLayout<Value>.alignment, MemoryLayout<UnsafeRawPointer>.alignment)
    guard posix_memalign(&memory, alignment, MemoryLayout<Value>.stride) == 0, let memory else {
        preconditionFailure("out of memory")
    }
    return memory.assumingMemoryBound(to: Value.self)
}

package func deallocate<Value: ~Copyable>(_ pointer: UnsafeMutablePointer<Value>) { free(pointer) }
