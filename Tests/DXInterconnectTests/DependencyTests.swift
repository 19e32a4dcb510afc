import Foundation
import Testing

/// The library stands on nettle, jansson and libc, and on nothing else: Foundation alone would make it a
/// hundred times as large.
@Suite struct DependencyTests {
    private static func sources(_ target: String) throws -> [(name: String, text: String)] {
        let folder = packageRoot.appending(path: "Sources/\(target)")
        let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
        return try (files?.allObjects as? [URL] ?? []).filter { $0.pathExtension == "swift" }.map {
            ($0.lastPathComponent, try String(contentsOf: $0, encoding: .utf8))
        }
    }

    @Test(
        arguments: [
            (
                "DXInterconnect", ["CNettle"],
                [
                    "Allocation.swift", "Arena.swift", "ByteView.swift", "Crypto.swift", "Document.swift", "Lock.swift",
                    "TextBuffer.swift",
                ]
            ),
            ("DXInterconnectABI", ["CDXInterconnect", "CJansson", "DXInterconnect"], nil),
        ] as [(String, Set<String>, Set<String>?)])
    func imports(_ target: String, _ allowed: Set<String>, _ files: Set<String>?) throws {
        let sources = try DependencyTests.sources(target)
        #expect(sources.count > 5)
        for (name, text) in sources {
            for line in text.split(separator: "\n") {
                guard
                    let module = line.firstMatch(
                        of:
                            /^\s*(?:@\w+(?:\(\w+\))?\s+)*(?:(?:public|package|internal|private)\s+)?import\s+(?:\w+\s+)?([\w.]+)\s*$/
                    )?.1
                else { continue }
                #expect(allowed.contains(String(module)), "\(name) imports \(module)")
                if let files { #expect(files.contains(name), "\(name) imports \(module)") }
            }
        }
    }

    /// What would trap on input, or would not compile without the Swift runtime.
    @Test(arguments: ["DXInterconnect", "DXInterconnectABI"])
    func nothingThatTraps(_ target: String) throws {
        for (name, text) in try DependencyTests.sources(target) {
            for line in text.split(separator: "\n") where !line.trimmingPrefix(while: { $0 == " " }).hasPrefix("//") {
                let found = line.firstMatch(
                    of: /\btry!|\bas!|\bfatalError\b|\bprecondition|\bassert|\bunowned\b|\bany\s+[A-Z]|\bMirror\b|\bprint\(/)
                #expect(found == nil, "\(name): \(line)")
            }
        }
    }

    /// Of the library that was built, if it was: only these.
    @Test(.enabled(if: FileManager.default.fileExists(atPath: library.path()), "the library is not built"))
    func neededLibraries() throws {
        let data = try Data(contentsOf: DependencyTests.library)
        let known: Set<String> = [
            "libjansson.so.4", "libnettle.so.8", "libm.so.6", "libc.so.6", "ld-linux-x86-64.so.2", "ld-linux-aarch64.so.1",
        ]
        let names = String(decoding: data, as: UTF8.self).matches(of: /\blib[A-Za-z0-9_+.\-]*\.so(?:\.[0-9]+)*/).map {
            String($0.0)
        }
        #expect(Set(names).isSuperset(of: ["libjansson.so.4", "libnettle.so.8", "libc.so.6"]))
        #expect(Set(names).subtracting(known).allSatisfy { $0.hasPrefix("libdxinterconnect.so") }, "\(Set(names))")
        #expect(!data.contains("libswiftCore") && !data.contains("Foundation"))
    }

    private static let library = packageRoot.appending(path: "build/libdxinterconnect.so")
}

extension Data {
    fileprivate func contains(_ text: String) -> Bool { range(of: Data(text.utf8)) != nil }
}
