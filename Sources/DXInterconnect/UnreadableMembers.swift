extension Document {
    /// Takes values of the wrong type out of an answer, and tells of each: as of an error where a list of
    /// interconnects is nothing without it.
    mutating func leaveOutUnreadable(isList: Bool) -> [Problem] {
        var problems: [Problem] = []
        for (index, value) in overruled {
            if index < shape.memberCount {
                let member = shape.member(index)
                report(value, member, isList, "\(member.name)", &problems)
            } else if isList {
                report(value, Interconnect.interconnectId.row, true, "interconnects", &problems)
            }
        }
        leaveOutUnreadable(shape, at: 0, .input, isList, &problems)
        return problems
    }

    @inline(never)
    private mutating func leaveOutUnreadable(
        _ shape: Shape, at structure: Int, _ place: Place, _ isList: Bool, _ problems: inout [Problem]
    ) {
        for index in 0..<shape.memberCount {
            let member = shape.member(index)
            if self[structure &+ index].isUnreadable {
                report(self[structure &+ index], member, isList, place.path(member.name), &problems)
                put(.absent, at: structure &+ index)
            }
            guard case .list(let elementShape) = member.kind, let elements = elements(of: structure &+ index) else { continue }
            for (number, element) in elements.enumerated() {
                if element < 0, problems.isFull { continue }
                let elementPlace = place.element(member.name, number)
                if element >= 0 {
                    leaveOutUnreadable(elementShape, at: element, elementPlace, isList, &problems)
                } else {
                    report(self[~element], member, isList, elementPlace.name, &problems, isElement: true)
                }
            }
            removeWrongElements(of: structure &+ index)
        }
        for unknown in unknownMembers(of: structure) where !unknown.isUTF8 {
            let path = place.path(view(unknown.name).excerpt)
            problems.report(Problem(.warning, .invalidUTF8, path, "The value of \(path) is not UTF-8 and was left out"))
        }
    }

    /// Tells of a value that cannot be read, if it is one.
    @inline(never)
    private func report(
        _ value: Value, _ member: Member, _ isList: Bool, _ path: Message, _ problems: inout [Problem], isElement: Bool = false
    ) {
        let (code, range, rule): (Problem.Code, TextRange, Message)
        switch value {
        case .absent, .string, .boolean, .integer, .timestamp, .list, .refused: return
        case .wrongType(let json):
            (code, range, rule) = (.wrongType, json, "valid types: \(isElement ? "object" : member.kind.typeName)")
        case .invalidUTF8(let bytes): (code, range, rule) = (.invalidUTF8, bytes, "not UTF-8")
        case .notUnicode(let json): (code, range, rule) = (.notUnicode, json, "half of a surrogate pair is no character")
        case .invalidTimestamp(let json): (code, range, rule) = (.invalidTimestamp, json, "no time of the years 1 to 9999")
        }
        let excerpt = view(range).excerpt
        problems.report(
            Problem(
                isList && member.decides ? .error : .warning, code, path,
                "Invalid value for \(path), value: \(excerpt), \(rule); it was left out"))
    }
}

extension Document.Value {
    fileprivate var isUnreadable: Bool {
        switch self {
        case .absent, .string, .boolean, .integer, .timestamp, .list: false
        case .wrongType, .invalidUTF8, .notUnicode, .invalidTimestamp, .refused: true
        }
    }
}
