/// Names that were meant: `InterconnectName`, `lag_id`, `locaton`.
extension Shape {
    /// The member whose name is nearest to a wrong one; nil if none is near.
    func nearestMember(to wrong: ByteView) -> StaticString? {
        let letters = wrong.lettersForComparison
        guard letters.count <= 40 else { return nil }
        var best: StaticString?
        var bestDistance = 3
        for index in 0..<memberCount {
            let name = member(index).name
            let distance = ByteView(name).lettersForComparison.distance(to: letters)
            // Two slips in a short name make it another one.
            if distance < bestDistance, distance &* 3 <= letters.count {
                (best, bestDistance) = (name, distance)
            }
        }
        return best
    }
}

extension ByteView {
    /// Without case, `_` and `-`.
    fileprivate var lettersForComparison: [UInt8] {
        var letters: [UInt8] = []
        for byte in buffer where byte != UInt8(ascii: "_") && byte != UInt8(ascii: "-") { letters.append(byte.lowercasedASCII) }
        return letters
    }
}

extension [UInt8] {
    /// Levenshtein's: how many letters to put in, take out or change.
    fileprivate func distance(to other: [UInt8]) -> Int {
        var row = [Int](0...other.count)
        for (index, letter) in enumerated() {
            var diagonal = row[0]
            row[0] = index &+ 1
            for (column, otherLetter) in other.enumerated() {
                let change = diagonal &+ (letter == otherLetter ? 0 : 1)
                diagonal = row[column &+ 1]
                row[column &+ 1] = Swift.min(change, diagonal &+ 1, row[column] &+ 1)
            }
        }
        return row[other.count]
    }
}
