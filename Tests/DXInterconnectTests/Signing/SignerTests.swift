import Foundation
import Testing

@testable import DXInterconnect

@Suite struct SignerTests {
    @Test(arguments: [
        // The path of the endpoint, and as it is signed.
        ("", "/"), ("/", "/"), ("/a", "/a"), ("/a/", "/a/"), ("//", "/"), ("/a//b///c", "/a/b/c"), ("/a%20b", "/a%2520b"),
        ("/%2F", "/%252F"),
        ("/-_.~", "/-_.~"), ("/azAZ09", "/azAZ09"), ("/a:b@c", "/a%3Ab%40c"),
        ("/!$&'()*+,;=", "/%21%24%26%27%28%29%2A%2B%2C%3B%3D"),
        ("/...", "/..."),
    ])
    func canonicalPath(_ path: String, _ canonical: String) throws {
        let signer = try #require(SignerChoice(url: "https://example.com" + path).make().signer)
        let request = signer.sign(now: 0)
        let lines = request.text(request.http.canonicalRequest).split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines[..<3] == ["POST", Substring(canonical), ""])
        #expect(request.text(request.http.path) == (path.isEmpty ? "/" : path))
    }

    @Test(
        arguments: [
            (0, "19700101T000000Z"), (1, "19700101T000001Z"), (86_399, "19700101T235959Z"), (86_400, "19700102T000000Z"),
            (951_782_400, "20000229T000000Z"),
            (1_767_323_045, "20260102T030405Z"), (253_402_300_799, "99991231T235959Z"),
        ] as [(Int64, String)])
    func times(_ now: Int64, _ date: String) throws {
        let request = try #require(SignerChoice().make().signer).sign(now: now)
        #expect(request.header("X-Amz-Date") == date)
        #expect(request.header("Authorization")?.contains("/\(date.prefix(8))/us-east-1/directconnect/aws4_request,") == true)
        #expect(
            request.text(request.http.stringToSign).hasPrefix(
                "AWS4-HMAC-SHA256\n\(date)\n\(date.prefix(8))/us-east-1/directconnect/aws4_request\n"))
    }

    @Test(
        arguments: [(-1, 1), (Int64.min, 1), (253_402_300_800, 1), (Int64.max, 1), (0, 0), (253_402_300_799, 0)] as [(Int64, Int)]
    )
    func timesThatCannotBe(_ now: Int64, _ count: Int) {
        let problems = Signer.Options(now: now, attempt: 0, invocationId: nil).problems
        #expect(problems.map(\.code) == Array(repeating: .invalidTime, count: count))
    }

    @Test func headersInOrder() throws {
        var choice = SignerChoice(sessionToken: "TOKEN", userAgentExtra: "host/1")
        let all = try #require(choice.make().signer).sign(now: 0, attempt: 3, invocationId: "id-1")
        #expect(
            all.headers.map(\.name) == [
                "Host", "Content-Type", "X-Amz-Date", "X-Amz-Security-Token", "X-Amz-Target", "Authorization", "User-Agent",
                "amz-sdk-invocation-id",
                "amz-sdk-request",
            ])
        #expect(all.header("User-Agent") == "dxinterconnect/1.2.3 host/1")
        #expect(all.header("amz-sdk-invocation-id") == "id-1" && all.header("amz-sdk-request") == "attempt=3")
        #expect(
            all.header("X-Amz-Target") == "OvertureService.CreateInterconnect"
                && all.header("Content-Type") == "application/x-amz-json-1.1")
        #expect(
            all.header("Authorization")?.contains(
                "SignedHeaders=content-type;host;x-amz-date;x-amz-security-token;x-amz-target, ") == true)
        choice = SignerChoice()
        let few = try #require(choice.make().signer).sign(now: 0)
        #expect(few.headers.map(\.name) == ["Host", "Content-Type", "X-Amz-Date", "X-Amz-Target", "Authorization", "User-Agent"])
        #expect(few.header("User-Agent") == "dxinterconnect/1.2.3")
        #expect(few.header("Authorization")?.contains("SignedHeaders=content-type;host;x-amz-date;x-amz-target, ") == true)
        #expect(try #require(choice.make().signer).sign(now: 0, attempt: .max).header("amz-sdk-request") == "attempt=4294967295")
    }

    @Test(arguments: [
        (SignerChoice(accessKeyId: nil), "access_key_id is missing"), (SignerChoice(accessKeyId: ""), "access_key_id is empty"),
        (SignerChoice(secretAccessKey: nil), "secret_access_key is missing"),
        (SignerChoice(secretAccessKey: ""), "secret_access_key is empty"),
        (SignerChoice(sessionToken: ""), "session_token is empty"), (SignerChoice(accessKeyId: "AK\n"), "access_key_id holds"),
        (SignerChoice(secretAccessKey: "SEKRET "), "secret_access_key holds"),
        (SignerChoice(secretAccessKey: "\u{7f}SEKRET"), "secret_access_key holds"),
        (SignerChoice(sessionToken: "SEKRÉT"), "session_token holds"),
        (SignerChoice(sessionToken: "SEK\0RET"), "session_token holds"),
    ])
    func badCredentials(_ choice: SignerChoice, _ rule: String) {
        let (signer, problems) = choice.make()
        #expect(signer == nil && problems.map(\.code) == [.invalidCredentials])
        #expect(problems.first?.message.hasPrefix("Invalid credentials: \(rule)") == true)
        #expect(problems.first?.message.contains("SEK") == false)
    }

    @Test(arguments: ["", " x", "x ", "a\nb", "a\r\nX-Evil: 1", "\u{7f}", "é", "\t"])
    func badHeaderTexts(_ text: String) {
        #expect(
            SignerChoice(userAgentExtra: text).make().problems.map(\.summary) == ["error INVALID_HEADER_TEXT user_agent_extra"])
        let problems = text.withView { Signer.Options(now: 0, attempt: 0, invocationId: $0).problems }
        #expect(problems.map(\.summary) == ["error INVALID_HEADER_TEXT invocation_id"])
    }

    @Test func everyProblemAtOnce() {
        let problems = SignerChoice(
            accessKeyId: nil, secretAccessKey: "", sessionToken: "\n", region: "a/b", url: "ftp://h", userAgentExtra: "\n"
        ).make().problems
        #expect(
            problems.map(\.code) == [
                .invalidCredentials, .invalidCredentials, .invalidCredentials, .invalidRegion, .invalidEndpoint,
                .invalidHeaderText,
            ])
        #expect(SignerChoice(region: nil, url: "https://h").make().problems.map(\.code) == [.missingRegion])
    }

    /// The key of a day is kept, and of no other.
    @Test func dayChanges() throws {
        let choice = SignerChoice()
        let signer = try #require(choice.make().signer)
        let days: [Int64] = [0, 0, 1, 0, 20_455, 20_454, 20_455, 2_932_896, 0]
        for day in days {
            for second in [0, 86_399] as [Int64] {
                let now = day * 86_400 + second
                let kept = signer.sign(now: now)
                let fresh = try #require(choice.make().signer).sign(now: now)
                #expect(kept.text(kept.http.signature) == fresh.text(fresh.http.signature), "\(now)")
            }
        }
        let signatures = Set(
            ([0, 86_399, 86_400] as [Int64]).map { now in
                let request = signer.sign(now: now)
                return request.text(request.http.signature)
            })
        #expect(signatures.count == 3)
    }

    /// Keys and messages of another length than the hash's block.
    @Test(arguments: [1, 59, 60, 61, 64, 65, 1000])
    func secretsOfAnyLength(_ length: Int) throws {
        let secret = repeated("s", length)
        let one = try #require(SignerChoice(secretAccessKey: secret).make().signer).sign(now: 0)
        let other = try #require(SignerChoice(secretAccessKey: secret + "s").make().signer).sign(now: 0)
        #expect(one.text(one.http.signature).wholeMatch(of: /[0-9a-f]{64}/) != nil)
        #expect(one.text(one.http.signature) != other.text(other.http.signature))
    }

    /// From several threads, over the change of a day.
    @Test func manyThreads() async throws {
        let signer = try #require(SignerChoice().make().signer)
        let expected = (0..<4).map { day in
            let request = signer.sign(now: Int64(day) * 86_400)
            return request.text(request.http.signature)
        }
        nonisolated(unsafe) let shared = signer
        let wrong = await withTaskGroup(of: Int.self) { group in
            for task in 0..<8 {
                group.addTask {
                    (0..<100).count { round in
                        let day = (task + round) % 4
                        let request = shared.sign(now: Int64(day) * 86_400)
                        return request.text(request.http.signature) != expected[day]
                    }
                }
            }
            return await group.reduce(0, +)
        }
        #expect(wrong == 0)
    }
}

@Suite struct DescriptionTests {
    private let secret = "SECRET/wJalrXUtnFEMI"
    private let token = "TOKEN+IQoJb3JpZ2lu=="

    private func sign(_ request: CreateInterconnectRequest = .good) throws -> SignedRequest {
        let choice = SignerChoice(secretAccessKey: secret, sessionToken: token, userAgentExtra: "it's/1")
        return try #require(choice.make().signer).sign(request, now: 1_767_323_045, attempt: 1, invocationId: "id")
    }

    private func description(_ signed: SignedRequest, _ problems: [Problem] = []) -> String {
        "us-east-1".withView { String(decoding: signed.http.describe(region: $0, problems), as: UTF8.self) }
    }

    @Test func secretTokenAndSignatureAreNowhere() throws {
        let signed = try sign()
        let signature = signed.text(signed.http.signature)
        #expect(signed.header("Authorization")?.hasSuffix("Signature=" + signature) == true)
        #expect(signed.text(signed.http.canonicalRequest).contains("x-amz-security-token:\(token)\n"))
        let curl = "us-east-1".withView { String(decoding: signed.http.curlCommand(region: $0), as: UTF8.self) }
        let shown = (0..<signed.http.headerCount).compactMap { signed.http.header($0) }.map {
            String(decoding: signed.http.shown($0), as: UTF8.self)
        }
        for text in shown + [description(signed), curl, String(decoding: signed.http.shownCanonicalRequest, as: UTF8.self)] {
            #expect(!text.contains(secret) && !text.contains(token) && !text.contains(signature))
        }
        #expect(shown[3] == "***")
        #expect(shown[5].hasPrefix("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260102/") && shown[5].hasSuffix(", Signature=***"))
    }

    /// All but the token's line is as it was signed.
    @Test func theCanonicalRequestIsShownOtherwiseWhole() throws {
        let signed = try sign()
        let shown = String(decoding: signed.http.shownCanonicalRequest, as: UTF8.self)
        #expect(shown == signed.text(signed.http.canonicalRequest).replacing(token, with: "***"))
        let plain = try #require(SignerChoice().make().signer).sign(now: 0)
        #expect(String(decoding: plain.http.shownCanonicalRequest, as: UTF8.self) == plain.text(plain.http.canonicalRequest))
    }

    @Test func holdsEverything() throws {
        let signed = try sign()
        let text = description(signed, CreateInterconnectRequest.good(but: .bandwidth, "10").problems())
        #expect(
            text.hasPrefix("POST https://directconnect.us-east-1.amazonaws.com/\nHost: directconnect.us-east-1.amazonaws.com\n"))
        for part in [
            signed.text(signed.http.body), signed.text(signed.http.stringToSign), "X-Amz-Security-Token: ***",
            "User-Agent: dxinterconnect/1.2.3 it's/1",
        ] {
            #expect(text.contains(part))
        }
        #expect(text.contains("Problems:\nwarning: ") && text.contains(#"; write "10Gbps""#))
        #expect(!description(signed).contains("Problems:"))
    }

    /// A shell takes the command apart into just these words.
    @Test func curlCommand() throws {
        var request = CreateInterconnectRequest.good
        request.set(.providerName, "it's $HOME `id` \"x\" \\ !")
        let signed = try sign(request)
        let command = "us-east-1".withView { String(decoding: signed.http.curlCommand(region: $0), as: UTF8.self) }
        let words = try shell(
            "AWS_ACCESS_KEY_ID=AK AWS_SECRET_ACCESS_KEY='S K' AWS_SESSION_TOKEN='T T'\n"
                + command.replacing("curl ", with: "printf '%s\\0' ", maxReplacements: 1))
        #expect(
            words == [
                "--aws-sigv4", "aws:amz:us-east-1:directconnect", "--user", "AK:S K", "-H",
                "Content-Type: application/x-amz-json-1.1", "-H",
                "X-Amz-Security-Token: T T", "-H", "X-Amz-Target: OvertureService.CreateInterconnect", "-H",
                "User-Agent: dxinterconnect/1.2.3 it's/1", "-H",
                "amz-sdk-invocation-id: id", "-H", "amz-sdk-request: attempt=1", "--data-binary", signed.text(signed.http.body),
                "https://directconnect.us-east-1.amazonaws.com/",
            ])
    }

    /// Runs a script; its output, cut at the NULs.
    private func shell(_ script: String) throws -> [String] {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", script]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return text.split(separator: "\0", omittingEmptySubsequences: false).dropLast().map(String.init)
    }
}
