/* The JSON documents of the bindings where no vector goes: wrong members, problems, depth. */
#include <jansson.h>

#include "check.h"
#include "signing.h"

/* Members of the wrong type and unknown members stand as their JSON text; strings that are no UTF-8 are left out. */
static void check_request_document(void)
{
    dxi_create_interconnect_request *request =
        signing_request("{\"interconnectName\":5,\"foo\":{\"a\":[1.10]},\"location\":\"EqDC2\",\"requestMACSec\":true,"
                        "\"tags\":[{\"key\":\"k\",\"value\":\"v\"},[7],{\"key\":\"l\"}]}");
    CHECK_NUMBER(dxi_create_interconnect_request_set_lag_id(request, "\xff", 1), DXI_ERROR_INVALID_UTF8);
    char *json = NULL;
    CHECK_NUMBER(dxi_create_interconnect_request_to_json(request, &json), DXI_OK);
    json_t *document = json_loads(json ? json : "", 0, NULL);
    json_t *expected =
        json_pack("{s:{s:s,s:s,s:s},s:s,s:b,s:[{s:s,s:s},{s:s}]}", "unknownMembers", "interconnectName", "5", "foo",
                  "{\"a\":[1.10]}", "tags[1]", "[7]", "location", "EqDC2", "requestMACSec", 1, "tags", "key", "k", "value", "v",
                  "key", "l");
    if (!CHECK(json_equal(document, expected)))
        printf("    %s\n", json);
    json_decref(expected);
    json_decref(document);
    dxi_string_free(json);
    dxi_create_interconnect_request_free(request);
}

static void check_empty_request(void)
{
    dxi_create_interconnect_request *request = dxi_create_interconnect_request_new();
    char *json = NULL;
    CHECK_NUMBER(dxi_create_interconnect_request_to_json(request, &json), DXI_OK);
    json_t *document = json_loads(json ? json : "", 0, NULL);
    CHECK(json_is_object(document));
    CHECK_NUMBER(json_object_size(document), 0);
    json_decref(document);
    dxi_string_free(json);
    dxi_create_interconnect_request_free(request);
}

/* However deep, a text of a request is an answer and no crash. */
static void check_deep_request(size_t depth, const char *open, const char *close)
{
    const char *before = "{\"interconnectName\":\"a\",\"bandwidth\":\"1Gbps\",\"location\":\"EqDC2\",\"foo\":";
    char *text = malloc(strlen(before) + depth * (strlen(open) + strlen(close)) + 3), *end = text;
    end += sprintf(end, "%s", before);
    for (size_t i = 0; i < depth; i++)
        end += sprintf(end, "%s", open);
    *end++ = '0';
    for (size_t i = 0; i < depth; i++)
        end += sprintf(end, "%s", close);
    *end++ = '}';
    dxi_create_interconnect_request *request = NULL;
    dxi_problems *problems = NULL;
    dxi_status status = dxi_create_interconnect_request_from_json(text, (size_t)(end - text), &request, &problems);
    CHECK(status == DXI_OK || status == DXI_ERROR_INVALID_JSON);
    if (status == DXI_OK) {
        char *json = NULL;
        CHECK_NUMBER(dxi_create_interconnect_request_validate(request, 0, NULL), DXI_ERROR_INVALID_REQUEST);
        CHECK_NUMBER(dxi_create_interconnect_request_validate(request, DXI_ALLOW_UNKNOWN_MEMBERS, NULL), DXI_OK);
        CHECK_NUMBER(dxi_create_interconnect_request_to_json(request, &json), DXI_OK);
        dxi_string_free(json);
    } else {
        CHECK_NUMBER(dxi_problems_count(problems), 1);
        CHECK(dxi_problems_position(problems, 0, NULL, NULL, NULL));
    }
    dxi_problems_free(problems);
    dxi_create_interconnect_request_free(request);
    /* Cut in the depths: the position of the end. */
    problems = NULL;
    request = NULL;
    CHECK_NUMBER(dxi_create_interconnect_request_from_json(text, (size_t)(end - text) / 2, &request, &problems),
                 DXI_ERROR_INVALID_JSON);
    dxi_problems_free(problems);
    free(text);
}

/* Mistakes and members without number: all found, in time that grows as the text does. */
static void check_many(void)
{
    enum { many = 50000 };
    char *text = malloc(many * 40), *end = text;
    end += sprintf(end, "{\"interconnectName\":\"a\",\"bandwidth\":\"1Gbps\",\"location\":\"EqDC2\",\"tags\":[");
    for (int i = 0; i < many; i++)
        end += sprintf(end, "%s{\"key\":\"%s%d\"}", i ? "," : "", i % 2 ? "k" : "same", i % 2 ? i : 0);
    end += sprintf(end, "]");
    for (int i = 0; i < many / 2; i++)
        end += sprintf(end, ",\"n%d\":%d", i, i);
    end += sprintf(end, "}");
    dxi_create_interconnect_request *request = NULL;
    dxi_problems *problems = NULL;
    CHECK_NUMBER(dxi_create_interconnect_request_from_json(text, (size_t)(end - text), &request, NULL), DXI_OK);
    CHECK_NUMBER(dxi_create_interconnect_request_validate(request, 0, &problems), DXI_ERROR_INVALID_REQUEST);
    /* Unknown members, too many tags, the same key again and again. */
    CHECK_NUMBER(dxi_problems_count(problems), many / 2 + 1 + many / 2 - 1);
    dxi_problems_free(problems);
    dxi_create_interconnect_request_free(request);
    free(text);
}

/* Every beginning of a text that is one is none, and says that it ends there. */
static void check_cut_request(void)
{
    const char *text =
        "{\"interconnectName\":\"Z\\u00fcrich \\ud83d\\ude00\",\"bandwidth\":\"10Gbps\",\"requestMACSec\":true,\"tags\":[{\"key\":\"k\"},{\"key\":\"l\"}],\"x\":-1.5e3,\"y\":null}";
    for (size_t length = 0; length < strlen(text); length++) {
        char *cut = malloc(length ? length : 1);
        memcpy(cut, text, length);
        dxi_create_interconnect_request *request = NULL;
        dxi_problems *problems = NULL;
        size_t offset = 0;
        CHECK_NUMBER(dxi_create_interconnect_request_from_json(cut, length, &request, &problems), DXI_ERROR_INVALID_JSON);
        CHECK_NUMBER(dxi_problems_code(problems, 0), DXI_PROBLEM_INVALID_JSON);
        CHECK(dxi_problems_position(problems, 0, NULL, NULL, &offset));
        CHECK_NUMBER(offset, length);
        dxi_problems_free(problems);
        free(cut);
    }
}

/* Every character there is comes back from a document as it went in. */
static void check_every_character(void)
{
    for (unsigned byte = 1; byte < 0x110000; byte += byte < 0x3000 ? 1 : 0x101) {
        char value[5] = {0};
        size_t length = 0;
        if (byte >= 0xd800 && byte < 0xe000)
            continue;
        if (byte < 0x80) {
            value[length++] = (char)byte;
        } else if (byte < 0x800) {
            value[length++] = (char)(0xc0 | byte >> 6);
            value[length++] = (char)(0x80 | (byte & 0x3f));
        } else if (byte < 0x10000) {
            value[length++] = (char)(0xe0 | byte >> 12);
            value[length++] = (char)(0x80 | (byte >> 6 & 0x3f));
            value[length++] = (char)(0x80 | (byte & 0x3f));
        } else {
            value[length++] = (char)(0xf0 | byte >> 18);
            value[length++] = (char)(0x80 | (byte >> 12 & 0x3f));
            value[length++] = (char)(0x80 | (byte >> 6 & 0x3f));
            value[length++] = (char)(0x80 | (byte & 0x3f));
        }
        dxi_create_interconnect_request *request = dxi_create_interconnect_request_new(), *back = NULL;
        char *json = NULL;
        CHECK_NUMBER(dxi_create_interconnect_request_set_provider_name(request, value, length), DXI_OK);
        CHECK_NUMBER(dxi_create_interconnect_request_to_json(request, &json), DXI_OK);
        CHECK_NUMBER(dxi_create_interconnect_request_from_json(json, DXI_NUL_TERMINATED, &back, NULL), DXI_OK);
        CHECK_TEXT(dxi_create_interconnect_request_provider_name(back, NULL), value);
        dxi_string_free(json);
        dxi_create_interconnect_request_free(back);
        dxi_create_interconnect_request_free(request);
    }
}

int main(void)
{
    check_request_document();
    check_empty_request();
    check_deep_request(31, "[", "]");
    check_deep_request(1000, "{\"a\":", "}");
    check_deep_request(1000000, "[", "]");
    check_deep_request(1000000, "{\"a\":", "}");
    check_many();
    check_cut_request();
    check_every_character();
    return check_finish();
}
