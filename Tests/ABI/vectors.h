/* Reads Tests/Vectors, as Tests/Vectors/README.md describes it. The programs run from the repository's root. */
#ifndef VECTORS_H
#define VECTORS_H

#include <jansson.h>
#include <stddef.h>
#include <stdint.h>

#include "dxinterconnect.h"

/* Checks each case of a file, under its name; ends the program if there are none. */
void vectors_run(const char *path, void (*check)(const json_t *test_case));

/* A member's bytes, from `name` or in base64 from `base64_name`; NULL if neither is there. Free with free(). */
char *vectors_bytes(const json_t *test_case, const char *name, const char *base64_name, size_t *length);

/* A member as a string; NULL if it is not there. Borrowed. */
const char *vectors_text(const json_t *test_case, const char *name);

bool vectors_flag(const json_t *test_case, const char *name);

/* Checks that a string of the library's is what a document's member says, absence included. */
bool vectors_check_member(const json_t *document, const char *name, const char *actual, size_t length);

/* The status of this name; ends the program if there is none. */
dxi_status vectors_status(const char *name);

/* The bits of the rules that a list names. */
uint32_t vectors_rules(const json_t *names);

/* What came back, of a case that has the members of responses.json. Free with vectors_free_response(). */
dxi_http_response vectors_response(const json_t *response, dxi_operation operation);
void vectors_free_response(const dxi_http_response *response);

/* Reads the answer of such a case. */
dxi_answer *vectors_answer(const json_t *response, dxi_operation operation);

/* The request of a JSON object, which has no mistakes but those that validation finds. */
dxi_create_interconnect_request *vectors_request(const json_t *members);

/* Checks a list of problems through the getters and through its JSON document. */
void vectors_check_problems(const json_t *expected, const dxi_problems *problems);

/* The same of a getter's call, in which `&length` is where the getter writes its length. */
#define VECTORS_CHECK(document, name, call)                                                                                      \
    do {                                                                                                                         \
        size_t length = 0;                                                                                                       \
        const char *text_ = (call);                                                                                              \
        vectors_check_member((document), (name), text_, length);                                                                 \
    } while (0)

#endif
