/*
 * What the fuzzers share. An input is text, so that a person can read and write one: its parts end with the byte
 * 0x1e, which the library takes like any other control character.
 */
#ifndef FUZZ_H
#define FUZZ_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "dxinterconnect.h"

/* Ends the run where something is not so: libFuzzer then keeps the input. */
#define REQUIRE(condition) ((condition) ? (void)0 : fuzz_fail(#condition, __FILE__, __LINE__))
_Noreturn void fuzz_fail(const char *condition, const char *file, int line);

/* Bytes in memory of exactly their length, so that AddressSanitizer sees a step beyond the end. */
typedef struct fuzz_bytes {
    char *start;
    size_t length;
} fuzz_bytes;

/* Copies of the next part, and of all that is left. The second is NUL-terminated as well: a NUL is a part's end for C. Free with free(). */
fuzz_bytes fuzz_part(const uint8_t **data, size_t *size);
fuzz_bytes fuzz_rest(const uint8_t **data, size_t *size);
char *fuzz_text(const uint8_t **data, size_t *size);

/* A part as a number; 0 for none. */
long long fuzz_number(const uint8_t **data, size_t *size);

/* What came back, of all that is left: delivery, status, time, headers, body. Free with fuzz_free_response(). */
dxi_http_response fuzz_response(const uint8_t **data, size_t *size, dxi_operation operation);
void fuzz_free_response(dxi_http_response *response);

/* Jansson as the judge of what UTF-8 is. */
bool fuzz_is_utf8(const char *text, size_t length);

/*
 * What a getter of strings promises. `text` and `length` is what it said when it was asked for the length, and
 * `without` what it said when it was not.
 */
void fuzz_check_string(const char *text, size_t length, const char *without);
#define FUZZ_CHECK_GETTER(getter, ...)                                                                                           \
    do {                                                                                                                         \
        size_t length_ = 0;                                                                                                      \
        const char *text_ = getter(__VA_ARGS__, &length_);                                                                       \
        fuzz_check_string(text_, length_, getter(__VA_ARGS__, NULL));                                                            \
    } while (0)

/* The counts, places, texts and the JSON document of a list agree; it has errors or has not. Does not free it. */
void fuzz_check_problems(const dxi_problems *problems, bool has_errors);
bool fuzz_has_problem(const dxi_problems *problems, dxi_problem_code code);

/* A document of the library's, which must be JSON to jansson. Frees the text. */
json_t *fuzz_document(char *text);

/* Why jansson may refuse what the library takes: numbers beyond a double or 64 bits, half a surrogate pair, NUL in a name, depth. */
bool fuzz_is_excused(const json_error_t *error);

/* The getters of an interconnect, created or described, say what its document says. */
void fuzz_check_interconnect(const dxi_interconnect *interconnect, const json_t *document);

/*
 * Everything that must hold of any request, however it came to be: validate, body, sign, sign_json, describe and copy
 * agree with each other, and jansson reads in the body what the getters say.
 */
void fuzz_check_request(const dxi_create_interconnect_request *request);

/* Whether two requests' getters say the same. */
bool fuzz_is_same_request(const dxi_create_interconnect_request *left, const dxi_create_interconnect_request *right);

/* A signed request: no header can be split, the signature is nettle's, the documents agree. */
void fuzz_check_signed(const dxi_http_request *http, const char *secret, const char *region);

#endif
