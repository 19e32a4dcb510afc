/// A group of regions with DNS suffixes of its own.
struct Partition {
    /// What a region's name begins with; after it come `-`, a word, `-` and a number.
    private let prefixes: [StaticString]
    /// A name that belongs here without being of that form.
    private let global: StaticString
    let dnsSuffix: StaticString
    let dualStackDnsSuffix: StaticString

    private init(
        _ prefixes: [StaticString], _ global: StaticString, _ dnsSuffix: StaticString, _ dualStackDnsSuffix: StaticString
    ) {
        self.prefixes = prefixes
        self.global = global
        self.dnsSuffix = dnsSuffix
        self.dualStackDnsSuffix = dualStackDnsSuffix
    }

    /// `aws` comes first: what belongs to none belongs to it.
    private static var all: [Partition] {
        [
            Partition(["us", "eu", "ap", "sa", "ca", "me", "af", "il", "mx"], "aws-global", "amazonaws.com", "api.aws"),
            Partition(["cn"], "aws-cn-global", "amazonaws.com.cn", "api.amazonwebservices.com.cn"),
            Partition(["us-gov"], "aws-us-gov-global", "amazonaws.com", "api.aws"),
            Partition(["us-iso"], "aws-iso-global", "c2s.ic.gov", "api.aws.ic.gov"),
            Partition(["us-isob"], "aws-iso-b-global", "sc2s.sgov.gov", "api.aws.scloud"),
            Partition(["eu-isoe"], "aws-iso-e-global", "cloud.adc-e.uk", "api.cloud-aws.adc-e.uk"),
            Partition(["us-isof"], "aws-iso-f-global", "csp.hci.ic.gov", "api.aws.hci.ic.gov"),
            Partition(["eusc-de"], "", "amazonaws.eu", "api.amazonwebservices.eu"),
        ]
    }

    init(of region: ByteView) {
        let all = Partition.all
        self = all.first { region == $0.global } ?? all.first { $0.matches(region) } ?? all[0]
    }

    /// `^(prefix)\-\w+\-\d+$`
    private func matches(_ region: ByteView) -> Bool {
        prefixes.contains { prefix in
            let length = prefix.utf8CodeUnitCount
            guard region.hasPrefix(prefix), region[length] == UInt8(ascii: "-") else { return false }
            let rest = region.dropFirst(length &+ 1)
            guard let dash = rest.firstIndex(of: UInt8(ascii: "-")), dash > 0 else { return false }
            let number = rest.dropFirst(dash &+ 1)
            return !number.isEmpty && number.buffer.allSatisfy { $0.isDigit }
        }
    }
}

/// Where a request goes.
package struct Endpoint {
    /// As it is signed: empty for a custom endpoint without one, which no signer takes.
    package private(set) var region: [UInt8]
    package private(set) var url: [UInt8]
    /// As in the Host header: in small letters, with a port that is not the scheme's.
    package private(set) var host: [UInt8]
    package private(set) var path: [UInt8]

    /// What a caller says of where to send.
    package struct Choice {
        var region: ByteView?
        var url: ByteView?
        var usesFIPS: Bool
        let usesDualStack: Bool
        let allowsPlaintext: Bool

        package init(region: ByteView?, url: ByteView?, usesFIPS: Bool, usesDualStack: Bool, allowsPlaintext: Bool) {
            self.region = region
            self.url = url
            self.usesFIPS = usesFIPS
            self.usesDualStack = usesDualStack
            self.allowsPlaintext = allowsPlaintext
        }
    }

    /// Every problem of a choice, or the endpoint.
    static func resolve(_ choice: Choice) -> (Endpoint?, [Problem]) {
        var choice = choice
        var problems: [Problem] = []
        if let region = choice.region {
            choice.takeFIPSFromRegion()
            if choice.region?.isHostLabel != true {
                problems.append(
                    Problem(
                        .error, .invalidRegion, "region",
                        "Invalid region: \(region.excerpt): expected 1 to 63 letters, digits and '-', with no '-' at either end",
                        suggestion: "write it as in \"us-east-1\""))
            }
        } else if choice.url == nil {
            problems.append(
                Problem(
                    .error, .missingRegion, "region", "Invalid Configuration: Missing Region",
                    suggestion: "give the region, such as \"us-east-1\""))
        }
        guard let url = choice.url else {
            guard problems.isEmpty, let region = choice.region else { return (nil, problems) }
            return (Endpoint(region: region, choice), problems)
        }
        if choice.usesFIPS { problems.append(.endpointWithVariant("FIPS")) }
        if choice.usesDualStack { problems.append(.endpointWithVariant("Dualstack")) }
        switch CustomURL.parse(url) {
        case .failure(let problem):
            return (nil, problems + [problem])
        case .success(let custom):
            if !custom.isSecure, !custom.isLoopback, !choice.allowsPlaintext {
                problems.append(
                    Problem(
                        .error, .plaintextEndpoint, "endpoint_url",
                        "Invalid endpoint: \(url.excerpt): http would send credentials in the clear to a host that is not this machine",
                        suggestion: "write https, or allow plaintext"))
            }
            guard problems.isEmpty else { return (nil, problems) }
            return (Endpoint(region: choice.region, custom), problems)
        }
    }

    private init(region: ByteView, _ choice: Choice) {
        let partition = Partition(of: region)
        self.region = Array(region.buffer)
        var name: [UInt8] = []
        name.append(choice.usesFIPS ? "directconnect-fips." : "directconnect.")
        name.append(region)
        name.append(".")
        name.append(choice.usesDualStack ? partition.dualStackDnsSuffix : partition.dnsSuffix)
        host = name.map { $0.lowercasedASCII }
        path = [UInt8(ascii: "/")]
        url = []
        url.append("https://")
        url += name + path
    }

    private init(region: ByteView?, _ custom: CustomURL) {
        self.region = region.map { Array($0.buffer) } ?? []
        host = []
        for byte in custom.host.buffer { host.append(byte.lowercasedASCII) }
        if let port = custom.port, port != (custom.isSecure ? 443 : 80) {
            host.append(":")
            host.append(port)
        }
        path = custom.path.isEmpty ? [UInt8(ascii: "/")] : Array(custom.path.buffer)
        url = []
        url.append(custom.isSecure ? "https://" : "http://")
        url += host + path
    }
}

extension Endpoint.Choice {
    /// `fips-us-east-1` and `us-east-1-fips` are us-east-1 with FIPS.
    fileprivate mutating func takeFIPSFromRegion() {
        if let name = region, name.hasPrefix("fips-") { (region, usesFIPS) = (name.dropFirst(5), true) }
        if let name = region, name.count > 5, name.dropFirst(name.count &- 5) == "-fips" {
            (region, usesFIPS) = (name.prefix(name.count &- 5), true)
        }
    }
}

extension ByteView {
    /// Letters, digits and `-`, the latter not at an end; 1 to 63 of them.
    fileprivate var isHostLabel: Bool {
        guard (1...63).contains(count), self[0] != UInt8(ascii: "-"), self[count &- 1] != UInt8(ascii: "-") else { return false }
        return buffer.allSatisfy { $0.isLetter || $0.isDigit || $0 == UInt8(ascii: "-") }
    }
}

extension Problem {
    fileprivate static func endpointWithVariant(_ variant: StaticString) -> Problem {
        Problem(
            .error, .endpointWithVariant, "endpoint_url",
            "Invalid Configuration: \(variant) and custom endpoint are not supported",
            suggestion: "leave one of them out")
    }

    /// A signature has the region in it; a custom endpoint does not tell.
    static var regionForSigning: Problem {
        Problem(
            .error, .missingRegion, "region", "Missing region: the signature has it in it, also for a custom endpoint",
            suggestion: "give the region, such as \"us-east-1\"")
    }
}
