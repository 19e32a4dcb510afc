// What all requests have in common, whichever shape they have.

extension Document {
    /// Reads a request from JSON with the wire's names. Members of the wrong type and unknown members are
    /// kept for `problems(_:)`; only what is no JSON object is refused, with the place.
    package init(_ shape: Shape, requestJSON json: Span<UInt8>) throws(Problem) {
        let read = json.withUnsafeBufferPointer { Document.read(shape, ByteView($0)) }
        self = try read.get()
    }

    private static func read(_ shape: Shape, _ bytes: ByteView) -> Result<Document, Problem> {
        if let index = bytes.firstInvalidUTF8 {
            return .failure(Problem(JSONError(reason: .invalidUTF8, offset: index), in: bytes))
        }
        var start = JSONReader(bytes)
        let type: JSONType? = try? start.peekType()
        // Only what is a value can be one of the wrong type. A number has no end that could be looked for.
        var value = start
        if let type, type != .object, type == .number || (try? value.readValue()) != nil {
            return .failure(Problem(notAnObject: start, type))
        }
        var reader = DocumentReader(shape, bytes, for: .request)
        do {
            try reader.read()
            return .success(reader.take())
        } catch {
            return .failure(Problem(error, in: bytes))
        }
    }

    /// Everything that is wrong with a request: missing members, unknown ones, then the members in the
    /// model's order.
    package func problems(_ rules: ValidationRules) -> [Problem] { isFlawless ? [] : findProblems(rules) }

    func findProblems(_ rules: ValidationRules) -> [Problem] {
        var validation = Validation(document: self, rules: rules)
        validation.checkStructure(shape, at: 0, .input)
        if shape == .createInterconnectRequest { validation.checkMACsec() }
        return validation.problems
    }

    /// The body of a request without errors.
    var body: [UInt8] {
        var text = TextBuffer(capacity: estimatedLength)
        write(to: &text)
        return Array(text.view.buffer)
    }
}

// MARK: - Tags

extension Document {
    /// A part of a tag.
    package enum TagText {
        case view(ByteView)
        case absent
        /// What could not be taken, and makes the request wrong.
        case refused

        fileprivate var length: Int { if case .view(let view) = self { view.count } else { 0 } }
    }

    /// Appends a tag; false if a part of it is no UTF-8, or no more text fits.
    @_optimize(speed)
    package mutating func addTag(_ key: TagText, _ value: TagText) -> Bool {
        let list = CreateInterconnectRequest.Member.tags.rawValue
        makeList(at: list)
        let outgrown = reserve(text: key.length &+ value.length &+ 2)
        defer { withExtendedLifetime(outgrown) {} }
        let (key, value) = (tagValue(key), tagValue(value))
        appendTag(key, value, to: list)
        return key.isString && (value.isString || value.isAbsent)
    }

    @inline(__always)
    private mutating func tagValue(_ text: TagText) -> Document.Value {
        switch text {
        case .view(let view): string(view)
        case .absent: .absent
        case .refused: .refused
        }
    }
}

extension Document.Value {
    package var isString: Bool { if case .string = self { true } else { false } }
    package var isAbsent: Bool { if case .absent = self { true } else { false } }
}

// MARK: - Problems of the text

extension Problem {
    init(_ error: JSONError, in bytes: ByteView) {
        let position = Position(of: error.offset, in: bytes)
        let place: Message = "line \(position.line), column \(position.column)"
        let found = Problem.found(at: error.offset, in: bytes)
        let (code, path, message): (Code, Message, Message) =
            switch error.reason {
            case .cutOff: (.invalidJSON, "", "Invalid JSON: the text ends at \(place), before its object does")
            case .expected(let what): (.invalidJSON, "", "Invalid JSON at \(place): expected \(what), found \(found)")
            case .controlCharacter:
                (.invalidJSON, "", "Invalid JSON at \(place): a string holds \(found), which must be escaped")
            case .invalidEscape: (.invalidJSON, "", "Invalid JSON at \(place): no such escape, found \(found)")
            case .invalidNumber: (.invalidJSON, "", "Invalid JSON at \(place): expected a digit, found \(found)")
            case .trailingText: (.invalidJSON, "", "Invalid JSON at \(place): after the object comes \(found)")
            case .duplicateMember(let structure, let name):
                (
                    .duplicateMember, structure.path(name),
                    "Duplicate parameter in \(structure.name): \"\(name)\" comes again at \(place)"
                )
            case .loneSurrogate:
                (.notUnicode, "", "Invalid member name at \(place): half of a surrogate pair is no character")
            case .invalidUTF8: (.invalidUTF8, "", "Invalid UTF-8 at \(place): \(found)")
            }
        self.init(.error, code, path, message, position: position)
    }

    fileprivate init(notAnObject reader: JSONReader, _ type: JSONType) {
        let position = Position(of: reader.offset, in: reader.bytes)
        self.init(
            .error, .wrongType, "",
            "Invalid type for parameter input, value: \(reader.bytes.dropFirst(reader.offset).shownJSON), type: \(type.name), valid types: object",
            position: position)
    }

    private static func found(at offset: Int, in bytes: ByteView) -> Message {
        guard offset < bytes.count else { return "the end" }
        let length = bytes.scalar(at: offset)?.length ?? 1
        return "'\(bytes.slice(offset, offset &+ length).excerpt)'"
    }
}

extension Problem.Position {
    init(of offset: Int, in bytes: ByteView) {
        let before = bytes.prefix(offset)
        var line = 1
        var start = 0
        while let index = before.firstIndex(of: UInt8(ascii: "\n"), from: start) {
            line &+= 1
            start = index &+ 1
        }
        self.init(line: line, column: before.dropFirst(start).scalarCount &+ 1, offset: offset)
    }
}
