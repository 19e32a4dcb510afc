import CNettle

// Memory that a pointer names.

/// Room for values, which are no more than what was read. Where memory has run out this traps, as Swift's own
/// allocations do.
package func allocate<Value: ~Copyable>(_: Value.Type, count: Int = 1) -> UnsafeMutablePointer<Value> {
    dxi_shim_allocate(MemoryLayout<Value>.alignment, MemoryLayout<Value>.stride &* count).assumingMemoryBound(to: Value.self)
}

package func deallocate<Value: ~Copyable>(_ pointer: UnsafeMutablePointer<Value>) { free(pointer) }

/// Overwrites memory in a way that is not optimised away.
package func wipe(_ memory: UnsafeMutableRawPointer, _ count: Int) { dxi_shim_wipe(memory, count) }

/// Overwrites what functions that the caller called have left on the stack and in registers.
@inline(__always)
func wipeStack() { dxi_shim_wipe_stack() }
