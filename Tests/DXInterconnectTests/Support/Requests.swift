import Testing

@testable import DXInterconnect

extension CreateInterconnectRequest {
    init(text: String) throws(Problem) { try self.init(json: Array(text.utf8).span) }

    /// A request without problems.
    static var good: CreateInterconnectRequest {
        var request = CreateInterconnectRequest()
        request.set(.interconnectName, "acme-iad-1")
        request.set(.bandwidth, "10Gbps")
        request.set(.location, "EqDC2")
        return request
    }

    /// A good request but for one member.
    static func good(but member: Member, _ value: String) -> CreateInterconnectRequest {
        var request = good
        request.set(member, value)
        return request
    }

    /// A good request with tags.
    static func good(tags: [(String, String?)]) -> CreateInterconnectRequest {
        var request = good
        for (key, value) in tags { request.addTag(key: key, value: value) }
        return request
    }

    /// The body as text.
    var json: String { String(decoding: body, as: UTF8.self) }

    /// `error TOO_LONG tags[0].key`, one for each problem.
    func verdict(_ rules: ValidationRules = []) -> [String] { problems(rules).map(\.summary) }
}

extension Document {
    /// What is written of it.
    var json: [UInt8] {
        var text = TextBuffer(capacity: 16)
        write(to: &text)
        return Array(text.view.buffer)
    }
}

extension Problem {
    var summary: String { "\(severity.name) \(code.name) \(path)" }
}
