/// What to order. What it is given is what is sent; nothing is checked before `problems(_:)`.
public struct CreateInterconnectRequest {
    /// The members, in the model's order.
    public enum Member: Int, CaseIterable, Sendable {
        case interconnectName, bandwidth, location, lagId, tags, providerName, requestMACSec

        /// The shape's table.
        @inline(__always)
        var row: DXInterconnect.Member {
            switch self {
            case .interconnectName: .init("interconnectName", required: true, minimum: 1, form: .interconnectName)
            case .bandwidth: .init("bandwidth", required: true, minimum: 1, form: .bandwidth)
            case .location: .init("location", required: true, minimum: 1, form: .location)
            case .lagId: .init("lagId", minimum: 1, form: .lagId)
            case .tags: .init("tags", .list(.tag), minimum: 1, maximum: Tag.maximumCount)
            case .providerName: .init("providerName", form: .text)
            case .requestMACSec: .init("requestMACSec", .boolean)
            }
        }
    }

    package private(set) var document = Document(.createInterconnectRequest)

    public init() {}

    /// Reads a request from JSON with the wire's names. Members of the wrong type and unknown members are
    /// kept for `problems(_:)`; only what is no JSON object is refused, with the place.
    public init(json: Span<UInt8>) throws(Problem) {
        let read = json.withUnsafeBufferPointer { buffer -> Result<Document, Problem> in
            CreateInterconnectRequest.read(ByteView(buffer))
        }
        document = try read.get()
    }

    private static func read(_ bytes: ByteView) -> Result<Document, Problem> {
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
        var reader = DocumentReader(.createInterconnectRequest, bytes, for: .request)
        do {
            try reader.read()
            return .success(reader.take())
        } catch {
            return .failure(Problem(error, in: bytes))
        }
    }
}

// MARK: - Members

extension CreateInterconnectRequest {
    /// Sets a string member; false if it is no UTF-8, nil if no more text fits. In both cases the member
    /// counts as wrong until it is set again.
    @discardableResult
    package mutating func set(_ member: Member, _ value: ByteView) -> Bool? {
        document.setString(value, at: member.rawValue)
    }

    /// Remembers that a value could not be taken, so that validation refuses the request.
    package mutating func refuse(_ member: Member) { document.set(.refused, at: member.rawValue) }

    public mutating func unset(_ member: Member) { document.set(.absent, at: member.rawValue) }

    public mutating func set(_ member: Member, _ value: String) {
        _ = Array(value.utf8).withView { set(member, $0) }
    }

    /// A string member; nil where it is absent or no valid string.
    public func string(_ member: Member) -> String? {
        if case .string(let range) = document[member.rawValue] { document.string(range) } else { nil }
    }

    /// 10 writes "10Gbps".
    public mutating func setBandwidth(gbps: UInt32) { Message("\(Int64(gbps))Gbps").utf8.withView { _ = set(.bandwidth, $0) } }

    public var requestMACSec: Bool? {
        get { if case .boolean(let value) = document[Member.requestMACSec.rawValue] { value } else { nil } }
        set { document.set(newValue.map { .boolean($0) } ?? .absent, at: Member.requestMACSec.rawValue) }
    }

    public var tagCount: Int { document.count(of: Member.tags.rawValue) ?? 0 }

    public mutating func addTag(key: String, value: String?) {
        Array(key.utf8).withView { key in
            if let value {
                Array(value.utf8).withView { value in _ = addTag(.view(key), .view(value)) }
            } else {
                _ = addTag(.view(key), .absent)
            }
        }
    }

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
        document.makeList(at: Member.tags.rawValue)
        let outgrown = document.reserve(text: key.length &+ value.length &+ 2)
        defer { withExtendedLifetime(outgrown) {} }
        let (key, value) = (tagValue(key), tagValue(value))
        document.appendTag(key, value, to: Member.tags.rawValue)
        return key.isString && (value.isString || value.isAbsent)
    }

    @inline(__always)
    private mutating func tagValue(_ text: TagText) -> Document.Value {
        switch text {
        case .view(let view): document.string(view)
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
