import CNettle

/// Text of many strings in one allocation, each with a NUL after it. Copies share it until one of them changes.
struct Arena {
    private var storage: ManagedBuffer<Int, UInt8>?
    private var capacity = 0
    private(set) var count = 0

    init(capacity: Int) { grow(to: capacity) }

    /// A part of the text, which stays where it is for as long as the arena is not changed; nothing where there
    /// is no such part.
    @inline(__always)
    func view(_ offset: Int, _ length: Int) -> ByteView {
        guard let storage, offset >= 0, length >= 0, offset &+ length <= count else { return ByteView("") }
        return storage.withUnsafeMutablePointerToElements { ByteView(start: $0 + offset, count: length) }
    }

    /// Appends bytes, which may be some of its own, and a NUL.
    @inline(__always)
    mutating func append(_ view: ByteView) {
        if hasRoom(view.count &+ 1) { write(view) } else { appendGrowing(view) }
    }

    @inline(never)
    private mutating func appendGrowing(_ view: ByteView) {
        let outgrown = reserve(view.count &+ 1)
        write(view)
        withExtendedLifetime(outgrown) {}
    }

    /// Only where there is room.
    @inline(__always)
    private mutating func write(_ view: ByteView) {
        let end = count
        storage?.withUnsafeMutablePointerToElements { elements in
            memcpy(elements + end, view.start, view.count)
            (elements + end + view.count).initialize(to: 0)
        }
        count &+= view.count &+ 1
    }

    /// Whether there is room for so many bytes, in memory that nobody shares.
    @inline(__always)
    private mutating func hasRoom(_ more: Int) -> Bool { capacity &- count >= more && isKnownUniquelyReferenced(&storage) }

    /// Appends what a JSON string means, which is never longer than what stands in the text, and a NUL.
    mutating func append(unescaping string: JSONString) {
        let outgrown = reserve(string.content.count &+ 1)
        let end = count
        count =
            storage?.withUnsafeMutablePointerToElements { elements in
                var sink = Sink(memory: elements, count: end)
                string.appendUnescaped(to: &sink)
                sink.append(UInt8(0))
                return sink.count
            } ?? end
        withExtendedLifetime(outgrown) {}
    }

    /// Memory in which there is room.
    private struct Sink: ByteSink {
        let memory: UnsafeMutablePointer<UInt8>
        var count: Int

        mutating func append(_ byte: UInt8) {
            (memory + count).initialize(to: byte)
            count &+= 1
        }

        mutating func append(_ view: ByteView) {
            memcpy(memory + count, view.start, view.count)
            count &+= view.count
        }
    }

    /// Makes room for so many bytes, in memory that nobody shares. Returns the memory that was too small:
    /// texts of it can be read for as long as it is kept.
    @inline(__always)
    mutating func reserve(_ more: Int) -> Outgrown {
        if hasRoom(more) { return Outgrown() }
        let outgrown = Outgrown(storage: storage)
        grow(to: count &+ more)
        return outgrown
    }

    struct Outgrown {
        fileprivate var storage: ManagedBuffer<Int, UInt8>?
    }

    mutating func removeLast(_ length: Int) { count &-= min(length, count) }

    /// Takes bytes out; what comes after them moves up.
    mutating func remove(_ offset: Int, _ length: Int) {
        guard offset >= 0, length >= 0, offset <= count, length <= count &- offset else { return }
        if !isKnownUniquelyReferenced(&storage) { grow(to: count) }
        let rest = count &- offset &- length
        storage?.withUnsafeMutablePointerToElements { elements in
            (elements + offset).update(from: elements + offset + length, count: rest)
        }
        count &-= length
    }

    /// Makes room, in memory that nobody shares.
    @inline(never)
    private mutating func grow(to needed: Int) {
        capacity = max(needed, capacity == 0 ? 0 : needed > capacity ? capacity &* 2 : capacity, 128)
        let old = view(0, count)
        let larger = ManagedBuffer<Int, UInt8>.create(minimumCapacity: capacity) { _ in 0 }
        _ = larger.withUnsafeMutablePointerToElements { elements in
            memcpy(elements, old.start, old.count)
        }
        storage = larger
    }
}
