import Testing

@testable import DXInterconnect

@Suite struct CustomURLTests {
    @Test(arguments: [
        ("https://example.com", "example.com", "/", "https://example.com/"),
        ("https://example.com/", "example.com", "/", "https://example.com/"),
        ("HTTPS://Example.COM/Path", "example.com", "/Path", "https://example.com/Path"),
        ("https://h:443/", "h", "/", "https://h/"),
        ("https://h:0443/", "h", "/", "https://h/"), ("https://h:80/", "h:80", "/", "https://h:80/"),
        ("https://h:8443/a/b", "h:8443", "/a/b", "https://h:8443/a/b"),
        ("https://h:65535", "h:65535", "/", "https://h:65535/"), ("https://h:1", "h:1", "/", "https://h:1/"),
        ("http://localhost:80", "localhost", "/", "http://localhost/"),
        ("http://localhost:443", "localhost:443", "/", "http://localhost:443/"),
        ("https://[2001:db8::1]:8443/x", "[2001:db8::1]:8443", "/x", "https://[2001:db8::1]:8443/x"),
        ("https://[2001:DB8::1]", "[2001:db8::1]", "/", "https://[2001:db8::1]/"),
        ("https://a_b.example.com.", "a_b.example.com.", "/", "https://a_b.example.com./"),
        ("https://h/a//b/%20~/", "h", "/a//b/%20~/", "https://h/a//b/%20~/"), ("https://h/...", "h", "/...", "https://h/..."),
        ("https://h/a:b@c;d=e,f", "h", "/a:b@c;d=e,f", "https://h/a:b@c;d=e,f"),
        ("https://10.0.0.1/", "10.0.0.1", "/", "https://10.0.0.1/"),
    ])
    func accepted(_ url: String, _ host: String, _ path: String, _ sent: String) {
        let (endpoint, problems) = resolve(url: url)
        #expect(problems.map(\.message) == [])
        #expect(text(endpoint?.host) == host)
        #expect(text(endpoint?.path) == path)
        #expect(text(endpoint?.url) == sent)
    }

    @Test(arguments: [
        "", "example.com", "//example.com", "https:", "https:/", "https://", "https:///path", "https:example.com",
        "ftp://example.com", "httpss://h", "://h", "file:///etc/passwd",
        "https://user@h", "https://user:pass@h/", "https://@h", "https://h?x=1", "https://h/?", "https://h#f", "https://h/#",
        "https://h /", " https://h", "https://h\n", "https://h/\t",
        "https://h\0", "https://h/é", "https://é.com", "https://h:", "https://h:0", "https://h:65536", "https://h:x",
        "https://h:-1", "https://h:8o", "https://h:80:80", "https://h:99999999999999999999999",
        "https://.h", "https://h..i", "https://.", "https://" + longLabel + "a.com", "https://" + repeated("a.", 127) + "a",
        "https://h!", "https://h/a b", "https://h/%", "https://h/%2", "https://h/%zz",
        "https://h/.", "https://h/..", "https://h/a/../b", "https://h/./a", "https://h/a\\b", "https://h/<a>", "https://h/a\"b",
        "https://h/{a}", "https://h/a|b", "https://h/a^b", "https://h/a`b", "https://h/[a]",
        "https://[", "https://[]", "https://[::1", "https://[::1]x", "https://[::1]8443", "https://[g::1]",
        "https://[:::::]", "https://[1:2]", "https://[1::2::3]", "https://[:1::2]", "https://[1::2:]", "https://[12345::]",
        "https://[::1.2.3]", "https://[1:2:3:4:5:6:7:8:9]", "https://-a.b", "https://a-.b", "https://.a", "https://127.0.0.256",
        "https://127.0.0", "https://0127.0.0.1", "https://127.0.0.0.1", "https://1.2.3.4.5",
        "https://[1:::2]", "https://[::1%25eth0]", "https://::1/", "https://h\\i",
    ])
    func refused(_ url: String) {
        let (endpoint, problems) = resolve(url: url)
        #expect(endpoint == nil && problems.map(\.summary) == ["error INVALID_ENDPOINT endpoint_url"])
        #expect(problems.allSatisfy { $0.message.unicodeScalars.allSatisfy { !$0.isControlInText } })
    }

    /// A segment of dots is one also to who decodes it first.
    @Test(arguments: ["https://h/%2e", "https://h/%2E%2e/a", "https://h/a/.%2e", "https://h/%2E./a"])
    func escapedDots(_ url: String) { #expect(resolve(url: url).problems.map(\.code) == [.invalidEndpoint]) }

    @Test(arguments: [
        "https://user:hunter2@h/", "https://user:hunt@er2@h", "ftp://user:hunter2@h", "https://user:hunter2 @h",
        "https://u:er2@h:99999@x",
    ])
    func noPasswordIsShown(_ url: String) {
        for problem in resolve(url: url).problems {
            #expect(!problem.message.contains("er2") && !(problem.suggestion ?? "").contains("er2"), "\(problem.message)")
        }
    }

    @Test(arguments: [
        "localhost", "LocalHost", "127.0.0.1", "127.255.255.255", "127.0.0.1:8080", "[::1]", "[::1]:8080", "localhost:1",
    ])
    func loopback(_ host: String) { #expect(resolve(url: "http://\(host)/").problems.isEmpty) }

    /// What HTTP stacks do not all take for this machine is none.
    @Test(arguments: [
        "example.com", "localhost.example.com", "128.0.0.1", "10.0.0.1", "0.0.0.0", "[1:2:3:4:5:6:7:8]",
        "127.0.0.1.example.com", "1.127.0.0", "[::2]",
        "[::ffff:10.0.0.1]", "[::]", "[fe80::1]", "[1::]", "[1:2::7:8]", "xlocalhost", "127.0.0.0x1", "localhost_",
    ])
    func noLoopback(_ host: String) {
        #expect(resolve(url: "http://\(host)/").problems.map(\.code) == [.plaintextEndpoint])
        #expect(resolve(url: "http://\(host)/", plaintext: true).problems.isEmpty)
        #expect(resolve(url: "https://\(host)/").problems.isEmpty)
    }
}
