/// Writes a document as compact JSON, members in the order of the shape's table, unknown ones after them as
/// they came. Values of the wrong type are not written: what is to be sent has been validated.
extension Document {
    /// About how many bytes the JSON takes: quotes, names and a few escapes more than its text.
    package var estimatedLength: Int { text.count &+ text.count / 4 &+ values.count &* 12 &+ 128 }

    package func write(to output: inout TextBuffer) {
        writeStructure(shape, at: 0, to: &output)
    }

    @_optimize(speed)
    private func writeStructure(_ shape: Shape, at structure: Int, to output: inout TextBuffer) {
        var separator = UInt8(ascii: "{")
        for index in 0..<shape.memberCount {
            let value = self[structure &+ index]
            guard value.isWritable else { continue }
            let member = shape.member(index)
            output.appendName(ByteView(member.name), after: separator)
            separator = UInt8(ascii: ",")
            switch value {
            case .string(let range):
                let text = view(range)
                if range.kinds.isSubset(of: .plainJSON) {
                    output.appendPlainJSONString(text)
                } else {
                    output.appendJSONString(text)
                }
            case .boolean(let boolean): output.append(boolean ? "true" : "false")
            default: if case .list(let shape) = member.kind { writeList(structure &+ index, of: shape, to: &output) }
            }
        }
        for unknown in unknownMembers(of: structure) {
            output.append(separator)
            separator = UInt8(ascii: ",")
            withText(unknown.name) { output.appendJSONString($0) }
            output.append(UInt8(ascii: ":"))
            withText(unknown.json) { output.append($0) }
        }
        if separator == UInt8(ascii: "{") { output.append(separator) }
        output.append(UInt8(ascii: "}"))
    }

    private func writeList(_ list: Int, of shape: Shape, to output: inout TextBuffer) {
        var separator = UInt8(ascii: "[")
        for place in elements(of: list) ?? [] where place >= 0 {
            output.append(separator)
            separator = UInt8(ascii: ",")
            writeStructure(shape, at: place, to: &output)
        }
        if separator == UInt8(ascii: "[") { output.append(separator) }
        output.append(UInt8(ascii: "]"))
    }
}

extension Document.Value {
    fileprivate var isWritable: Bool {
        switch self {
        case .string, .boolean, .list: true
        default: false
        }
    }
}
