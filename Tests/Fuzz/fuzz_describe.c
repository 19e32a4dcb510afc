/* A request of DescribeInterconnects as JSON text, and the same by setters. */
#include <stdlib.h>

#include "fuzz.h"

typedef dxi_describe_interconnects_request request;

static dxi_signer *signer(void)
{
    static dxi_signer *made;
    if (!made)
        REQUIRE(dxi_signer_new(&(dxi_signer_options){.size = sizeof(dxi_signer_options),
                                                     .access_key_id = "AKIDEXAMPLE",
                                                     .secret_access_key = "secret",
                                                     .region = "us-east-1"},
                               &made, NULL) == DXI_OK);
    return made;
}

/* Validate, body and signature agree; the body says to jansson what the getters say. */
static void check_request(const request *request)
{
    FUZZ_CHECK_GETTER(dxi_describe_interconnects_request_interconnect_id, request);
    FUZZ_CHECK_GETTER(dxi_describe_interconnects_request_next_token, request);
    for (uint32_t rules = 0; rules < 4; rules++) {
        dxi_problems *problems = NULL;
        char *body = NULL;
        size_t length = 0, id_length = 0, token_length = 0;
        dxi_status status = dxi_describe_interconnects_request_validate(request, rules, &problems);
        REQUIRE(status == DXI_OK || status == DXI_ERROR_INVALID_REQUEST);
        fuzz_check_problems(problems, status != DXI_OK);
        dxi_problems_free(problems);
        REQUIRE(dxi_describe_interconnects_request_body(request, rules, &body, &length, NULL) == status);
        const dxi_sign_options options = {.size = sizeof options, .rules = rules};
        dxi_http_request *http = NULL;
        REQUIRE(dxi_signer_sign_describe_interconnects(signer(), request, 1767323045, &options, &http, NULL) == status);
        REQUIRE((http != NULL) == (status == DXI_OK) && (body != NULL) == (status == DXI_OK));
        if (body) {
            json_error_t error;
            json_t *tree = json_loadb(body, length, JSON_ALLOW_NUL, &error);
            REQUIRE(tree || fuzz_is_excused(&error));
            const char *id = dxi_describe_interconnects_request_interconnect_id(request, &id_length);
            const char *token = dxi_describe_interconnects_request_next_token(request, &token_length);
            int64_t results = 0;
            bool has_results = dxi_describe_interconnects_request_max_results(request, &results);
            const json_t *value = json_object_get(tree, "interconnectId");
            REQUIRE(!tree || (id ? json_string_length(value) == id_length && !memcmp(json_string_value(value), id, id_length) : !value));
            value = json_object_get(tree, "nextToken");
            REQUIRE(!tree || (token ? json_string_length(value) == token_length && !memcmp(json_string_value(value), token, token_length) : !value));
            value = json_object_get(tree, "maxResults");
            REQUIRE(!tree || (has_results ? json_is_integer(value) && json_integer_value(value) == results : !value));
            json_decref(tree);
            fuzz_check_signed(http, "secret", "us-east-1");
        }
        dxi_string_free(body);
        dxi_http_request_free(http);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_bytes text = fuzz_rest(&data, &size);
    json_error_t error = {.text = ""};
    json_t *tree = json_loadb(text.start, text.length, JSON_ALLOW_NUL, &error);
    request *request = NULL;
    dxi_problems *problems = NULL;
    dxi_status status = dxi_describe_interconnects_request_from_json(text.start, text.length, &request, &problems);
    fuzz_check_problems(problems, status != DXI_OK);
    REQUIRE((request != NULL) == (status == DXI_OK));
    REQUIRE(!request || json_is_object(tree) || fuzz_is_excused(&error));
    char *json = NULL;
    REQUIRE(dxi_signer_sign_json(signer(), DXI_OPERATION_DESCRIBE_INTERCONNECTS, text.start, text.length, 1767323045, NULL, &json) ==
            (request ? dxi_describe_interconnects_request_validate(request, 0, NULL) : status));
    json_decref(fuzz_document(json));
    if (request) {
        check_request(request);
        json = NULL;
        REQUIRE(dxi_describe_interconnects_request_to_json(request, &json) == DXI_OK);
        json_decref(fuzz_document(json));
    } else {
        request = dxi_describe_interconnects_request_new();
    }

    /* By setters: the text itself as a value, and its first bytes as a number. */
    int64_t number = 0, read = 0;
    memcpy(&number, text.start, text.length < sizeof number ? text.length : sizeof number);
    dxi_describe_interconnects_request *copy = dxi_describe_interconnects_request_copy(request);
    dxi_describe_interconnects_request_free(request);
    bool is_utf8 = fuzz_is_utf8(text.start, text.length);
    REQUIRE(dxi_describe_interconnects_request_set_max_results(copy, number) == DXI_OK);
    REQUIRE(dxi_describe_interconnects_request_max_results(copy, &read) && read == number);
    REQUIRE((dxi_describe_interconnects_request_set_next_token(copy, text.start, text.length) == DXI_OK) == is_utf8);
    check_request(copy);
    REQUIRE((dxi_describe_interconnects_request_set_interconnect_id(copy, text.start, text.length) == DXI_OK) == is_utf8);
    REQUIRE(is_utf8 || dxi_describe_interconnects_request_validate(copy, 0, NULL) == DXI_ERROR_INVALID_REQUEST);
    REQUIRE(dxi_describe_interconnects_request_unset(copy, (int32_t)(number & 3)) == ((number & 3) == 3 ? DXI_ERROR_INVALID_ARGUMENT : DXI_OK));
    check_request(copy);
    dxi_describe_interconnects_request_free(copy);
    dxi_problems_free(problems);
    json_decref(tree);
    free(text.start);
    return 0;
}
