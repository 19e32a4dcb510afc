/// What a text holds besides ASCII letters and digits. Found once, when a text is copied, so that neither
/// validation nor the writer has to read it again.
package struct CharacterKinds: OptionSet, Sendable {
    package let rawValue: UInt8
    package init(rawValue: UInt8) { self.rawValue = rawValue }

    static var hyphen: Self { Self(rawValue: 1) }
    /// One of ` _/`.
    static var joint: Self { Self(rawValue: 2) }
    static var comma: Self { Self(rawValue: 4) }
    /// One of `.:=+@`.
    static var mark: Self { Self(rawValue: 8) }
    /// A quote or a backslash.
    static var quote: Self { Self(rawValue: 16) }
    /// Of ASCII; there are more beyond it.
    static var control: Self { Self(rawValue: 32) }
    static var otherASCII: Self { Self(rawValue: 64) }
    static var beyondASCII: Self { Self(rawValue: 128) }

    /// Of a text that nobody has looked at.
    static var all: Self { Self(rawValue: .max) }

    /// `[a-zA-Z0-9-]`
    static var location: Self { .hyphen }
    /// `[\w \-_,\/]`
    static var interconnectName: Self { [.hyphen, .joint, .comma] }
    /// `[\p{L}\p{Z}\p{N}_.:/=+\-@]`, as far as ASCII goes.
    static var tag: Self { [.hyphen, .joint, .mark] }
    /// What stands in JSON as it is.
    static var plainJSON: Self { [.hyphen, .joint, .comma, .mark, .otherASCII] }
}

extension ByteView {
    /// What is in these bytes.
    @inline(__always)
    var kinds: CharacterKinds {
        var kinds: UInt8 = 0
        var index = 0
        while index < count {
            kinds |= kindsOfBytes[Int(start[index])]
            index &+= 1
        }
        return CharacterKinds(rawValue: kinds)
    }
}

extension UInt8 {
    @inline(__always)
    var kinds: CharacterKinds { CharacterKinds(rawValue: kindsOfBytes[Int(self)]) }
}

/// The kind of every byte, 16 in a row: 0 for a letter or a digit. A table, since everything that a caller
/// gives goes through it byte by byte.
// swift-format-ignore: 16 in a row
private let kindsOfBytes: InlineArray<256, UInt8> = [
    // Control characters.
    32, 32, 32, 32, 32, 32, 32, 32, 32, 32, 32, 32, 32, 32, 32, 32,
    32, 32, 32, 32, 32, 32, 32, 32, 32, 32, 32, 32, 32, 32, 32, 32,
    //  !   "   #   $   %   &   '   (   )   *   +   ,   -   .   /
    2, 64, 16, 64, 64, 64, 64, 64, 64, 64, 64, 8, 4, 1, 8, 2,
    // 0 to 9, then :   ;   <   =   >   ?
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 8, 64, 64, 8, 64, 64,
    // @, A to Z, then  [   \   ]   ^   _
    8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 64, 16, 64, 64, 2,
    // `, a to z, then  {   |   }   ~   DEL
    64, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 64, 64, 64, 64, 32,
    // Beyond ASCII.
    128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128,
    128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128,
    128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128,
    128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128,
    128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128,
    128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128,
    128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128,
    128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128,
]
