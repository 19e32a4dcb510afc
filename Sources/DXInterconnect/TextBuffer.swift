import CNettle

/// Text that is being written into memory of its own, which may hold secrets: whatever memory it has had is
/// wiped before it is given back. Where memory runs out it becomes nothing, and says so.
package struct TextBuffer: ~Copyable, ByteSink {
    private var memory: UnsafeMutablePointer<UInt8>?
    private var capacity: Int
    package private(set) var count = 0

    init(capacity: Int) {
        self.capacity = max(capacity, 16)
        memory = malloc(self.capacity)?.assumingMemoryBound(to: UInt8.self)
    }

    init(_ view: ByteView) {
        self.init(capacity: view.count)
        append(view)
    }

    deinit {
        guard let memory else { return }
        dxi_shim_wipe(memory, count)
        free(memory)
    }

    package var hasFailed: Bool { memory == nil }

    var view: ByteView { ByteView(UnsafeBufferPointer(start: memory, count: memory == nil ? 0 : count)) }

    @inline(__always)
    package mutating func append(_ byte: UInt8) {
        guard let memory = room(1) else { return }
        (memory + count).initialize(to: byte)
        count &+= 1
    }

    @inline(__always)
    package mutating func append(_ view: ByteView) {
        guard let memory = room(view.count) else { return }
        memcpy(memory + count, view.start, view.count)
        count &+= view.count
    }

    /// Appends a separator and a member's name, such as `,"tags":`.
    @_optimize(speed)
    mutating func appendName(_ name: ByteView, after separator: UInt8) {
        guard let memory = room(name.count &+ 4) else { return }
        let start = memory + count
        start.initialize(to: separator)
        (start + 1).initialize(to: UInt8(ascii: "\""))
        memcpy(start + 2, name.start, name.count)
        (start + name.count + 2).initialize(to: UInt8(ascii: "\""))
        (start + name.count + 3).initialize(to: UInt8(ascii: ":"))
        count &+= name.count &+ 4
    }

    /// Appends a JSON string of a text in which nothing has to be escaped.
    @inline(__always)
    mutating func appendPlainJSONString(_ text: ByteView) {
        guard let memory = room(text.count &+ 2) else { return }
        let start = memory + count
        start.initialize(to: UInt8(ascii: "\""))
        memcpy(start + 1, text.start, text.count)
        (start + text.count + 1).initialize(to: UInt8(ascii: "\""))
        count &+= text.count &+ 2
    }

    /// Appends a member that is a text in which nothing has to be escaped, such as `,"key":"env"`.
    @inline(never)
    @_optimize(speed)
    mutating func appendPlainMember(_ name: ByteView, _ text: ByteView, after separator: UInt8) {
        appendName(name, after: separator)
        appendPlainJSONString(text)
    }

    /// Appends two digits for each byte. Not by nettle's base16, which takes a call for each: a tenth of what signing takes.
    @inline(never)
    @_optimize(speed)
    mutating func appendHex(_ bytes: ByteView) {
        guard let memory = room(2 &* bytes.count) else { return }
        var index = 0
        while index < bytes.count {
            let (high, low) = hexDigits(bytes[index])
            (memory + count).initialize(to: high)
            (memory + count + 1).initialize(to: low)
            count &+= 2
            index &+= 1
        }
    }

    /// Appends a part of what is already there.
    mutating func appendCopy(of start: Int, _ length: Int) {
        guard start >= 0, length >= 0, start <= count, length <= count &- start, let memory = room(length) else { return }
        memcpy(memory + count, memory + start, length)
        count &+= length
    }

    /// Where so many bytes more fit; nil if there is no memory.
    @inline(__always)
    private mutating func room(_ more: Int) -> UnsafeMutablePointer<UInt8>? {
        if capacity &- count < more { grow(by: more) }
        return memory
    }

    @inline(never)
    private mutating func grow(by more: Int) {
        guard let memory else { return }
        capacity = max(capacity &* 2, count &+ more)
        // Not realloc, which would leave what was written behind.
        let larger = malloc(capacity)?.assumingMemoryBound(to: UInt8.self)
        if let larger { memcpy(larger, memory, count) }
        dxi_shim_wipe(memory, count)
        free(memory)
        self.memory = larger
    }

    /// The text with its NUL, in memory that whoever takes it frees; nil if there was none.
    fileprivate mutating func take() -> UnsafeMutablePointer<CChar>? {
        append(UInt8(0))
        defer { memory = nil }
        return memory.map { UnsafeMutableRawPointer($0).assumingMemoryBound(to: CChar.self) }
    }
}

/// Writes text for a caller to free; nil if there is no memory. A function, since Embedded Swift lets no other
/// module end a value that cleans up after itself.
package func makeText(
    capacity: Int = 1024, _ write: (inout TextBuffer) -> Void
) -> (text: UnsafeMutablePointer<CChar>, length: Int)? {
    var buffer = TextBuffer(capacity: capacity)
    write(&buffer)
    let length = buffer.count
    return buffer.take().map { ($0, length) }
}
