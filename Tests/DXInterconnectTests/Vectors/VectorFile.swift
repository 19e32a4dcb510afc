import Foundation

/// A file of cases that every language runs: see Tests/Vectors/README.md.
struct VectorFile<Case: Decodable>: Decodable {
    let cases: [Case]

    static func load(_ name: String) -> [Case] {
        do {
            let data = try Data(contentsOf: packageRoot.appending(path: "Tests/Vectors/\(name).json"))
            return try JSONDecoder().decode(VectorFile<Case>.self, from: data).cases
        } catch {
            // A test's arguments are read before it runs: no cases make `count` fail.
            return []
        }
    }
}

/// A JSON document, to be compared as a whole.
indirect enum JSONDocument: Decodable, Equatable, Sendable {
    case null
    case boolean(Bool)
    case integer(Int64)
    case number(Double)
    case string(String)
    case array([JSONDocument])
    case object([String: JSONDocument])

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let value = try? container.decode(Bool.self) {
            self = .boolean(value)
        } else if let value = try? container.decode(Int64.self) {
            self = .integer(value)
        } else if let value = try? container.decode(Double.self) {
            self = .number(value)
        } else if let value = try? container.decode(String.self) {
            self = .string(value)
        } else if let value = try? container.decode([JSONDocument].self) {
            self = .array(value)
        } else {
            self = .object(try container.decode([String: JSONDocument].self))
        }
    }
}
