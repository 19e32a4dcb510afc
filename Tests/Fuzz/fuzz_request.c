/* A request's JSON text, whole: what is taken, what every value is, and whether all that asks of it agrees. */
#include <stdlib.h>

#include "document.h"
#include "fuzz.h"

static bool has_name_like_an_element(const json_t *tree)
{
    const char *name;
    json_t *value;
    json_object_foreach((json_t *)tree, name, value) if (!strncmp(name, "tags[", 5)) return true;
    return false;
}

/* Signing a text in one call says what reading, validating and signing say. */
static void check_sign_json(const char *text, size_t length, dxi_status status, const dxi_create_interconnect_request *request)
{
    static dxi_signer *signer;
    if (!signer)
        REQUIRE(dxi_signer_new(&(dxi_signer_options){.size = sizeof(dxi_signer_options),
                                                     .access_key_id = "AKIDEXAMPLE",
                                                     .secret_access_key = "secret",
                                                     .region = "us-east-1"},
                               &signer, NULL) == DXI_OK);
    if (request)
        status = dxi_create_interconnect_request_validate(request, 0, NULL);
    char *json = NULL;
    REQUIRE(dxi_signer_sign_json(signer, DXI_OPERATION_CREATE_INTERCONNECT, text, length, 1767323045, NULL, &json) == status);
    json_t *document = fuzz_document(json);
    REQUIRE(!strcmp(json_string_value(json_object_get(document, "status")), dxi_status_name(status)));
    REQUIRE((json_object_get(document, "httpRequest") != NULL) == (status == DXI_OK));
    REQUIRE(json_is_array(json_object_get(document, "problems")));
    REQUIRE(status == DXI_OK || json_array_size(json_object_get(document, "problems")));
    json_decref(document);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const uint8_t *all = data;
    size_t length = size;
    fuzz_bytes text = fuzz_rest(&data, &size);
    json_error_t error = {.text = ""}, again;
    json_t *tree = json_loadb(text.start, text.length, JSON_ALLOW_NUL | JSON_DECODE_ANY, &error);
    json_t *unique = json_loadb(text.start, text.length, JSON_ALLOW_NUL | JSON_REJECT_DUPLICATES, &again);

    dxi_create_interconnect_request *request = NULL;
    dxi_problems *problems = NULL;
    dxi_status status = dxi_create_interconnect_request_from_json(text.start, text.length, &request, &problems);
    REQUIRE(status == DXI_OK || status == DXI_ERROR_INVALID_JSON);
    REQUIRE((status == DXI_OK) == (request != NULL));
    REQUIRE(dxi_problems_count(problems) == (request ? 0 : 1));
    fuzz_check_problems(problems, !request);
    size_t line, column, offset = 0;
    REQUIRE(request || (dxi_problems_position(problems, 0, &line, &column, &offset) && offset <= text.length));

    dxi_problem_code code = dxi_problems_code(problems, 0);
    if (request && !tree)
        REQUIRE(fuzz_is_excused(&error));
    /* Jansson passes over a NUL between two tokens; we do not. */
    if (!request && tree && !(length && memchr(all, 0, length)))
        REQUIRE(json_is_object(tree) ? code == DXI_PROBLEM_DUPLICATE_MEMBER && !unique : code == DXI_PROBLEM_WRONG_TYPE);
    check_sign_json(text.start, text.length, status, request);
    if (request) {
        char *json = NULL;
        REQUIRE(dxi_create_interconnect_request_to_json(request, &json) == DXI_OK);
        json_t *document = fuzz_document(json);
        if (tree && !has_name_like_an_element(tree))
            document_check(document, tree, document_request, false);
        json_decref(document);
        fuzz_check_request(request);
        dxi_create_interconnect_request *copy = dxi_create_interconnect_request_copy(request);
        REQUIRE(fuzz_is_same_request(request, copy));
        dxi_create_interconnect_request_free(request);
        fuzz_check_request(copy);
        dxi_create_interconnect_request_free(copy);
    }
    dxi_problems_free(problems);
    json_decref(tree);
    json_decref(unique);
    free(text.start);
    return 0;
}
