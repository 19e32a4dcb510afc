/// The shape Tag.
package enum Tag {
    static let members: InlineArray<2, Member> = [
        Member("key", required: true, minimum: 1, maximum: 128, form: .tagKey),
        Member("value", maximum: 256, form: .tagValue),
    ]

    package static let key = 0
    package static let value = 1
}
