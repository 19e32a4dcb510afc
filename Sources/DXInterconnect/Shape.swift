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

    package var memberCount: Int {
        switch self {
        case .createInterconnectRequest: CreateInterconnectRequest.members.count
        case .interconnect: Interconnect.members.count
        case .tag: Tag.members.count
        case .macSecKey: MacSecKey.members.count
        case .serviceError: ServiceError.members.count
        }
    }

    /// The row of a member; `index` is below `memberCount`.
    package func member(_ index: Int) -> Member {
        switch self {
        case .createInterconnectRequest: CreateInterconnectRequest.members[index]
        case .interconnect: Interconnect.members[index]
        case .tag: Tag.members[index]
        case .macSecKey: MacSecKey.members[index]
        case .serviceError: ServiceError.members[index]
        }
    }

    /// The index of the member of this name. `expected` is looked at first: members mostly come in order.
    @_optimize(speed)
    func index(of name: ByteView, expected: Int = 0) -> Int? {
        switch self {
        case .createInterconnectRequest: name.index(in: CreateInterconnectRequest.members, expected)
        case .interconnect: name.index(in: Interconnect.members, expected)
        case .tag: name.index(in: Tag.members, expected)
        case .macSecKey: name.index(in: MacSecKey.members, expected)
        case .serviceError: name.index(in: ServiceError.members, expected)
        }
    }
}

extension ByteView {
    @inline(__always)
    fileprivate func index<let count: Int>(in members: borrowing InlineArray<count, Member>, _ expected: Int) -> Int? {
        var index = expected
        for _ in 0..<count {
            if index >= count { index = 0 }
            if self == members[index].name { return index }
            index &+= 1
        }
        return nil
    }
}
