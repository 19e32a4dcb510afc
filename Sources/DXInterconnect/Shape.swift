/// One member of a shape: a row of the tables that building, checking, writing and reading all go by.
package struct Member: Sendable {
    /// What the member holds.
    package enum Kind: Sendable {
        case string
        case boolean
        case integer
        case timestamp
        case list(Shape)
    }

    /// What a string must look like, beyond its length.
    enum Form: Sendable {
        case any
        /// Anything but control characters.
        case text
        case interconnectName, interconnectId, bandwidth, location, lagId, tagKey, tagValue
    }

    /// The name on the wire.
    package let name: StaticString
    package let kind: Kind
    let isRequired: Bool
    /// Scalars of a string, elements of a list, an integer itself.
    let minimumLength: Int
    let maximumLength: Int
    let form: Form
    /// A value of this member that was read stays, whatever comes after it under the same name: it proves
    /// that an order was placed.
    let provesTheOrder: Bool
    /// A list of interconnects in which this cannot be read says nothing about what is there.
    let decides: Bool

    init(
        _ name: StaticString, _ kind: Kind = .string, required: Bool = false, minimum: Int = 0, maximum: Int = Int.max,
        form: Form = .any, provesTheOrder: Bool = false, decides: Bool = false
    ) {
        self.name = name
        self.kind = kind
        isRequired = required
        minimumLength = minimum
        maximumLength = maximum
        self.form = form
        self.provesTheOrder = provesTheOrder
        self.decides = decides
    }
}

/// The structures of the API model that this library knows.
package enum Shape: Sendable {
    case createInterconnectRequest, describeInterconnectsRequest, interconnects, interconnect, tag, macSecKey, serviceError

    package var memberCount: Int {
        switch self {
        case .createInterconnectRequest: 7
        case .describeInterconnectsRequest: 3
        case .interconnects: 2
        case .interconnect: 19
        case .tag: 2
        case .macSecKey: 4
        case .serviceError: 5
        }
    }

    /// The row of a member; of the first one for an index that none has.
    @inline(__always)
    package func member(_ index: Int) -> Member {
        switch self {
        case .createInterconnectRequest: row(index, CreateInterconnectRequest.Member.interconnectName).row
        case .describeInterconnectsRequest: row(index, DescribeInterconnectsRequest.Member.interconnectId).row
        case .interconnects: row(index, Interconnects.interconnects).row
        case .interconnect: row(index, Interconnect.interconnectId).row
        case .tag: row(index, Tag.key).row
        case .macSecKey: row(index, MacSecKey.secretARN).row
        case .serviceError: row(index, ServiceError.code).row
        }
    }

    /// What a member holds, without a look at the rest of its row.
    @inline(never)
    @_optimize(speed)
    func kind(_ index: Int) -> Member.Kind { member(index).kind }

    /// The case of an enum without payload that has an index; the first one for an index that none has. In
    /// memory such a case is its index, as a byte. `init(rawValue:)` would compare with one after the other, for
    /// every member that is read.
    @inline(__always)
    private func row<Row>(_ index: Int, _ first: Row) -> Row {
        guard MemoryLayout<Row>.size == 1, UInt(bitPattern: index) < UInt(bitPattern: memberCount) else { return first }
        return unsafeBitCast(UInt8(truncatingIfNeeded: index), to: Row.self)
    }

    /// The index of the member of this name. `expected` is looked at first: members mostly come in order.
    @_optimize(speed)
    func index(of name: ByteView, expected: Int = 0) -> Int? {
        // A search for each, so that none asks again and again which shape it is.
        switch self {
        case .createInterconnectRequest: search(name, expected) { Shape.createInterconnectRequest.member($0).name }
        case .describeInterconnectsRequest:
            search(name, expected) { Shape.describeInterconnectsRequest.member($0).name }
        case .interconnects: search(name, expected) { Shape.interconnects.member($0).name }
        case .interconnect: search(name, expected) { Shape.interconnect.member($0).name }
        case .tag: search(name, expected) { Shape.tag.member($0).name }
        case .macSecKey: search(name, expected) { Shape.macSecKey.member($0).name }
        case .serviceError: search(name, expected) { Shape.serviceError.member($0).name }
        }
    }

    @inline(__always)
    private func search(_ name: ByteView, _ expected: Int, _ memberName: (Int) -> StaticString) -> Int? {
        // From there to the end, then from the beginning. Unsigned, so that the index is known to be a member's.
        let end = UInt(bitPattern: memberCount)
        return search(name, from: UInt(bitPattern: expected), to: end, memberName) ?? search(name, from: 0, to: end, memberName)
    }

    @inline(__always)
    private func search(_ name: ByteView, from start: UInt, to end: UInt, _ memberName: (Int) -> StaticString) -> Int? {
        var place = start
        while place < end {
            let index = Int(bitPattern: place)
            // Most are told apart by their length.
            if name.count == memberName(index).utf8CodeUnitCount, name == memberName(index) { return index }
            place &+= 1
        }
        return nil
    }
}
