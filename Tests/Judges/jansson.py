"""jansson's loader through ctypes: whether it takes a text, and if not, why."""
import ctypes

_c = ctypes.CDLL("libjansson.so.4")
REJECT_DUPLICATES, DECODE_ANY, ALLOW_NUL = 0x1, 0x4, 0x10
# Of enum json_error_code, what stands for a limit of jansson's rather than for JSON.
STACK_OVERFLOW, NULL_BYTE_IN_KEY, DUPLICATE_KEY, NUMERIC_OVERFLOW = 2, 13, 14, 15


class _Error(ctypes.Structure):
    _fields_ = [
        ("line", ctypes.c_int), ("column", ctypes.c_int), ("position", ctypes.c_int),
        ("source", ctypes.c_char * 80), ("text", ctypes.c_char * 159), ("code", ctypes.c_char)]


_c.json_loadb.restype = ctypes.c_void_p
_c.json_loadb.argtypes = ctypes.c_char_p, ctypes.c_size_t, ctypes.c_size_t, ctypes.POINTER(_Error)
_c.json_delete.argtypes = [ctypes.c_void_p]


def refusal(text):
    """None if jansson takes the text; else its code and words."""
    error = _Error()
    value = _c.json_loadb(text, len(text), REJECT_DUPLICATES | DECODE_ANY | ALLOW_NUL, ctypes.byref(error))
    if value:
        _c.json_delete(value)
        return None
    return error.code[0], error.text.decode(errors="replace")
