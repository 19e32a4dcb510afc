/// The members of an error's body, and its one member that would prove that there is none.
enum ServiceError: Int, CaseIterable {
    case code, type, message, upperMessage, interconnectId

    @inline(__always)
    var row: Member {
        switch self {
        case .code: Member("code")
        case .type: Member("__type")
        case .message: Member("message")
        case .upperMessage: Member("Message")
        case .interconnectId: Member("interconnectId", minimum: 1, provesTheOrder: true)
        }
    }
}

/// Which error the service answered. Numbered as in the C interface.
package enum ServiceErrorKind: Int32 {
    case none = 0
    case duplicateTagKeys, tooManyTags, server, client, other

    init(code: ByteView) {
        for kind in [Self.duplicateTagKeys, .tooManyTags, .server, .client] where code == kind.name {
            self = kind
            return
        }
        self = .other
    }

    package var name: StaticString {
        switch self {
        case .none: "none"
        case .duplicateTagKeys: "DuplicateTagKeysException"
        case .tooManyTags: "TooManyTagsException"
        case .server: "DirectConnectServerException"
        case .client: "DirectConnectClientException"
        case .other: "other"
        }
    }
}

extension ByteView {
    /// A code without its namespace and without the address that may follow it; nil if nothing is left.
    var errorCode: ByteView? {
        var code = prefix(firstIndex(of: UInt8(ascii: ":")) ?? count).trimmed
        while let hash = code.firstIndex(of: UInt8(ascii: "#")) { code = code.dropFirst(hash &+ 1) }
        return code.isEmpty ? nil : code
    }
}
