/// Who orders. Wiped when it goes.
struct Credentials: ~Copyable {
    let accessKeyId: TextBuffer
    /// "AWS4" and the secret access key: what the derivation of a signing key starts from. Made here, so that
    /// signing copies no secret.
    let prefixedSecret: TextBuffer
    /// Empty: long-term credentials.
    let sessionToken: TextBuffer

    init(accessKeyId: ByteView, secretAccessKey: ByteView, sessionToken: ByteView?) {
        self.accessKeyId = TextBuffer(accessKeyId)
        var prefixedSecret = TextBuffer(capacity: secretAccessKey.count &+ 4)
        prefixedSecret.append("AWS4")
        prefixedSecret.append(secretAccessKey)
        self.prefixedSecret = prefixedSecret
        self.sessionToken = TextBuffer(sessionToken ?? ByteView(""))
        wipeStack()
    }

    /// Whether there was no memory for them.
    var hasFailed: Bool { accessKeyId.hasFailed || prefixedSecret.hasFailed || sessionToken.hasFailed }

    /// What is wrong with credentials. Nothing of them is shown.
    static func problems(accessKeyId: ByteView?, secretAccessKey: ByteView?, sessionToken: ByteView?) -> [Problem] {
        var problems: [Problem] = []
        func check(_ value: ByteView?, _ name: StaticString, isRequired: Bool) {
            func refuse(_ rule: StaticString) {
                problems.append(Problem(.error, .invalidCredentials, "\(name)", "Invalid credentials: \(name) \(rule)"))
            }
            guard let value else {
                if isRequired { refuse("is missing") }
                return
            }
            if value.isEmpty { return refuse("is empty") }
            if value.count > 65_536 { return refuse("is longer than 65536 bytes") }
            if !value.buffer.allSatisfy({ $0 > 0x20 && $0 < 0x7f }) {
                refuse("holds a blank, a control character or a letter outside of ASCII; a newline at its end is a common slip")
            }
        }
        check(accessKeyId, "access_key_id", isRequired: true)
        check(secretAccessKey, "secret_access_key", isRequired: true)
        check(sessionToken, "session_token", isRequired: false)
        return problems
    }
}
