/// Something that is wrong with a request, with the options of a signer, or with a body that came back.
public struct Problem: Error, Sendable {
    public enum Severity: Int32, Sendable {
        /// Refuses the request.
        case error = 1
        /// Does not: AWS may accept it.
        case warning = 2
    }

    /// A place in a JSON text.
    public struct Position: Sendable {
        /// From 1.
        public let line: Int
        /// From 1, in characters.
        public let column: Int
        /// From 0, in bytes.
        public let offset: Int
    }

    public let severity: Severity
    public let code: Code
    public let position: Position?
    package let texts: Texts

    package struct Texts: Sendable {
        package let path: Message
        package let message: Message
        package let suggestion: Message?
    }

    /// Where: `bandwidth`, `tags[3].key`; empty for the whole.
    public var path: String { texts.path.string }
    /// The rule and the value.
    public var message: String { texts.message.string }
    /// What to write instead.
    public var suggestion: String? { texts.suggestion?.string }

    @inline(never)
    init(
        _ severity: Severity, _ code: Code, _ path: Message, _ message: Message, suggestion: Message? = nil,
        position: Position? = nil
    ) {
        self.severity = severity
        self.code = code
        texts = Texts(path: path, message: message, suggestion: suggestion)
        self.position = position
    }
}

extension Problem {
    /// The numbers are pinned, and the same as in the C interface.
    public enum Code: Int32, CaseIterable, Sendable {
        case missingMember = 1
        case wrongType, unknownMember, invalidJSON, duplicateMember, invalidUTF8, nulCharacter, controlCharacter
        case tooShort, tooLong, tooManyTags, bandwidthForm, tagCharacter, reservedTagPrefix, duplicateTagKey
        case refusedValue, moreProblems, noIdentityTag

        case bandwidthWithoutUnit = 100
        case bandwidthNotDocumented, unusualValue, emptyProviderName, macsecAt1Gbps

        case missingRegion = 200
        case invalidRegion, invalidEndpoint, endpointWithVariant, plaintextEndpoint, invalidCredentials, invalidTime
        case invalidHeaderText

        case bodyNotJSON = 300
        case bodyCutOff, bodyIsCBOR, invalidTimestamp, notUnicode, noInterconnectId, noInterconnects

        /// The name in the C interface, without its prefix.
        public var name: StaticString {
            switch self {
            case .missingMember: "MISSING_MEMBER"
            case .wrongType: "WRONG_TYPE"
            case .unknownMember: "UNKNOWN_MEMBER"
            case .invalidJSON: "INVALID_JSON"
            case .duplicateMember: "DUPLICATE_MEMBER"
            case .invalidUTF8: "INVALID_UTF8"
            case .nulCharacter: "NUL_CHARACTER"
            case .controlCharacter: "CONTROL_CHARACTER"
            case .tooShort: "TOO_SHORT"
            case .tooLong: "TOO_LONG"
            case .tooManyTags: "TOO_MANY_TAGS"
            case .bandwidthForm: "BANDWIDTH_FORM"
            case .tagCharacter: "TAG_CHARACTER"
            case .reservedTagPrefix: "RESERVED_TAG_PREFIX"
            case .duplicateTagKey: "DUPLICATE_TAG_KEY"
            case .refusedValue: "REFUSED_VALUE"
            case .moreProblems: "MORE_PROBLEMS"
            case .noIdentityTag: "NO_IDENTITY_TAG"
            case .bandwidthWithoutUnit: "BANDWIDTH_WITHOUT_UNIT"
            case .bandwidthNotDocumented: "BANDWIDTH_NOT_DOCUMENTED"
            case .unusualValue: "UNUSUAL_VALUE"
            case .emptyProviderName: "EMPTY_PROVIDER_NAME"
            case .macsecAt1Gbps: "MACSEC_AT_1_GBPS"
            case .missingRegion: "MISSING_REGION"
            case .invalidRegion: "INVALID_REGION"
            case .invalidEndpoint: "INVALID_ENDPOINT"
            case .endpointWithVariant: "ENDPOINT_WITH_VARIANT"
            case .plaintextEndpoint: "PLAINTEXT_ENDPOINT"
            case .invalidCredentials: "INVALID_CREDENTIALS"
            case .invalidTime: "INVALID_TIME"
            case .invalidHeaderText: "INVALID_HEADER_TEXT"
            case .bodyNotJSON: "BODY_NOT_JSON"
            case .bodyCutOff: "BODY_CUT_OFF"
            case .bodyIsCBOR: "BODY_IS_CBOR"
            case .invalidTimestamp: "INVALID_TIMESTAMP"
            case .notUnicode: "NOT_UNICODE"
            case .noInterconnectId: "NO_INTERCONNECT_ID"
            case .noInterconnects: "NO_INTERCONNECTS"
            }
        }
    }
}

extension [Problem] {
    /// How many are told of. A text may be wrong in a million places, and each problem takes half a kilobyte.
    private static var maximumCount: Int { 100_000 }

    /// Whether nothing more would be told of, so that nobody has to look for it.
    var isFull: Bool { count > Self.maximumCount }

    /// Adds a problem; in the place of the first one too many, it says that there are more.
    mutating func report(_ problem: @autoclosure () -> Problem) {
        if count < Self.maximumCount { append(problem()) } else { reportThatThereAreMore() }
    }

    @inline(never)
    private mutating func reportThatThereAreMore() {
        if isFull { return }
        append(Problem(.error, .moreProblems, "", "There are more problems: only the first \(count) are listed"))
    }

    package var errorCount: Int {
        var count = 0
        for problem in self where problem.severity == .error { count &+= 1 }
        return count
    }
}

/// Where a structure stands, to name its members in problems. Not an enum: of one whose cases differ in size, Swift
/// compares words of which a part was never written, which memcheck reports.
struct Place {
    private struct Element {
        var list: StaticString = ""
        var index = 0
    }

    /// The elements of lists that lead to it, of which so many count.
    private var elements = (Element(), Element())
    private var depth = 0

    static var input: Place { Place() }
    static func element(_ list: StaticString, _ index: Int) -> Place { input.element(list, index) }

    /// As botocore names the structure.
    var name: Message {
        switch depth {
        case 0: "input"
        case 1: "\(elements.0.list)[\(elements.0.index)]"
        default: "\(elements.0.list)[\(elements.0.index)].\(elements.1.list)[\(elements.1.index)]"
        }
    }

    func path(_ member: StaticString) -> Message { path("\(member)") }

    func path(_ member: Message) -> Message { depth == 0 ? member : "\(name).\(member)" }

    /// Of a list that the structure holds. No shape goes deeper than two.
    func element(_ list: StaticString, _ index: Int) -> Place {
        var place = self
        if depth == 0 { place.elements.0 = Element(list: list, index: index) }
        if depth > 0 { place.elements.1 = Element(list: list, index: index) }
        place.depth = min(depth &+ 1, 2)
        return place
    }
}
