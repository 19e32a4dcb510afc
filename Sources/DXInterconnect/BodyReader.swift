/// Reads a body as one shape or another, and says what is wrong with it as a whole.
struct BodyReader {
    let body: ByteView
    let isCBOR: Bool
    /// Whether the host knows that the body ends too early.
    let isShort: Bool
    /// Whether it says nothing, since the host has not undone what Content-Encoding names.
    let isEncoded: Bool
    /// Whether there may be members that could not be read.
    private(set) var hidesMembers = false
    /// Whether a value was kept that is not what its member holds.
    private(set) var hasUnreadable = false
    /// That a member came twice: which of the two counts, nobody can say.
    private(set) var duplicate: Problem?
    private(set) var problems: [Problem] = []

    init(_ body: ByteView, _ headers: ResponseHeaders, isShort: Bool) {
        let mark: StaticString = "\u{feff}"
        if body.hasPrefix(mark) {
            self.body = body.dropFirst(3)
            problems = [Problem(.warning, .bodyNotJSON, "", "The body begins with a byte order mark, which JSON has not")]
        } else {
            self.body = body
        }
        self.isShort = isShort
        hidesMembers = isShort
        // No JSON object begins like a CBOR map.
        let first = self.body[0]
        let mayBeJSON = first == UInt8(ascii: "{")
        isCBOR = (0xa0..<0xc0).contains(first) || !mayBeJSON && headers.contentType?.namesCBOR == true
        isEncoded = !mayBeJSON && headers.contentEncoding?.equalsIgnoringCase("identity") == false
    }

    @_optimize(speed)
    mutating func read(_ shape: Shape) -> Document {
        if isEncoded || isCBOR {
            hidesMembers = true
            if isEncoded {
                report(.bodyNotJSON, "The body is encoded as Content-Encoding says: decode it first")
            } else {
                report(.bodyIsCBOR, "The body is CBOR (application/cbor), which this library does not read: ask for JSON")
            }
            return Document(shape)
        }
        var reader = DocumentReader(shape, body, for: .answer)
        do {
            try reader.read()
        } catch {
            report(error)
        }
        hasUnreadable = reader.hasUnreadable
        if shape != .interconnect { duplicate = reader.duplicate.map { Problem($0, in: body) } }
        return reader.take()
    }

    /// Once, however often the body is read.
    private mutating func report(_ code: Problem.Code, _ message: Message, _ position: Problem.Position? = nil) {
        guard problems.last?.severity != .error else { return }
        problems.append(Problem(.error, code, "", message, position: position))
    }

    private mutating func report(_ error: JSONError) {
        var blank = JSONReader(body)
        if blank.peek() == 0, blank.isAtEnd {
            return report(isShort ? .bodyCutOff : .bodyNotJSON, "The body is empty")
        }
        // What begins as an object is AWS's, and its code may stand where reading stopped.
        if case .trailingText = error.reason {} else if blank.peek() == UInt8(ascii: "{") { hidesMembers = true }
        let problem = Problem(error, in: body)
        if case .cutOff = error.reason {
            report(.bodyCutOff, "The body was cut off: \(problem.texts.message)", problem.position)
        } else {
            report(.bodyNotJSON, "The body is not what AWS writes: \(problem.texts.message)", problem.position)
        }
    }
}

extension ByteView {
    fileprivate var namesCBOR: Bool {
        var index = 0
        while index < count {
            if slice(index, index &+ 4).equalsIgnoringCase("cbor") { return true }
            index &+= 1
        }
        return false
    }
}
