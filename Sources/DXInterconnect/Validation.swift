/// How strict a validation is.
public struct ValidationRules: OptionSet, Sendable {
    public let rawValue: UInt32
    public init(rawValue: UInt32) { self.rawValue = rawValue }

    /// Members that the model does not have go into the body unchanged.
    public static let allowUnknownMembers = ValidationRules(rawValue: 1)
    public static let warningsAsErrors = ValidationRules(rawValue: 2)
    package static let all: ValidationRules = [.allowUnknownMembers, .warningsAsErrors]
}

/// One walk over a request by the tables of its shapes.
struct Validation {
    let document: Document
    let rules: ValidationRules
    private(set) var problems: [Problem] = []

    init(document: Document, rules: ValidationRules) {
        self.document = document
        self.rules = rules
    }

    mutating func error(_ code: Problem.Code, _ path: Message, _ message: Message, suggestion: Message? = nil) {
        problems.report(Problem(.error, code, path, message, suggestion: suggestion))
    }

    mutating func warn(_ code: Problem.Code, _ path: Message, _ message: Message, suggestion: Message? = nil) {
        let severity: Problem.Severity = rules.contains(.warningsAsErrors) ? .error : .warning
        problems.report(Problem(severity, code, path, message, suggestion: suggestion))
    }

    // MARK: Structures

    @_optimize(speed)
    mutating func checkStructure(_ shape: Shape, at structure: Int, _ place: Place) {
        let count = shape.memberCount
        for index in 0..<count where document[structure &+ index].isAbsent {
            let member = shape.member(index)
            guard member.isRequired else { continue }
            error(.missingMember, place.path(member.name), "Missing required parameter in \(place.name): \"\(member.name)\"")
        }
        if !rules.contains(.allowUnknownMembers) {
            for unknown in document.unknownMembers(of: structure) where !problems.isFull { report(unknown, of: shape, place) }
        }
        for index in 0..<count {
            let value = document[structure &+ index]
            guard !value.isAbsent else { continue }
            check(value, of: shape.member(index), at: structure &+ index, place)
        }
    }

    private mutating func report(_ unknown: Document.UnknownMember, of shape: Shape, _ place: Place) {
        let (name, nearest) = document.withText(unknown.name) { ($0.excerpt, shape.nearestMember(to: $0)) }
        var names: Message = ""
        for index in 0..<shape.memberCount {
            let name = shape.member(index).name
            names = names.isEmpty ? "\(name)" : "\(names), \(name)"
        }
        error(
            .unknownMember, place.path(name), "Unknown parameter in \(place.name): \"\(name)\", must be one of: \(names)",
            suggestion: nearest.map { "write \"\($0)\"" })
    }

    // MARK: Values

    @_optimize(speed)
    private mutating func check(_ value: Document.Value, of member: Member, at index: Int, _ place: Place) {
        switch value {
        case .absent, .boolean, .timestamp, .invalidTimestamp: break
        case .integer(let value):
            if member.allows(value) { break }
            let path = place.path(member.name)
            warn(
                .unusualValue, path,
                "Unusual value for parameter \(path), value: \(value), expected \(member.minimumLength) to \(member.maximumLength)"
            )
        case .string(let range): checkString(range, of: member, place)
        case .list(_, let count): checkTags(Int(count), of: member, at: index)
        case .wrongType(let json):
            reportWrongType(json, place.path(member.name), expected: member.kind.typeName)
        case .invalidUTF8(let bytes):
            let excerpt = document.withText(bytes) { $0.excerpt }
            let path = place.path(member.name)
            error(.invalidUTF8, path, "Invalid value for parameter \(path), value: \(excerpt), not UTF-8")
        case .notUnicode(let json):
            let excerpt = document.withText(json) { $0.excerpt }
            let path = place.path(member.name)
            error(
                .notUnicode, path,
                "Invalid value for parameter \(path), value: \(excerpt), half of a surrogate pair is no character")
        case .refused:
            let path = place.path(member.name)
            error(
                .refusedValue, path,
                "Invalid value for parameter \(path): it was set with NULL or with an impossible length",
                suggestion: "set it again, or unset it")
        }
    }

    private mutating func reportWrongType(_ json: Document.TextRange, _ path: Message, expected: StaticString) {
        let (excerpt, type) = document.withText(json) { ($0.shownJSON, JSONType($0[0])?.name ?? "unknown") }
        error(
            .wrongType, path,
            "Invalid type for parameter \(path), value: \(excerpt), type: \(type), valid types: \(expected)")
    }

    private mutating func checkString(_ range: Document.TextRange, of member: Member, _ place: Place) {
        guard let findings = check(document.view(range), range.kinds, of: member) else { return }
        let path = place.path(member.name)
        let excerpt = document.withText(range) { $0.excerpt }
        for finding in findings {
            let message = finding.message(path, excerpt)
            switch finding.severity {
            case .error: error(finding.code, path, message, suggestion: finding.suggestion)
            case .warning: warn(finding.code, path, message, suggestion: finding.suggestion)
            }
        }
    }

    /// What is wrong with a string; nil, without any allocation, for a good one.
    private func check(_ text: ByteView, _ kinds: CharacterKinds, of member: Member) -> [StringFinding]? {
        if member.allows(text, kinds) { return nil }
        if member.form == .tagKey || member.form == .tagValue { return text.tagFindings(member) }
        if text.count < member.minimumLength { return [StringFinding.tooShort(member, 0)] }
        if let control = text.controlCharacterFinding { return [control] }
        return switch member.form {
        case .text: [StringFinding(.warning, .emptyProviderName, "it is empty; leave it out instead")]
        case .bandwidth: [text.bandwidthFinding]
        default: [text.unusualFinding(member.form)]
        }
    }

    // MARK: Tags

    @_optimize(speed)
    private mutating func checkTags(_ count: Int, of member: Member, at list: Int) {
        let path: Message = "\(member.name)"
        if count < member.minimumLength {
            error(
                .tooShort, path,
                "Invalid length for parameter \(path), value: \(count), valid min length: \(member.minimumLength)")
        }
        if count > member.maximumLength {
            error(
                .tooManyTags, path,
                "Invalid length for parameter \(path), value: \(count), valid max length: \(member.maximumLength)")
        }
        var index = 0
        while index < count, !problems.isFull {
            if case .wrongType(let json) = document.wrongElement(index, of: list) {
                reportWrongType(json, Place.element(member.name, index).name, expected: "object")
            } else if let structure = document.place(ofElement: index, of: list) {
                checkStructure(.tag, at: structure, .element(member.name, index))
            }
            index &+= 1
        }
        checkDuplicateKeys(count, of: member, at: list)
    }

    private mutating func checkDuplicateKeys(_ count: Int, of member: Member, at list: Int) {
        var keys: [Document.SortKey] = []
        keys.reserveCapacity(count)
        for tag in 0..<count {
            guard case .string(let text) = document.element(tag, of: list, member: Tag.key.rawValue) else { continue }
            keys.append(Document.SortKey(text: text, place: tag))
        }
        document.sort(&keys)
        // For each tag, the first one with its key.
        var firsts: [Int] = []
        var first = 0
        for index in keys.indices.dropFirst() {
            guard document.isSameText(keys[first].text, keys[index].text) else {
                first = index
                continue
            }
            if firsts.isEmpty { firsts = Array(repeating: -1, count: count) }
            firsts[keys[index].place] = keys[first].place
        }
        for (tag, first) in firsts.enumerated() where first >= 0 && !problems.isFull {
            guard case .string(let text) = document.element(tag, of: list, member: Tag.key.rawValue) else { continue }
            let path: Message = "\(member.name)[\(tag)].key"
            let excerpt = document.withText(text) { $0.excerpt }
            error(
                .duplicateTagKey, path,
                "Invalid value for parameter \(path), value: \(excerpt), the same key as \(member.name)[\(first)].key")
        }
    }

    // MARK: MACsec

    mutating func checkMACsec() {
        guard document.hasUnusualMACsec,
            case .string(let range) = document[CreateInterconnectRequest.Member.bandwidth.rawValue]
        else { return }
        let value = document.withText(range) { $0.excerpt }
        warn(
            .macsecAt1Gbps, "requestMACSec",
            "Unusual value for parameter requestMACSec, value: true, MACsec is for ports of 10 Gbps and more, and bandwidth is \(value)"
        )
    }
}

// MARK: - The usual case

extension Document {
    /// Whether there is nothing to say of a request: the usual case, at little cost. What does not pass is looked
    /// at again, to say what is wrong.
    var isFlawless: Bool { isFlawless(shape, at: 0) && !hasUnusualMACsec }

    /// MACsec is documented for ports of 10 Gbps and more.
    fileprivate var hasUnusualMACsec: Bool {
        guard shape == .createInterconnectRequest,
            case .boolean(true) = self[CreateInterconnectRequest.Member.requestMACSec.rawValue],
            case .string(let range) = self[CreateInterconnectRequest.Member.bandwidth.rawValue],
            let bandwidth = Bandwidth(view(range))
        else { return false }
        return bandwidth.mbps <= 1000
    }

    @_optimize(speed)
    private func isFlawless(_ shape: Shape, at structure: Int) -> Bool {
        guard unknownMembers.isEmpty else { return false }
        for index in 0..<shape.memberCount {
            switch self[structure &+ index] {
            case .absent: if shape.member(index).isRequired { return false }
            case .boolean: break
            case .integer(let value): if !shape.member(index).allows(value) { return false }
            case .string(let range): if !shape.member(index).allows(view(range), range.kinds) { return false }
            case .list: if !hasFlawlessTags(structure &+ index) { return false }
            default: return false
            }
        }
        return true
    }

    @inline(never)
    @_optimize(speed)
    private func hasFlawlessTags(_ list: Int) -> Bool {
        guard let count = count(of: list), (1...Tag.maximumCount).contains(count) else { return false }
        // A bit for every length and first letter that a key has had: few keys are worth comparing.
        var seen: UInt64 = 0
        for index in 0..<count {
            guard let tag = place(ofElement: index, of: list), isFlawless(.tag, at: tag),
                case .string(let key) = self[tag &+ Tag.key.rawValue]
            else { return false }
            let bit: UInt64 = 1 &<< (UInt64(key.length) &* 7 ^ UInt64(view(key)[0]))
            if seen & bit != 0, hasKey(key, before: index, of: list) { return false }
            seen |= bit
        }
        return true
    }

    /// Whether one of a list's first tags has this key.
    private func hasKey(_ key: TextRange, before count: Int, of list: Int) -> Bool {
        for index in 0..<count {
            guard case .string(let other) = element(index, of: list, member: Tag.key.rawValue) else { continue }
            if other.length == key.length, isSameText(other, key) { return true }
        }
        return false
    }
}

extension ByteView {
    /// A JSON value for a message: of a string what it says, without its quotes, as botocore shows it.
    var shownJSON: Message {
        var reader = JSONReader(self)
        guard let string = try? reader.readString() else { return excerpt }
        var text: [UInt8] = []
        string.appendUnescaped(to: &text)
        return text.withView { $0.excerpt }
    }
}

extension Member.Kind {
    var typeName: StaticString {
        switch self {
        case .string: "string"
        case .boolean: "boolean"
        case .integer: "integer"
        case .timestamp: "number, string"
        case .list: "array"
        }
    }
}
