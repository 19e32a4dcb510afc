/// One member of a shape: a row of the tables that building, checking, writing and reading all go by.
package struct Member: Sendable {
    /// What the member holds.
    package enum Kind: Sendable {
        case string
        case boolean
        case timestamp
        case list(Shape)
    }

    /// What a string must look like, beyond its length.
    enum Form: Sendable {
        case any
        /// Anything but control characters.
        case text
        case interconnectName, bandwidth, location, lagId, tagKey, tagValue
    }

    /// The name on the wire.
    package let name: StaticString
    package let kind: Kind
    let isRequired: Bool
    /// Scalars of a string, elements of a list.
    let minimumLength: Int
    let maximumLength: Int
    let form: Form
    /// A value of this member that was read stays, whatever comes after it under the same name: it proves
    /// that an order was placed.
    let provesTheOrder: Bool

    init(
        _ name: StaticString, _ kind: Kind = .string, required: Bool = false, minimum: Int = 0, maximum: Int = Int.max,
        form: Form = .any, provesTheOrder: Bool = false
    ) {
        self.name = name
        self.kind = kind
        isRequired = required
        minimumLength = minimum
        maximumLength = maximum
        self.form = form
        self.provesTheOrder = provesTheOrder
    }
}

/// The structures of the API model that this library knows.
package enum Shape: Sendable {
    case createInterconnectRequest, interconnect, tag, macSecKey, serviceError

    package var members: [Member] {
        switch self {
        case .createInterconnectRequest: CreateInterconnectRequest.members
        case .interconnect: Interconnect.members
        case .tag: Tag.members
        case .macSecKey: MacSecKey.members
        case .serviceError: ServiceError.members
        }
    }

    /// The index of the member of this name. `expected` is looked at first: members mostly come in order.
    func index(of name: ByteView, expected: Int = 0) -> Int? {
        let members = members
        var steps = 0
        var index = expected < members.count ? expected : 0
        while steps < members.count {
            if name == members[index].name { return index }
            index = index &+ 1 < members.count ? index &+ 1 : 0
            steps &+= 1
        }
        return nil
    }
}
