/*
 * What Go calls: each step of an order in one cgo call.
 *
 * A cgo call costs more than most getters do, and Go may not hand C a pointer to memory that itself holds
 * Go pointers, as every struct with strings does. The JSON calls would do, but to read an answer as JSON takes
 * C 5 times as long (4.0 µs against 0.75 µs), and encoding/json longer than all of that. So what crosses, both ways, is one run of bytes:
 *
 *     number  8 bytes, little-endian
 *     text    a number, its length, or -1: absent; then the bytes and a NUL, which the length leaves out
 *
 * Everything but a signer and an ensure is made and freed within the call. The caller brings the memory for what comes
 * out, and learns the size that it takes: where that is more than `capacity`, what was written is cut
 * short, and the caller calls again with more. That is safe: every function here that writes there is a pure one.
 */
#ifndef DXINTERCONNECT_GO_NATIVE_H
#define DXINTERCONNECT_GO_NATIVE_H

#include <dxinterconnect.h>

#if DXI_ABI_VERSION != 1
#error "this Go package is written for ABI version 1 of libdxinterconnect, and pkg-config found another: install the library and the Go package of the same release"
#endif

typedef struct dxgo_result {
    dxi_status status;
    size_t size; /* of what there is to read */
    dxi_signer *signer;
    dxi_ensure *ensure;
} dxgo_result;

enum { DXGO_USE_FIPS = 1, DXGO_USE_DUALSTACK = 2, DXGO_ALLOW_PLAINTEXT = 4 };

/* In: access key id, secret, session token, region, endpoint, user agent. Out: problems. */
dxgo_result dxgo_signer_new(const char *in, uint32_t flags, char *out, size_t capacity);

/* In: request. Out: problems. */
dxgo_result dxgo_validate(const char *in, uint32_t rules, char *out, size_t capacity);

/*
 * In: invocation id, request. Out: problems, and if OK: url, host, body, canonical request, string to sign
 * (both absent without `details`), the number of headers, and a name and a value of each.
 */
dxgo_result dxgo_sign(const dxi_signer *signer, const char *in, int64_t now, uint32_t rules, uint32_t attempt, bool details,
                      char *out, size_t capacity);

/* In: invocation id, request. Out: problems, and if OK the description. */
dxgo_result dxgo_describe(const dxi_signer *signer, const char *in, int64_t now, uint32_t rules, char *out, size_t capacity);

/* In: a response without its body, which is handed over as it is. Out: see dxgo_read in native.c, which answer.go reads in the same order. */
dxgo_result dxgo_read(const char *in, size_t length, const char *body, size_t body_length, char *out, size_t capacity);

/* In: reconcile options, request; as body, the interconnects as the wire has them. Out: problems, and if OK the reconciliation. */
dxgo_result dxgo_reconcile(const char *in, const char *body, size_t body_length, char *out, size_t capacity);

/* In: reconcile options, the numbers of dxi_ensure_options, request. Out: problems. */
dxgo_result dxgo_ensure_new(const char *in, char *out, size_t capacity);

/* Out: the members of the look that is to be sent. */
dxgo_result dxgo_ensure_look(const dxi_ensure *ensure, char *out, size_t capacity);

/* In: as of dxgo_read. */
dxi_status dxgo_ensure_receive(dxi_ensure *ensure, const char *in, size_t length, const char *body, size_t body_length);

/* Once it is done. Out: see dxgo_ensure_result in native.c, which machine.go reads in the same order. */
dxgo_result dxgo_ensure_result(const dxi_ensure *ensure, char *out, size_t capacity);

#endif
