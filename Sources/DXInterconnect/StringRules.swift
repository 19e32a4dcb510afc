/// Something that is wrong with a string, before it is known where the string stands.
struct StringFinding {
    let severity: Problem.Severity
    let code: Problem.Code
    /// The rule, as the end of a sentence.
    let rule: Message
    var suggestion: Message?
    /// For botocore's wording about lengths.
    var length: Int?

    init(_ severity: Problem.Severity, _ code: Problem.Code, _ rule: Message, suggestion: Message? = nil, length: Int? = nil) {
        self.severity = severity
        self.code = code
        self.rule = rule
        self.suggestion = suggestion
        self.length = length
    }

    static func tooShort(_ member: Member, _ length: Int) -> StringFinding {
        StringFinding(.error, .tooShort, "valid min length: \(member.minimumLength)", length: length)
    }

    static func tooLong(_ member: Member, _ length: Int) -> StringFinding {
        StringFinding(.error, .tooLong, "valid max length: \(member.maximumLength)", length: length)
    }

    func message(_ path: Message, _ excerpt: Message) -> Message {
        if let length { return "Invalid length for parameter \(path), value: \(length), \(rule)" }
        let verdict: StaticString = severity == .error ? "Invalid" : "Unusual"
        return "\(verdict) value for parameter \(path), value: \(excerpt), \(rule)"
    }
}

extension Member {
    /// Whether there is nothing to say of a string in which there are these kinds of characters.
    @inline(__always)
    func allows(_ text: ByteView, _ kinds: CharacterKinds) -> Bool {
        switch form {
        case .any: text.count >= minimumLength
        case .interconnectId: text.isInterconnectId
        case .text: !text.isEmpty && (kinds.isDisjoint(with: [.control, .beyondASCII]) || text.firstControlCharacter == nil)
        case .interconnectName: (1...200).contains(text.count) && kinds.isSubset(of: .interconnectName)
        case .location: !text.isEmpty && kinds.isSubset(of: .location)
        case .lagId: text.isLagId
        case .bandwidth: Bandwidth(text)?.isDocumented == true
        case .tagKey: !text.isEmpty && text.isTagText(kinds, maximum: maximumLength) && !text.hasReservedPrefix
        case .tagValue: text.isTagText(kinds, maximum: maximumLength)
        }
    }
}

extension Member {
    /// Whether an integer is within its bounds.
    func allows(_ value: Int64) -> Bool { value >= Int64(minimumLength) && value <= Int64(maximumLength) }
}

// MARK: - Sibling patterns
// AWS publishes them for connections and LAGs; it may accept other values for interconnects.

extension ByteView {
    private func all(_ fulfil: (UInt8) -> Bool) -> Bool {
        var index = 0
        while index < count {
            if !fulfil(self[index]) { return false }
            index &+= 1
        }
        return true
    }

    /// `^dxcon-[a-z0-9]{8,21}$`
    var isInterconnectId: Bool {
        let id = dropFirst(6)
        return hasPrefix("dxcon-") && (8...21).contains(id.count)
            && id.all { $0.isDigit || $0.isLetter && $0 == $0.lowercasedASCII }
    }

    /// `^(arn:aws[a-z-]*:directconnect:[a-z0-9-]+:[0-9]{12}:dxlag/)?dxlag-[a-zA-Z0-9]{8,21}$`
    var isLagId: Bool {
        var id = self
        if self[0] == UInt8(ascii: "a"), hasPrefix("arn:") {
            guard let slash = firstIndex(of: UInt8(ascii: "/")), prefix(slash).isLagARNPrefix else { return false }
            id = dropFirst(slash &+ 1)
        }
        let name = id.dropFirst(6)
        return id.hasPrefix("dxlag-") && (8...21).contains(name.count) && name.kinds.isEmpty
    }

    private var isLagARNPrefix: Bool {
        func isLower(_ byte: UInt8) -> Bool { byte.isLetter && byte == byte.lowercasedASCII || byte == UInt8(ascii: "-") }
        var rest = self
        func nextField() -> ByteView? {
            guard let colon = rest.firstIndex(of: UInt8(ascii: ":")) else { return nil }
            defer { rest = rest.dropFirst(colon &+ 1) }
            return rest.prefix(colon)
        }
        guard let arn = nextField(), arn == "arn", let partition = nextField(), partition.hasPrefix("aws"),
            partition.dropFirst(3).all(isLower), let service = nextField(), service == "directconnect",
            let region = nextField(), !region.isEmpty, region.all({ isLower($0) || $0.isDigit }),
            let account = nextField(), account.count == 12, account.all({ $0.isDigit })
        else { return false }
        return rest == "dxlag"
    }

    func unusualFinding(_ form: Member.Form) -> StringFinding {
        let rule: Message =
            switch form {
            case .lagId: "expected the id of a LAG, such as dxlag-ffabc123, or its ARN"
            case .interconnectId: "expected the id of an interconnect, such as dxcon-fg1a2b3c"
            case .location: "expected a location code of letters, digits and '-', such as EqDC2"
            default: "expected 1 to 200 letters, digits, blanks or any of _-,/"
            }
        return StringFinding(.warning, .unusualValue, rule)
    }
}

// MARK: - Characters

extension ByteView {
    var controlCharacterFinding: StringFinding? {
        guard let control = firstControlCharacter else { return nil }
        return control.value == 0
            ? StringFinding(.error, .nulCharacter, "must not hold a NUL character")
            : StringFinding(.error, .controlCharacter, "must not hold a control character")
    }

    /// The first of Unicode's Cc.
    var firstControlCharacter: Unicode.Scalar? {
        var index = 0
        while index < count {
            let byte = self[index]
            if byte < 0x20 || byte == 0x7f { return Unicode.Scalar(byte) }
            if byte == 0xc2, self[index &+ 1] < 0xa0 { return Unicode.Scalar(self[index &+ 1]) }
            index &+= 1
        }
        return nil
    }
}

// MARK: - Tags

extension ByteView {
    /// Whether a key has the prefix that AWS keeps for itself.
    var hasReservedPrefix: Bool { self[3] == UInt8(ascii: ":") && prefix(4).equalsIgnoringCase("aws:") }

    @_optimize(speed)
    func isTagText(_ kinds: CharacterKinds, maximum: Int) -> Bool {
        // A scalar has at least one byte.
        (count <= maximum || scalarCount <= maximum) && (kinds.isSubset(of: .tag) || firstOutsideTagCharacters == nil)
    }

    /// What the model says of a tag's key or value.
    func tagFindings(_ member: Member) -> [StringFinding] {
        let isReserved = member.form == .tagKey && hasReservedPrefix
        let isLong = scalarCount > member.maximumLength
        let outside = firstOutsideTagCharacters
        var findings: [StringFinding] = []
        if count < member.minimumLength { findings.append(.tooShort(member, count)) }
        if isLong { findings.append(.tooLong(member, scalarCount)) }
        if let outside {
            var character: [UInt8] = []
            character.appendScalar(outside)
            findings.append(
                outside.value == 0
                    ? StringFinding(.error, .nulCharacter, "must not hold a NUL character")
                    : StringFinding(
                        .error, .tagCharacter,
                        "'\(character.withView { $0.excerpt })' is not allowed: letters, digits, spaces and any of _.:/=+-@ are"))
        }
        if isReserved {
            findings.append(StringFinding(.error, .reservedTagPrefix, "the prefix aws: is reserved for AWS"))
        }
        return findings
    }

    /// The first scalar outside `[\p{L}\p{Z}\p{N}_.:/=+\-@]`.
    @_optimize(speed)
    private var firstOutsideTagCharacters: Unicode.Scalar? {
        let bytes = buffer
        var index = 0
        while index < count {
            let byte = bytes[index]
            if byte < 0x80 {
                if !byte.kinds.isSubset(of: .tag) { return Unicode.Scalar(byte) }
                index &+= 1
            } else {
                guard let (scalar, length) = scalar(at: index), scalar.isTagCharacter else {
                    return scalar(at: index)?.scalar ?? "\u{fffd}"
                }
                index &+= length
            }
        }
        return nil
    }
}

extension Unicode.Scalar {
    /// As in `[\p{L}\p{Z}\p{N}]`, beyond ASCII.
    var isTagCharacter: Bool {
        let boundaries = ByteView(TagCharacters.boundaries)
        // How many boundaries are at this scalar or before it: an odd number begins a run that has not ended.
        var (low, high) = (0, boundaries.count / 3)
        while low < high {
            let middle = (low &+ high) / 2
            if value < boundaries.boundary(middle) { high = middle } else { low = middle &+ 1 }
        }
        return low & 1 == 1
    }
}

extension ByteView {
    fileprivate func boundary(_ index: Int) -> UInt32 {
        func digit(_ place: Int) -> UInt32 { UInt32(self[index &* 3 &+ place] &- UInt8(ascii: "0")) }
        return digit(0) &<< 12 | digit(1) &<< 6 | digit(2)
    }
}
