import CNettle

/// Bytes that are wiped before their memory is given back, wherever they have been.
struct SecretBuffer: ~Copyable, ByteSink {
    private var memory: UnsafeMutablePointer<UInt8>
    private var capacity: Int
    private(set) var count = 0

    init(capacity: Int) {
        self.capacity = max(capacity, 1)
        memory = .allocate(capacity: self.capacity)
    }

    init(_ view: ByteView) {
        self.init(capacity: view.count)
        append(view)
    }

    deinit {
        wipe(memory, count)
        memory.deallocate()
    }

    var view: ByteView { ByteView(UnsafeBufferPointer(start: memory, count: count)) }

    mutating func append(_ byte: UInt8) {
        if count == capacity { grow(by: 1) }
        memory[count] = byte
        count &+= 1
    }

    @inline(never)
    mutating func append(_ view: ByteView) {
        if capacity &- count < view.count { grow(by: view.count) }
        guard let source = view.buffer.baseAddress else { return }
        (memory + count).update(from: source, count: view.count)
        count &+= view.count
    }

    /// Appends a part of what is already there.
    mutating func appendCopy(of start: Int, _ length: Int) {
        guard start >= 0, length >= 0, start <= count, length <= count &- start else { return }
        if capacity &- count < length { grow(by: length) }
        (memory + count).update(from: memory + start, count: length)
        count &+= length
    }

    @inline(never)
    private mutating func grow(by more: Int) {
        let larger = max(capacity &* 2, count &+ more)
        let old = memory
        memory = .allocate(capacity: larger)
        memory.update(from: old, count: count)
        capacity = larger
        dxi_shim_wipe(old, count)
        old.deallocate()
    }
}

/// Overwrites memory in a way that is not optimised away.
package func wipe(_ memory: UnsafeMutableRawPointer, _ count: Int) { dxi_shim_wipe(memory, count) }
