/// What there is to do about an interconnect that is wanted, by all that are there: a pure function of both.
package struct Reconciliation {
    /// Numbered as in the C interface.
    package enum Decision: Int32 {
        /// None is there.
        case create = 1
        /// One is there, and it is what is wanted.
        case exists
        /// One is there, and it is not what is wanted.
        case conflict
        /// Several are there.
        case ambiguous

        package var name: StaticString {
            switch self {
            case .create: "create"
            case .exists: "exists"
            case .conflict: "conflict"
            case .ambiguous: "ambiguous"
            }
        }
    }

    /// What makes an interconnect the one that is wanted.
    package struct Identity {
        /// Its location as well.
        package var matchesLocation = false
        /// What it has under this tag key, and not its name.
        package var tagKey: [UInt8]?

        package init() {}
    }

    /// An interconnect that was described: the page, and where its values begin.
    package struct Match {
        package let page: SharedDocument
        package let structure: Int

        package init(page: SharedDocument, structure: Int) {
            self.page = page
            self.structure = structure
        }

        /// An interconnect of a list; of another document the one that it is.
        package init(page: SharedDocument, number: Int) {
            let list = Interconnects.interconnects.rawValue
            let isList = page.document.shape == .interconnects
            self.init(page: page, structure: isList ? page.document.place(ofElement: number, of: list) ?? 0 : 0)
        }
    }

    package struct Difference {
        /// Such as `bandwidth`, or `tags["team"]`.
        package let path: Message
        /// Nil where nothing was asked for, or nothing is there.
        package let desired: Message?
        package let actual: Message?
        /// Whether it makes this another interconnect than the one that is wanted.
        package let isConflict: Bool
    }

    package private(set) var decision = Decision.create
    /// Those that have the identity.
    package private(set) var matches: [Match] = []
    /// Between what is wanted and the only match.
    package private(set) var differences: [Difference] = []
    /// About the request, if it was looked at here.
    package private(set) var warnings: [Problem] = []
}

/// Why nothing can be said.
package enum ReconcileError: Error {
    /// The request has errors, or nothing to be found by.
    case invalidRequest([Problem])
    /// Not every interconnect is in the pages, or one that stands lacks what would tell it apart, which is the problem:
    /// it may be the one that is wanted.
    case incompleteList([Problem])
}

extension Reconciliation {
    /// `pages` are whole lists of the shape Interconnects, in the order in which they came.
    package init(
        _ desired: borrowing Document, _ pages: [SharedDocument], _ identity: Identity = Identity(), rules: ValidationRules = []
    ) throws(ReconcileError) {
        let problems = desired.problems(reconciledBy: identity, rules)
        if problems.errorCount > 0 { throw .invalidRequest(problems) }
        for (index, page) in pages.enumerated() where page.document.hasNextPage == (index == pages.count &- 1) {
            throw .incompleteList([])
        }
        if pages.isEmpty { throw .incompleteList([]) }
        try self.init(reconciling: desired, pages, identity)
        warnings = problems
    }

    /// The same for what is known to be right and whole.
    init(
        reconciling desired: borrowing Document, _ pages: [SharedDocument], _ identity: Identity
    ) throws(ReconcileError) {
        // One that has the name, and not the tag: it stands in the way unless another one has the tag.
        var untagged: Problem?
        for page in pages {
            for number in 0..<(page.document.count(of: Interconnects.interconnects.rawValue) ?? 0) {
                let candidate = Match(page: page, number: number)
                guard candidate.isStanding else { continue }
                switch candidate.likeness(identity, of: desired) {
                // A list that changes while it is read can show one on two pages. Of more than are named it does not matter.
                case .wanted where !matches.prefix(mostNamed).contains { $0.hasId(of: candidate) }: matches.append(candidate)
                case .wanted, .other: break
                case .lacks(.tags): untagged = untagged ?? candidate.problem(lacking: .tags, number)
                case .lacks(let member): throw .incompleteList([candidate.problem(lacking: member, number)])
                }
            }
        }
        if matches.isEmpty, let untagged { throw .incompleteList([untagged]) }
        guard let match = matches.first else { return }
        if matches.count > 1 {
            decision = .ambiguous
            return
        }
        match.compare(desired, identity, &differences)
        decision = differences.contains { $0.isConflict } ? .conflict : .exists
    }
}

// MARK: - For people

extension Reconciliation {
    /// How many are named in a sentence.
    private var mostNamed: Int { 10 }

    /// What is there, each difference, and what to do, if that is to be told.
    package func explanation(_ desired: borrowing Document, _ identity: Identity, advises: Bool = true) -> Message {
        var text: [UInt8] = []
        switch decision {
        case .create: text.append("There is no interconnect")
        case .exists: text.append("There is an interconnect")
        case .conflict: text.append("There is another interconnect")
        case .ambiguous: text.append("There are several interconnects")
        }
        desired.appendDescription(of: identity, to: &text)
        var separator: StaticString = ": "
        for match in matches.prefix(mostNamed) {
            text.append(separator)
            separator = ", "
            text.appendExcerpt(match.id)
        }
        if matches.count > mostNamed { text.append(" and more") }
        text.append(".")
        separator = decision == .conflict ? " It is not as asked for: " : " Its tags differ: "
        for difference in differences.prefix(mostNamed) {
            text.append(separator)
            separator = "; "
            difference.append(to: &text)
        }
        if differences.count > mostNamed { text.append("; and more") }
        if !differences.isEmpty { text.append(".") }
        if advises {
            switch decision {
            case .create, .exists: break
            case .conflict: text.append(" Ask for what is there, or give the new one another name.")
            case .ambiguous: text.append(" Say which one is meant, by location or by a tag, or give the new one another name.")
            }
        }
        return Message(text)
    }
}

extension Reconciliation.Difference {
    fileprivate func append(to text: inout [UInt8]) {
        path.utf8.withView { text.append($0) }
        text.append(" is ")
        append(actual, to: &text)
        text.append(", not ")
        append(desired, to: &text)
    }

    private func append(_ value: Message?, to text: inout [UInt8]) {
        guard let value else { return text.append("absent") }
        text.append("\"")
        value.utf8.withView { text.append($0) }
        text.append("\"")
    }
}

// MARK: - What is wanted

extension Document {
    /// Whether this list of interconnects goes on. AWS sends null at the end.
    var hasNextPage: Bool { self[Interconnects.nextToken.rawValue].isProof }

    /// What is wrong with a request that is to be found again.
    package func problems(reconciledBy identity: Reconciliation.Identity, _ rules: ValidationRules) -> [Problem] {
        let problems = problems(rules)
        guard problems.errorCount == 0, let key = identity.tagKey, tag(key, in: wantedTags) == nil else { return problems }
        let name = key.withView { $0.excerpt }
        return problems + [
            Problem(
                .error, .noIdentityTag, "tags", "Missing tag \"\(name)\", by which the interconnect is to be found",
                suggestion: "add a tag \"\(name)\" with a value that no other interconnect has")
        ]
    }

    fileprivate var wantedTags: Int { CreateInterconnectRequest.Member.tags.rawValue }

    fileprivate func wanted(_ member: CreateInterconnectRequest.Member) -> ByteView? { text(at: member.rawValue) }

    fileprivate func text(at place: Int) -> ByteView? {
        if case .string(let range) = self[place] { view(range) } else { nil }
    }

    /// As the end of a sentence.
    fileprivate func appendDescription(of identity: Reconciliation.Identity, to text: inout [UInt8]) {
        if let key = identity.tagKey {
            text.append(" with the tag ")
            key.withView { text.appendExcerpt($0) }
            text.append(" = \"")
            text.appendExcerpt(tag(key, in: wantedTags) ?? ByteView(""))
        } else {
            text.append(" named \"")
            text.appendExcerpt(wanted(.interconnectName) ?? ByteView(""))
        }
        text.append("\"")
        if identity.matchesLocation, let location = wanted(.location) {
            text.append(" at ")
            text.appendExcerpt(location)
        }
    }

    /// The value of a tag of a list; "" of one without, which is how AWS keeps it. Nil if it is not there.
    fileprivate func tag(_ key: [UInt8], in list: Int) -> ByteView? { key.withView { tag($0, in: list) } }

    fileprivate func tag(_ key: ByteView, in list: Int) -> ByteView? {
        for place in elements(of: list) ?? [] where place >= 0 {
            if tagText(.key, at: place) == key { return tagText(.value, at: place) }
        }
        return nil
    }

    fileprivate func tagText(_ member: Tag, at place: Int) -> ByteView { text(at: place &+ member.rawValue) ?? ByteView("") }
}

// MARK: - What is there

extension Reconciliation.Match {
    fileprivate func text(_ member: Interconnect) -> ByteView? { page.document.text(at: structure &+ member.rawValue) }

    private var tags: Int { structure &+ Interconnect.tags.rawValue }

    /// One of which no state is told stands: nothing may be ordered in its place.
    fileprivate var isStanding: Bool { text(.interconnectState).map { InterconnectState($0).isStanding } ?? true }

    fileprivate func hasId(of other: Self) -> Bool { isSame(text(.interconnectId), other.text(.interconnectId)) }

    fileprivate var id: ByteView { text(.interconnectId) ?? ByteView("one without an id") }

    fileprivate enum Likeness {
        case wanted, other
        /// A member of the identity.
        case lacks(Interconnect)
    }

    /// What differs makes it another one, whatever else it lacks. So does a tag that is not there, unless the name
    /// is the same: tags are what people forget.
    fileprivate func likeness(_ identity: Reconciliation.Identity, of desired: borrowing Document) -> Likeness {
        var likeness = Likeness.wanted
        if let key = identity.tagKey {
            if let value = page.document.tag(key, in: tags) {
                if !isSame(value, desired.tag(key, in: desired.wantedTags)) { return .other }
            } else {
                if !isSame(text(.interconnectName), desired.wanted(.interconnectName)) { return .other }
                likeness = .lacks(.tags)
            }
        } else if let name = text(.interconnectName) {
            if !isSame(name, desired.wanted(.interconnectName)) { return .other }
        } else {
            likeness = .lacks(.interconnectName)
        }
        guard identity.matchesLocation else { return likeness }
        guard let location = text(.location) else { return .lacks(.location) }
        return isSame(location, desired.wanted(.location)) ? likeness : .other
    }

    /// That it may be the one that is wanted, and may not.
    fileprivate func problem(lacking member: Interconnect, _ number: Int) -> Problem {
        let name = member.row.name
        return Problem(
            .error, .missingMember, "interconnects[\(number)].\(name)",
            member == .tags
                ? "\(id.excerpt) has the name of the one that is wanted, and not the tag by which it is to be found: add the tag to it, or match by name"
                : "\(id.excerpt) has no \(name), and may be the one that is wanted: match by a tag key alone")
    }

    /// Only what is wanted is compared: a request without a LAG asks for none, and says nothing against one.
    fileprivate func compare(
        _ desired: borrowing Document, _ identity: Reconciliation.Identity, _ differences: inout [Reconciliation.Difference]
    ) {
        for member in [CreateInterconnectRequest.Member.interconnectName, .bandwidth, .location, .lagId, .providerName] {
            guard let wanted = desired.wanted(member), let shown = member.shown else { continue }
            if member == .interconnectName, identity.tagKey == nil { continue }
            let actual = text(shown)
            if let actual, member.isSame(actual, wanted) { continue }
            differences.append(
                .init(path: "\(member.row.name)", desired: wanted.excerpt, actual: actual?.excerpt, isConflict: true))
        }
        // A port that says nothing of MACsec may have it.
        if case .boolean(true) = desired[CreateInterconnectRequest.Member.requestMACSec.rawValue],
            case .boolean(false) = page.document[structure &+ Interconnect.macSecCapable.rawValue]
        {
            differences.append(.init(path: "requestMACSec", desired: "true", actual: "false", isConflict: true))
        }
        guard case .list = desired[desired.wantedTags] else { return }
        // Those that are wanted, then those that are there and are not.
        compareTags(desired, desired.wantedTags, page.document, tags, &differences, areWanted: true)
        compareTags(page.document, tags, desired, desired.wantedTags, &differences, areWanted: false)
    }

    private func compareTags(
        _ document: borrowing Document, _ list: Int, _ other: borrowing Document, _ otherList: Int,
        _ differences: inout [Reconciliation.Difference], areWanted: Bool
    ) {
        for place in document.elements(of: list) ?? [] where place >= 0 {
            let (key, value) = (document.tagText(.key, at: place), document.tagText(.value, at: place))
            let found = other.tag(key, in: otherList)
            if areWanted ? isSame(found, value) : found != nil || key.hasReservedPrefix { continue }
            differences.append(
                .init(
                    path: "tags[\"\(key.excerpt)\"]", desired: areWanted ? value.excerpt : nil,
                    actual: areWanted ? found?.excerpt : value.excerpt, isConflict: false))
        }
    }
}

extension CreateInterconnectRequest.Member {
    /// The member that shows what came of this one.
    fileprivate var shown: Interconnect? {
        switch self {
        case .interconnectName: .interconnectName
        case .bandwidth: .bandwidth
        case .location: .location
        case .lagId: .lagId
        case .providerName: .providerName
        case .tags, .requestMACSec: nil
        }
    }

    /// Whether two values mean the same.
    fileprivate func isSame(_ left: ByteView, _ right: ByteView) -> Bool {
        if left == right { return true }
        switch self {
        // `10G`, `10Gbps` and `10` are the same.
        case .bandwidth: return left.mbps.map { $0 == right.mbps } ?? false
        case .lagId: return left.withoutARN == right.withoutARN
        default: return false
        }
    }
}

private func isSame(_ left: ByteView?, _ right: ByteView?) -> Bool {
    guard let left, let right else { return false }
    return left == right
}

extension ByteView {
    fileprivate var mbps: UInt64? { (Bandwidth(self) ?? Bandwidth(meant: self))?.mbps }

    /// The id that an ARN ends with; an id as it is.
    fileprivate var withoutARN: ByteView {
        hasPrefix("arn:") ? dropFirst(firstIndex(of: UInt8(ascii: "/")).map { $0 &+ 1 } ?? 0) : self
    }
}
