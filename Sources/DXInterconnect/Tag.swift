/// The shape Tag.
package enum Tag: Int, CaseIterable {
    case key, value

    /// How many tags a resource may have.
    static var maximumCount: Int { 50 }

    @inline(__always)
    var row: Member {
        switch self {
        case .key: Member("key", required: true, minimum: 1, maximum: 128, form: .tagKey, decides: true)
        case .value: Member("value", maximum: 256, form: .tagValue, decides: true)
        }
    }
}
