import CNettle

/// The members of one structure, as they were set or read: one table of values and one arena of text.
package struct Document {
    /// What is known of a member.
    package enum Value {
        case absent
        case string(TextRange)
        case boolean(Bool)
        case integer(Int64)
        /// Microseconds since 1970.
        case timestamp(Int64)
        /// How many elements there are, and where the list of their places in `values` begins in `elements`.
        case list(first: UInt32, count: UInt32)
        /// JSON of another type than the member's, as its text.
        case wrongType(TextRange)
        /// A string that is no UTF-8, as its bytes.
        case invalidUTF8(TextRange)
        /// A JSON string with half of a surrogate pair, as its JSON text.
        case notUnicode(TextRange)
        /// A number or a string that is no time, as its JSON text.
        case invalidTimestamp(TextRange)
        /// What a setter could not take.
        case refused
    }

    /// Where a string stands in the arena. A NUL follows it there.
    package struct TextRange {
        package var offset: UInt32
        package var length: UInt32
        /// What is in the text, where somebody has looked: all strings that can be sent.
        var kinds = CharacterKinds.all
    }

    /// A member that no table knows, of the structure itself or of one of its list's elements.
    package struct UnknownMember {
        /// Where the structure's values begin in `values`: which structure it belongs to.
        package let structure: Int
        package let name: TextRange
        package let json: TextRange
        /// Whether the JSON text is UTF-8 and can be handed out.
        package let isUTF8: Bool
        /// Where its name stood in the text that it was read from.
        let offset: Int

        fileprivate func mappingText(_ transform: (TextRange) -> TextRange) -> UnknownMember {
            UnknownMember(
                structure: structure, name: transform(name), json: transform(json), isUTF8: isUTF8, offset: offset)
        }
    }

    package let shape: Shape
    /// The structure's members in the order of its table, then those of the elements of its lists.
    package private(set) var values: [Value]
    package private(set) var elements: [Int]
    package private(set) var unknownMembers: [UnknownMember] = []
    /// Values that came under a name whose first value stays, and where they would have stood.
    private(set) var overruled: [(index: Int, value: Value)] = []
    private(set) var text: Arena

    package init(_ shape: Shape) {
        self.shape = shape
        // Most requests fit into this: one allocation each.
        values = Document.absentValues(shape.memberCount, capacity: shape.memberCount &+ 20)
        elements = Document.emptyPlaces(capacity: 9)
        text = Arena(capacity: 512)
    }

    /// Room for what a JSON text of this many bytes can be expected to hold.
    @_optimize(speed)
    init(_ shape: Shape, reserving bytes: Int) {
        self.shape = shape
        // First: when all of it is freed, malloc gives out the lowest part next, and only the text's was written to.
        text = Arena(capacity: bytes &+ 64)
        // A tag takes 24 bytes of JSON and two values: one allocation each, whatever is in the text.
        values = Document.absentValues(shape.memberCount, capacity: shape.memberCount &+ bytes / 12)
        elements = Document.emptyPlaces(capacity: bytes / 24)
    }

    /// Room for one more: asked for none, Swift writes a count of 0 into the empty array that all threads share.
    @inline(__always)
    static func emptyPlaces(capacity: Int) -> [Int] { Array(unsafeUninitializedCapacity: capacity &+ 1) { _, _ in } }

    @inline(__always)
    private static func absentValues(_ count: Int, capacity: Int) -> [Value] {
        Array(unsafeUninitializedCapacity: capacity) { buffer, initialized in
            buffer.prefix(count).initialize(repeating: .absent)
            initialized = count
        }
    }
}

/// A document that is kept as it is, to be shared by many: one reference, and not one for each of its parts.
package final class SharedDocument: Sendable {
    nonisolated(unsafe) package let document: Document

    package init(_ document: consuming Document) { self.document = document }
}

// MARK: - Text

extension Document {
    /// The bytes of a text, after which there is a NUL; they stay for as long as the document is not changed.
    @inline(__always)
    package func view(_ range: TextRange) -> ByteView {
        text.view(Int(range.offset), Int(range.length))
    }

    package func withText<Result: ~Copyable>(_ range: TextRange, _ body: (ByteView) -> Result) -> Result { body(view(range)) }

    func string(_ range: TextRange) -> String { withText(range) { $0.string } }

    /// What sorting goes by: a structure, then a text of the arena byte by byte, then a place in the order in
    /// which things came.
    struct SortKey {
        var structure = 0
        var text = TextRange(offset: 0, length: 0)
        let place: Int
    }

    func isSameText(_ left: TextRange, _ right: TextRange) -> Bool {
        withText(left) { left in withText(right) { left == $0 } }
    }

    /// Sorts, so that what is the same comes together: a hostile text has a million names, too many to compare
    /// pair by pair. By libc: Swift's own sort, made for these keys, would take 4 KB.
    @inline(never)
    func sort(_ keys: inout [SortKey]) {
        withUnsafePointer(to: self) { document in
            keys.withUnsafeMutableBytes { bytes in
                qsort_r(
                    bytes.baseAddress, bytes.count / MemoryLayout<SortKey>.stride, MemoryLayout<SortKey>.stride,
                    { left, right, document in
                        guard let left = left?.assumingMemoryBound(to: SortKey.self),
                            let right = right?.assumingMemoryBound(to: SortKey.self),
                            let document = document?.assumingMemoryBound(to: Document.self)
                        else { return 0 }
                        return document.pointee.comesFirst(left.pointee, right.pointee) ? -1 : 1
                    }, UnsafeMutableRawPointer(mutating: document))
            }
        }
    }

    private func comesFirst(_ left: SortKey, _ right: SortKey) -> Bool {
        if left.structure != right.structure { return left.structure < right.structure }
        if !isSameText(left.text, right.text) {
            return withText(left.text) { left in withText(right.text) { left < $0 } }
        }
        return left.place < right.place
    }

    /// Copies text into the arena; nil if no more fits.
    @_optimize(speed)
    mutating func append(_ view: ByteView) -> TextRange? { copy(view) }

    /// The same, where it happens for every string of a request.
    @inline(__always)
    private mutating func copy(_ view: ByteView) -> TextRange? {
        let offset = text.count
        guard offset &+ view.count < Int(UInt32.max) else { return nil }
        text.append(view)
        return TextRange(offset: UInt32(truncatingIfNeeded: offset), length: UInt32(truncatingIfNeeded: view.count))
    }

    /// Copies a JSON string's content, its escapes resolved.
    @_optimize(speed)
    mutating func append(unescaping string: JSONString) -> TextRange? {
        guard string.hasEscapes else { return append(string.content) }
        guard let offset = UInt32(exactly: text.count), UInt32(exactly: text.count &+ string.content.count &+ 1) != nil
        else { return nil }
        text.append(unescaping: string)
        return TextRange(offset: offset, length: UInt32(truncatingIfNeeded: text.count &- 1) &- offset)
    }

    /// Takes the text that was copied last out of the arena.
    mutating func removeLast(_ range: TextRange) { text.removeLast(text.count &- Int(range.offset)) }

    /// Takes text out of the arena, so that a document that is set again and again does not grow.
    private mutating func remove(_ range: TextRange) {
        let removed = Int(range.length) &+ 1
        text.remove(Int(range.offset), removed)
        func moved(_ other: TextRange) -> TextRange {
            other.offset > range.offset
                ? TextRange(
                    offset: other.offset &- UInt32(truncatingIfNeeded: removed), length: other.length, kinds: other.kinds) : other
        }
        for index in values.indices { values[index] = values[index].mapText(moved) }
        if !unknownMembers.isEmpty { unknownMembers = unknownMembers.map { $0.mappingText(moved) } }
    }
}

extension Document.Value {
    fileprivate var text: Document.TextRange? {
        switch self {
        case .string(let range), .wrongType(let range), .invalidUTF8(let range), .notUnicode(let range),
            .invalidTimestamp(let range):
            range
        case .absent, .boolean, .integer, .timestamp, .list, .refused: nil
        }
    }

    fileprivate func mapText(_ transform: (Document.TextRange) -> Document.TextRange) -> Document.Value {
        switch self {
        case .string(let range): .string(transform(range))
        case .wrongType(let range): .wrongType(transform(range))
        case .invalidUTF8(let range): .invalidUTF8(transform(range))
        case .notUnicode(let range): .notUnicode(transform(range))
        case .invalidTimestamp(let range): .invalidTimestamp(transform(range))
        case .absent, .boolean, .integer, .timestamp, .list, .refused: self
        }
    }
}

// MARK: - Values

extension Document {
    /// The value at a place of the table; absent where there is none.
    package subscript(index: Int) -> Value { index < values.count ? values[index] : .absent }

    /// The value of a member of a list's element.
    package func element(_ element: Int, of list: Int, member: Int) -> Value {
        place(ofElement: element, of: list).map { self[$0 &+ member] } ?? .absent
    }

    /// Where the values of a list's element begin; nil where there is no structure.
    package func place(ofElement element: Int, of list: Int) -> Int? {
        guard let place = self.element(element, of: list), place >= 0 else { return nil }
        return place
    }

    /// An element of a list that is no structure: what stands in its place.
    package func wrongElement(_ element: Int, of list: Int) -> Value? {
        guard let place = self.element(element, of: list), place < 0 else { return nil }
        return self[~place]
    }

    package func count(of list: Int) -> Int? {
        if case .list(_, let count) = self[list] { Int(count) } else { nil }
    }

    private func element(_ index: Int, of list: Int) -> Int? {
        guard case .list(let first, let count) = self[list], index >= 0, index < Int(count) else { return nil }
        return elements[Int(first) &+ index]
    }

    /// The places of a list's elements; nil where there is no list.
    func elements(of list: Int) -> ArraySlice<Int>? {
        guard case .list(let first, let count) = self[list] else { return nil }
        return elements[Int(first)..<Int(first) &+ Int(count)]
    }

    /// Puts a value in a member's place.
    @_optimize(speed)
    mutating func put(_ value: Value, at index: Int) {
        if index < values.count { values[index] = value }
    }

    /// Sets a member anew, and frees what it held. A list's elements go with it.
    @inline(__always)
    package mutating func set(_ value: Value, at index: Int) {
        let old = self[index]
        put(value, at: index)
        if !old.isAbsent { free(old) }
    }

    @inline(never)
    private mutating func free(_ old: Value) {
        if case .list = old { removeElements() }
        if let range = old.text { remove(range) }
    }

    /// Sets a string; tells whether it is UTF-8. Nil if no more text fits.
    @_optimize(speed)
    package mutating func setString(_ view: ByteView, at index: Int) -> Bool? {
        // The new text first: it may be a part of the old one.
        let value = string(view)
        set(value, at: index)
        return switch value {
        case .string: true
        case .invalidUTF8: false
        default: nil
        }
    }

    /// Makes room for text. Texts of the memory that was too small can be read for as long as that is kept.
    @inline(__always)
    mutating func reserve(text more: Int) -> Arena.Outgrown { text.reserve(more) }

    /// Copies a string for a member to hold.
    @inline(__always)
    package mutating func string(_ view: ByteView) -> Value {
        // Looked at before it is copied: it may be a part of memory that the arena leaves.
        let kinds = view.kinds
        let isUTF8 = !kinds.contains(.beyondASCII) || view.firstInvalidUTF8 == nil
        guard var range = copy(view) else { return .refused }
        range.kinds = kinds
        return isUTF8 ? .string(range) : .invalidUTF8(range)
    }

    /// Begins a new element, all of its members absent: where its values begin.
    @_optimize(speed)
    mutating func beginElement(_ shape: Shape) -> Int {
        let start = values.count
        for _ in 0..<shape.memberCount { values.append(.absent) }
        return start
    }

    /// Keeps what stands in the place of an element and is no structure: its place, told apart by being negative.
    mutating func appendWrongElement(_ value: Value) -> Int {
        values.append(value)
        return ~(values.count &- 1)
    }

    /// Takes the elements that are no structures out of a list.
    mutating func removeWrongElements(of list: Int) {
        guard let places = elements(of: list), places.contains(where: { $0 < 0 }) else { return }
        put(self.list(ArraySlice(places.filter { $0 >= 0 })), at: list)
    }

    /// Makes a list of elements.
    @_optimize(speed)
    mutating func list(_ places: ArraySlice<Int>) -> Value {
        let first = UInt32(truncatingIfNeeded: elements.count)
        elements.append(contentsOf: places)
        return .list(first: first, count: UInt32(truncatingIfNeeded: places.count))
    }

    /// Makes a member a list, if it is none yet: before the texts of an element are copied, since what it held
    /// goes.
    @inline(__always)
    mutating func makeList(at list: Int) {
        if case .list = self[list] { return }
        set(.list(first: UInt32(truncatingIfNeeded: elements.count), count: 0), at: list)
    }

    /// Appends a tag, the one kind of element that is not read but made, to the one list of a document.
    @_optimize(speed)
    mutating func appendTag(_ key: Value, _ value: Value, to list: Int) {
        guard case .list(let first, let count) = self[list] else { return }
        put(.list(first: first, count: count &+ 1), at: list)
        elements.append(values.count)
        values.append(key)
        values.append(value)
    }

    /// The elements of the one list of a document go, with their text and what else they had.
    private mutating func removeElements() {
        let start = shape.memberCount
        values.removeLast(max(values.count &- start, 0))
        elements.removeAll(keepingCapacity: true)
        unknownMembers.removeAll { $0.structure >= start }
        // What is left is copied at once, not cut out text by text.
        let old = text
        text = Arena(capacity: 512)
        func copied(_ range: TextRange) -> TextRange {
            var copy = append(old.view(Int(range.offset), Int(range.length))) ?? range
            copy.kinds = range.kinds
            return copy
        }
        for index in values.indices { values[index] = values[index].mapText(copied) }
        unknownMembers = unknownMembers.map { $0.mappingText(copied) }
    }

    /// Keeps a value that came after one that stays.
    mutating func overrule(_ value: Value, at index: Int) { overruled.append((index, value)) }

    /// How messages name a structure.
    func place(of structure: Int) -> Place {
        for index in 0..<shape.memberCount {
            if let element = elements(of: index)?.firstIndex(of: structure), let first = elements(of: index)?.startIndex {
                return .element(shape.member(index).name, element &- first)
            }
        }
        return .input
    }

    mutating func appendUnknownMember(_ member: UnknownMember) {
        if unknownMembers.isEmpty { unknownMembers.reserveCapacity(16) }
        unknownMembers.append(member)
    }

    /// Once all are read: by structure, so that each finds its own, and as they came.
    mutating func sortUnknownMembers() {
        // Mostly they are, since few structures have any.
        let isSorted = zip(unknownMembers, unknownMembers.dropFirst()).allSatisfy { $0.structure <= $1.structure }
        if isSorted { return }
        var keys: [SortKey] = []
        for (index, member) in unknownMembers.enumerated() { keys.append(SortKey(structure: member.structure, place: index)) }
        sort(&keys)
        let members = unknownMembers
        for (index, key) in keys.enumerated() { unknownMembers[index] = members[key.place] }
    }

    /// The unknown members of one structure, as they came.
    package func unknownMembers(of structure: Int) -> ArraySlice<UnknownMember> {
        guard !unknownMembers.isEmpty else { return [] }
        let first = partition { $0.structure >= structure }
        return unknownMembers[first..<max(first, partition { $0.structure > structure })]
    }

    /// The index of the first unknown member, in their order, that fulfils a condition with all after it.
    private func partition(_ fulfils: (UnknownMember) -> Bool) -> Int {
        var (low, high) = (0, unknownMembers.count)
        while low < high {
            let middle = (low &+ high) / 2
            if fulfils(unknownMembers[middle]) { high = middle } else { low = middle &+ 1 }
        }
        return low
    }
}
