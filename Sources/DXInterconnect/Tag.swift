/// The shape Tag.
package enum Tag {
    static let members = [
        Member("key", required: true, length: 1...128, form: .tagKey),
        Member("value", length: 0...256, form: .tagValue),
    ]

    package static let key = 0
    package static let value = 1
    /// How many tags a resource may have.
    static let maximumCount = 50
}
