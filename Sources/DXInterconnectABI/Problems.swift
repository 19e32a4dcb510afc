import CDXInterconnect
import DXInterconnect

/// Problems with their texts as C reads them.
struct ProblemList {
    let problems: [Problem]
    private let texts: LentTexts

    init(_ problems: [Problem]) {
        self.problems = problems
        texts = LentTexts(problems.count &* 3) { index in
            let texts = problems[index / 3].texts
            return switch Part(rawValue: index % 3) {
            case .path: texts.path
            case .message: texts.message
            default: texts.suggestion
            }
        }
    }

    enum Part: Int { case path, message, suggestion }

    func lend(_ part: Part, _ index: Int) -> UnsafePointer<CChar>? {
        problems.indices.contains(index) ? texts.lend(index &* 3 &+ part.rawValue) : nil
    }
}

/// Hands problems out where there are any: always written, as the header says.
func write(_ problems: [Problem], to output: UnsafeMutablePointer<OpaquePointer?>?) {
    output?.pointee = problems.isEmpty ? nil : handle(ProblemList(problems))
}

private func list(_ problems: OpaquePointer?) -> ProblemList? { problems.map { value($0, ProblemList.self).pointee } }

private func problem(_ problems: OpaquePointer?, _ index: Int) -> Problem? {
    guard let list = list(problems), list.problems.indices.contains(index) else { return nil }
    return list.problems[index]
}

@_cdecl("dxi_problem_code_name") @implementation
public func dxi_problem_code_name(_ code: dxi_problem_code) -> UnsafePointer<CChar>? {
    Problem.Code(rawValue: code).flatMap { cString($0.name) }
}

@_cdecl("dxi_problems_free") @implementation
public func dxi_problems_free(_ problems: OpaquePointer?) { free(problems, ProblemList.self) }

@_cdecl("dxi_problems_count") @implementation
public func dxi_problems_count(_ problems: OpaquePointer?) -> Int { list(problems)?.problems.count ?? 0 }

@_cdecl("dxi_problems_error_count") @implementation
public func dxi_problems_error_count(_ problems: OpaquePointer?) -> Int { list(problems)?.problems.errorCount ?? 0 }

@_cdecl("dxi_problems_severity") @implementation
public func dxi_problems_severity(_ problems: OpaquePointer?, _ index: Int) -> dxi_severity {
    problem(problems, index)?.severity.rawValue ?? 0
}

@_cdecl("dxi_problems_code") @implementation
public func dxi_problems_code(_ problems: OpaquePointer?, _ index: Int) -> dxi_problem_code {
    problem(problems, index)?.code.rawValue ?? 0
}

@_cdecl("dxi_problems_path") @implementation
public func dxi_problems_path(_ problems: OpaquePointer?, _ index: Int) -> UnsafePointer<CChar>? {
    list(problems)?.lend(.path, index)
}

@_cdecl("dxi_problems_message") @implementation
public func dxi_problems_message(_ problems: OpaquePointer?, _ index: Int) -> UnsafePointer<CChar>? {
    list(problems)?.lend(.message, index)
}

@_cdecl("dxi_problems_suggestion") @implementation
public func dxi_problems_suggestion(_ problems: OpaquePointer?, _ index: Int) -> UnsafePointer<CChar>? {
    list(problems)?.lend(.suggestion, index)
}

@_cdecl("dxi_problems_position") @implementation
public func dxi_problems_position(
    _ problems: OpaquePointer?, _ index: Int, _ line: UnsafeMutablePointer<Int>?, _ column: UnsafeMutablePointer<Int>?,
    _ offset: UnsafeMutablePointer<Int>?
) -> Bool {
    guard let position = problem(problems, index)?.position else { return false }
    write(position.line, to: line)
    write(position.column, to: column)
    write(position.offset, to: offset)
    return true
}
