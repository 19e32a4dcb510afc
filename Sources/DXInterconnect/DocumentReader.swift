/// Reads JSON straight into the places of a shape's table. What a member's value is worth is decided later,
/// by whoever wants the document: nothing is lost here, and nothing is refused but what is no JSON.
struct DocumentReader: ~Copyable {
    enum Purpose {
        /// A caller's JSON: a name that comes twice is an error, null is a value of the wrong type.
        case request
        /// A service's JSON: of a name that comes twice the last one counts, null means absent.
        case answer
    }

    private let purpose: Purpose
    private var json: JSONReader
    private(set) var document: Document
    /// Whether a value was kept that is not what its member holds.
    private(set) var hasUnreadable = false
    /// The first name of the tables that came twice in an answer.
    private(set) var duplicate: JSONError?
    /// Places of the elements of lists that are still being read.
    private var places: [Int]
    /// The structure that is being read, as messages name it.
    private var place = Place.input

    init(_ shape: Shape, _ bytes: ByteView, for purpose: Purpose) {
        self.purpose = purpose
        json = JSONReader(bytes)
        document = Document(shape, reserving: bytes.count)
        places = Document.emptyPlaces(capacity: bytes.count / 24)
    }

    /// Hands the document over, which would else be copied array by array.
    consuming func take() -> Document { document }

    /// Reads the whole text. After an error the document holds what came before it.
    @_optimize(speed)
    mutating func read() throws(JSONError) {
        defer { document.sortUnknownMembers() }
        try readStructure(document.shape, at: 0)
        try json.expectEnd()
        if purpose == .request { try refuseDuplicateUnknownMembers() }
    }

    @_optimize(speed)
    private mutating func readStructure(_ shape: Shape, at structure: Int) throws(JSONError) {
        var expected = 0
        var seen: UInt32 = 0
        try json.expect(UInt8(ascii: "{"), "'{'")
        if json.take(UInt8(ascii: "}")) { return }
        repeat {
            guard json.peek() == UInt8(ascii: "\"") else { throw json.failure(.expected("a member name")) }
            let name = try json.readString()
            try json.expect(UInt8(ascii: ":"), "':'")
            let index =
                name.hasEscapes ? self.index(ofEscaped: name, in: shape) : shape.index(of: name.content, expected: expected)
            if let index {
                let bit: UInt32 = 1 &<< UInt32(truncatingIfNeeded: index)
                if seen & bit != 0 { try report(duplicate: name) }
                seen |= bit
                expected = index &+ 1
                // Most members are strings: they are not worth a look at the whole row.
                if json.peek() == UInt8(ascii: "\""), case .string = shape.kind(index) {
                    let value = string(try json.readString())
                    keep(value, provingTheOrder: shape.member(index).provesTheOrder, at: structure &+ index)
                } else {
                    try readMember(shape.member(index), at: structure &+ index)
                }
            } else {
                try readUnknownMember(name, of: structure)
            }
        } while json.take(UInt8(ascii: ","))
        try json.expect(UInt8(ascii: "}"), "',' or '}'")
    }

    private mutating func index(ofEscaped name: JSONString, in shape: Shape) -> Int? {
        guard name.flaw == nil, let range = document.append(unescaping: name) else { return nil }
        defer { document.removeLast(range) }
        return document.withText(range) { shape.index(of: $0) }
    }

    /// Reads a value of any kind but a string where a string belongs, which `readStructure` has read.
    @_optimize(speed)
    private mutating func readMember(_ member: Member, at place: Int) throws(JSONError) {
        let type = try json.peekType()
        let value: Document.Value
        switch (member.kind, type) {
        case (_, .null) where purpose == .answer:
            try json.readLiteral("null")
            value = .absent
        case (.boolean, .boolean):
            let isTrue = json.bytes[json.offset] == UInt8(ascii: "t")
            try json.readLiteral(isTrue ? "true" : "false")
            value = .boolean(isTrue)
        case (.integer, .number):
            let text = try json.readNumber()
            value = text.integer.map { .integer($0) } ?? keep(text) { .wrongType($0) }
        case (.list(let shape), .array):
            value = try readList(shape, of: member)
        case (.timestamp, .number), (.timestamp, .string):
            let text = try json.readValue()
            value = timestamp(text, type).map { .timestamp($0.microseconds) } ?? keep(text) { .invalidTimestamp($0) }
        default:
            value = keep(try json.readValue()) { .wrongType($0) }
        }
        keep(value, provingTheOrder: member.provesTheOrder, at: place)
    }

    @inline(__always)
    private mutating func keep(_ value: Document.Value, provingTheOrder: @autoclosure () -> Bool, at place: Int) {
        if document[place].isProof, !value.isProof, provingTheOrder() {
            document.overrule(value, at: place)
        } else {
            document.put(value, at: place)
        }
    }

    @_optimize(speed)
    private mutating func readList(_ shape: Shape, of member: Member) throws(JSONError) -> Document.Value {
        let mark = places.count
        defer { places.removeLast(places.count &- mark) }
        try json.expect(UInt8(ascii: "["), "'['")
        if !json.take(UInt8(ascii: "]")) {
            repeat {
                if purpose == .answer, places.count &- mark >= member.maximumLength {
                    throw json.failure(.expected("no more elements"))
                }
                if try json.peekType() == .object {
                    let element = document.beginElement(shape)
                    let outer = place
                    place = outer.element(member.name, places.count &- mark)
                    places.append(element)
                    try readStructure(shape, at: element)
                    place = outer
                } else {
                    places.append(document.appendWrongElement(keep(try json.readValue()) { .wrongType($0) }))
                }
            } while json.take(UInt8(ascii: ","))
            try json.expect(UInt8(ascii: "]"), "',' or ']'")
        }
        return document.list(places[mark...])
    }

    private func timestamp(_ text: ByteView, _ type: JSONType) -> Timestamp? {
        guard type == .string else { return Timestamp(text) }
        var reader = JSONReader(text)
        guard let string = try? reader.readString(), string.flaw == nil else { return nil }
        var unescaped: [UInt8] = []
        string.appendUnescaped(to: &unescaped)
        return unescaped.withView { Timestamp($0) }
    }

    @_optimize(speed)
    private mutating func string(_ string: JSONString) -> Document.Value {
        if string.isASCII, !string.hasEscapes { return document.append(string.content).map { value($0) } ?? .refused }
        return switch string.flaw {
        case .none: document.append(unescaping: string).map { value($0) } ?? .refused
        case .invalidUTF8: keep(string.content) { .invalidUTF8($0) }
        case .loneSurrogate: keep(string.content) { .notUnicode($0) }
        }
    }

    /// Only what is to be sent is looked at.
    @inline(__always)
    private func value(_ range: Document.TextRange) -> Document.Value {
        var range = range
        if purpose == .request { range.kinds = document.view(range).kinds }
        return .string(range)
    }

    private mutating func keep(_ text: ByteView, _ value: (Document.TextRange) -> Document.Value) -> Document.Value {
        hasUnreadable = true
        return document.append(text).map(value) ?? .refused
    }

    // MARK: Unknown members

    private mutating func readUnknownMember(_ name: JSONString, of structure: Int) throws(JSONError) {
        let value = try json.readValue()
        if purpose == .request, name.flaw != nil { throw JSONError(reason: .loneSurrogate, offset: name.offset) }
        // A name that no UTF-8 can say is kept as it can be shown.
        let nameRange =
            switch name.flaw {
            case .none: document.append(unescaping: name)
            case .loneSurrogate: document.append(name.content)
            case .invalidUTF8: Array(name.content.excerpt.utf8).withView { document.append($0) }
            }
        if value.firstInvalidUTF8 != nil { hasUnreadable = true }
        guard let nameRange, let valueRange = document.append(value) else { return }
        document.appendUnknownMember(
            Document.UnknownMember(
                structure: structure, name: nameRange, json: valueRange, isUTF8: value.firstInvalidUTF8 == nil,
                offset: name.offset))
    }

    @inline(never)
    private mutating func report(duplicate name: JSONString) throws(JSONError) {
        var text: [UInt8] = []
        name.appendUnescaped(to: &text)
        let error = JSONError(reason: .duplicateMember(place, text.withView { $0.excerpt }), offset: name.offset)
        if purpose == .request { throw error }
        if duplicate == nil { duplicate = error }
    }

    private func refuseDuplicateUnknownMembers() throws(JSONError) {
        let members = document.unknownMembers
        guard members.count > 1 else { return }
        var keys: [Document.SortKey] = []
        for (index, member) in members.enumerated() {
            keys.append(Document.SortKey(structure: member.structure, text: member.name, place: index))
        }
        document.sort(&keys)
        var first: Document.UnknownMember?
        for index in keys.indices.dropFirst() {
            let (left, right) = (keys[index &- 1], keys[index])
            let member = members[right.place]
            guard left.structure == right.structure, document.isSameText(left.text, right.text),
                member.offset < first?.offset ?? Int.max
            else { continue }
            first = member
        }
        guard let first else { return }
        let name = document.withText(first.name) { $0.excerpt }
        throw JSONError(reason: .duplicateMember(document.place(of: first.structure), name), offset: first.offset)
    }
}

extension Document.Value {
    /// Whether this is a string that says something.
    var isProof: Bool {
        if case .string(let range) = self { range.length > 0 } else { false }
    }
}
