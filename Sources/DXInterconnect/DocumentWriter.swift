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
            let name = ByteView(shape.member(index).name)
            if case .string(let range) = value, range.kinds.isSubset(of: .plainJSON) {
                output.appendPlainMember(name, view(range), after: separator)
            } else {
                output.appendName(name, after: separator)
                write(member: index, of: shape, at: structure, to: &output)
            }
            separator = UInt8(ascii: ",")
        }
        for unknown in unknownMembers.isEmpty ? [] : unknownMembers(of: structure) {
            output.append(separator)
            separator = UInt8(ascii: ",")
            withText(unknown.name) { output.appendJSONString($0) }
            output.append(UInt8(ascii: ":"))
            withText(unknown.json) { output.append($0) }
        }
        if separator == UInt8(ascii: "{") { output.append(separator) }
        output.append(UInt8(ascii: "}"))
    }

    @inline(never)
    private func write(member index: Int, of shape: Shape, at structure: Int, to output: inout TextBuffer) {
        switch (self[structure &+ index], shape.member(index).kind) {
        case (.string(let range), _): output.appendJSONString(view(range))
        case (.boolean(let boolean), _): output.append(boolean ? "true" : "false")
        case (.integer(let integer), _):
            if integer < 0 { output.append(UInt8(ascii: "-")) }
            output.append(integer.magnitude)
        case (.list(_, let count), .list(let shape)):
            var separator = UInt8(ascii: "[")
            for element in 0..<Int(count) {
                guard let place = place(ofElement: element, of: structure &+ index) else { continue }
                output.append(separator)
                separator = UInt8(ascii: ",")
                writeStructure(shape, at: place, to: &output)
            }
            if separator == UInt8(ascii: "[") { output.append(separator) }
            output.append(UInt8(ascii: "]"))
        default: break
        }
    }
}

extension Document.Value {
    fileprivate var isWritable: Bool {
        switch self {
        case .string, .boolean, .integer, .list: true
        default: false
        }
    }
}
