import CDXInterconnect
import CJansson
import DXInterconnect

// The edge of the library: the one file that turns pointers into values and values into pointers.

// MARK: - Handles

/// Moves a value into memory of its own, which a C handle then names.
func handle<Value: ~Copyable>(_ value: consuming Value) -> OpaquePointer {
    let pointer = allocate(Value.self)
    pointer.initialize(to: value)
    return OpaquePointer(pointer)
}

/// The value that a handle names.
func value<Value: ~Copyable>(_ handle: OpaquePointer, _: Value.Type) -> UnsafeMutablePointer<Value> {
    UnsafeMutablePointer<Value>(handle)
}

/// Lends the value that a handle names, without the copy that is made where a value of `pointee` is used.
func lend<Value: ~Copyable, Result: ~Copyable>(_ handle: OpaquePointer, _: Value.Type, _ body: (borrowing Value) -> Result)
    -> Result
{
    body(value(handle, Value.self).pointee)
}

func free<Value: ~Copyable>(_ handle: OpaquePointer?, _ type: Value.Type) {
    guard let handle else { return }
    let pointer = value(handle, type)
    pointer.deinitialize(count: 1)
    deallocate(pointer)
}

/// Writes an output that the caller may not want.
func write<Value>(_ value: Value, to output: UnsafeMutablePointer<Value>?) { output?.pointee = value }

// MARK: - Strings in

/// A caller's string.
enum StringArgument {
    case null
    case tooLong
    case view(ByteView)

    init(_ start: UnsafePointer<CChar>?, _ length: Int) {
        guard let start else {
            self = .null
            return
        }
        let limit = UInt(bitPattern: HTTPResponse.maximumBodyLength)
        // The constant is (size_t)-1, which is -1 as an Int.
        let length =
            length == -1 ? UInt(bitPattern: Int(strnlen(start, HTTPResponse.maximumBodyLength &+ 1))) : UInt(bitPattern: length)
        guard length <= limit else {
            self = .tooLong
            return
        }
        self = .view(ByteView(start, Int(bitPattern: length)))
    }

    /// What a function returns that cannot do with what this is.
    var status: Status {
        switch self {
        case .null: .nullArgument
        case .tooLong: .invalidArgument
        case .view: .ok
        }
    }

    var view: ByteView? { if case .view(let view) = self { view } else { nil } }
}

extension ByteView {
    init(_ start: UnsafeRawPointer?, _ length: Int) {
        self.init(UnsafeBufferPointer(start: start?.assumingMemoryBound(to: UInt8.self), count: start == nil ? 0 : length))
    }

    /// A NUL-terminated string, as much of it as is read of any; nil for NULL.
    init?(_ start: UnsafePointer<CChar>?) {
        guard let start else { return nil }
        self.init(start, Int(strnlen(start, HTTPResponse.maximumBodyLength)))
    }

    /// Bytes that outlive the call, as C sees them.
    fileprivate var cString: UnsafePointer<CChar>? {
        buffer.baseAddress.map { UnsafeRawPointer($0).assumingMemoryBound(to: CChar.self) }
    }
}

// MARK: - Strings out

/// Hands text over to the caller; nil says that there was no memory for it.
func handOut(
    _ text: UnsafeMutablePointer<CChar>?, to output: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>
) -> dxi_status {
    guard let text else { return Status.noMemory.rawValue }
    output.pointee = text
    return Status.ok.rawValue
}

func cString(_ text: StaticString) -> UnsafePointer<CChar>? { ByteView(text).cString }

/// Lends a text whose owner lives on and is not changed: the memory of an array, or of a buffer, stays where
/// it is for as long. One that holds a NUL is not lent without its length.
@inline(__always)
func lend(_ view: ByteView, _ length: UnsafeMutablePointer<Int>?) -> UnsafePointer<CChar>? {
    if let length {
        length.pointee = view.count
    } else if view.firstIndex(of: 0) != nil {
        return nil
    }
    return view.cString
}

/// A struct of the caller's, which begins with its size; nil for one of another size, of which nothing else is read.
@inline(__always)
func sized<Given>(_ given: UnsafePointer<Given>) -> Given? {
    UnsafeRawPointer(given).load(as: Int.self) == MemoryLayout<Given>.stride ? given.pointee : nil
}

/// The same, with what counts where the caller gives none.
@inline(__always)
func sized<Given>(_ given: UnsafePointer<Given>?, or other: Given) -> Given? {
    given.map { sized($0) } ?? other
}

/// Texts that a handle lends: each with a NUL after it, in one piece of memory.
struct LentTexts {
    private var arena: [UInt8] = []
    private var ranges: [Range<Int>?] = []

    init(_ count: Int, _ text: (Int) -> Message?) {
        ranges.reserveCapacity(count)
        for index in 0..<count {
            guard let text = text(index) else {
                ranges.append(nil)
                continue
            }
            let start = arena.count
            arena += text.utf8
            ranges.append(start..<arena.count)
            arena.append(UInt8(0))
        }
    }

    func lend(_ index: Int) -> UnsafePointer<CChar>? {
        guard ranges.indices.contains(index), let range = ranges[index] else { return nil }
        return arena.withView { DXInterconnectABI.lend($0.slice(range.lowerBound, range.upperBound), nil) }
    }
}

extension Document {
    @inline(__always)
    func lend(_ text: TextRange?, _ length: UnsafeMutablePointer<Int>?) -> UnsafePointer<CChar>? {
        text.flatMap { DXInterconnectABI.lend(view($0), length) }
    }

    @inline(__always)
    func lend(_ value: Value, _ length: UnsafeMutablePointer<Int>?) -> UnsafePointer<CChar>? {
        guard case .string(let text) = value else { return nil }
        return DXInterconnectABI.lend(view(text), length)
    }
}

@_cdecl("dxi_string_free") @implementation
public func dxi_string_free(_ text: UnsafeMutablePointer<CChar>?) {
    guard let text else { return }
    wipe(text, Int(strlen(text)))
    CJansson.free(text)
}
