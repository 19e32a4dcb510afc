import Testing

/// A row of a table of tests: its text names it in the report.
struct Case<Expected: Sendable>: Sendable, CustomTestStringConvertible {
    let text: String
    let expected: Expected

    init(_ text: String, _ expected: Expected) {
        self.text = text
        self.expected = expected
    }

    var testDescription: String { String(text.debugDescription.prefix(100)) }
}
