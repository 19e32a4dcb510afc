import CJansson
import DXInterconnect

/// Text that is written for the caller to free. When memory runs out it becomes nothing, and says so.
struct CText: ~Copyable, ByteSink {
    private var memory: UnsafeMutablePointer<UInt8>?
    private var capacity: Int
    private(set) var count = 0

    init(capacity: Int) {
        self.capacity = max(capacity, 16)
        memory = malloc(self.capacity)?.assumingMemoryBound(to: UInt8.self)
    }

    deinit { CJansson.free(memory) }

    mutating func append(_ byte: UInt8) {
        guard let memory = room(1) else { return }
        memory[count] = byte
        count &+= 1
    }

    @inline(never)
    mutating func append(_ view: ByteView) {
        guard let memory = room(view.count), let source = view.buffer.baseAddress else { return }
        (memory + count).update(from: source, count: view.count)
        count &+= view.count
    }

    /// Where to write so many bytes more; nil if there is no memory.
    private mutating func room(_ more: Int) -> UnsafeMutablePointer<UInt8>? {
        guard let memory, capacity &- count < more else { return memory }
        capacity = max(capacity &* 2, count &+ more)
        // Not realloc, which leaves what was written behind: it may be the session token.
        let larger = malloc(capacity)?.assumingMemoryBound(to: UInt8.self)
        larger?.update(from: memory, count: count)
        wipe(memory, count)
        CJansson.free(memory)
        self.memory = larger
        return larger
    }

    var hasFailed: Bool { memory == nil }

    /// The text with its NUL, now the caller's; nil if there was no memory.
    consuming func take() -> UnsafeMutablePointer<CChar>? {
        append(UInt8(0))
        guard let memory else { return nil }
        self.memory = nil
        return UnsafeMutableRawPointer(memory).assumingMemoryBound(to: CChar.self)
    }
}
