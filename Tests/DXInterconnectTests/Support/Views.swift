import DXInterconnect

extension String {
    /// Lends the text's UTF-8.
    func withView<Result>(_ body: (ByteView) throws -> Result) rethrows -> Result { try Array(utf8).withView { try body($0) } }
}

/// So many copies of a text.
func repeated(_ text: String, _ count: Int) -> String { String(repeating: text, count: count) }
