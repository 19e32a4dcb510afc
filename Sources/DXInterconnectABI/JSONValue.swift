import CJansson
import DXInterconnect

/// A value of a JSON document that jansson builds and writes. A part for which there is no memory makes the
/// whole fail, which `take` tells. Texts are not checked on their way in (`_nocheck`): jansson checks what it writes.
struct JSONValue: ~Copyable {
    private var pointer: UnsafeMutablePointer<json_t>?
    private var hasFailed = false

    private init(_ pointer: UnsafeMutablePointer<json_t>?) {
        self.pointer = pointer
        hasFailed = pointer == nil
    }

    deinit { json_decref(pointer) }

    static func object() -> JSONValue { JSONValue(json_object()) }
    static func array() -> JSONValue { JSONValue(json_array()) }
    static func boolean(_ value: Bool) -> JSONValue { JSONValue(value ? json_true() : json_false()) }
    static func integer(_ value: Int64) -> JSONValue { JSONValue(json_integer(value)) }

    static func string(_ view: ByteView) -> JSONValue {
        JSONValue(view.buffer.withMemoryRebound(to: CChar.self) { json_stringn_nocheck($0.baseAddress, view.count) })
    }

    static func string(_ text: StaticString) -> JSONValue { string(ByteView(text)) }
    static func string(_ text: [UInt8]) -> JSONValue { text.withView { string($0) } }
    static func string(_ text: Message) -> JSONValue { string(text.utf8) }

    mutating func set(_ name: ByteView, _ value: consuming JSONValue) {
        if value.hasFailed { hasFailed = true }
        let status = name.buffer.withMemoryRebound(to: CChar.self) {
            json_object_setn_new_nocheck(pointer, $0.baseAddress, name.count, value.takePointer())
        }
        if status != 0 { hasFailed = true }
    }

    mutating func set(_ name: StaticString, _ value: consuming JSONValue) { set(ByteView(name), value) }

    mutating func append(_ value: consuming JSONValue) {
        if value.hasFailed { hasFailed = true }
        if json_array_append_new(pointer, value.takePointer()) != 0 { hasFailed = true }
    }

    /// Jansson takes a value over, whether it succeeds or not.
    private mutating func takePointer() -> UnsafeMutablePointer<json_t>? {
        defer { pointer = nil }
        return pointer
    }

    /// The compact text, now the caller's; nil if there was no memory. Where it is longer than `capacity`, it is written
    /// twice: the first time tells its length.
    consuming func take(capacity: Int = 1000) -> UnsafeMutablePointer<CChar>? {
        guard !hasFailed else { return nil }
        var capacity = capacity
        while true {
            // Not memory of jansson's: its allocator is the host's.
            guard let text = malloc(capacity)?.assumingMemoryBound(to: CChar.self) else { return nil }
            let length = json_dumpb(pointer, text, capacity, Int(JSON_COMPACT))
            if length > 0 && length < capacity {
                text[length] = 0
                return text
            }
            CJansson.free(text)
            if length == 0 { return nil }
            capacity = length &+ 1
        }
    }
}
