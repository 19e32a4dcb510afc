/* Our documents against jansson's tree of the same text: every member, every value, whatever is unknown to the library. */
#include <stdio.h>
#include <stdlib.h>

#include "fuzz.h"
#include "document.h"

static const document_member tag[] = {{"key", KIND_STRING, NULL}, {"value", KIND_STRING, NULL}, {NULL, 0, NULL}};
static const document_member mac_sec_key[] = {
    {"secretARN", KIND_STRING, NULL}, {"ckn", KIND_STRING, NULL},     {"state", KIND_STRING, NULL},
    {"startOn", KIND_STRING, NULL},   {NULL, 0, NULL},
};
const document_member document_request[] = {
    {"interconnectName", KIND_STRING, NULL},
    {"bandwidth", KIND_STRING, NULL},
    {"location", KIND_STRING, NULL},
    {"lagId", KIND_STRING, NULL},
    {"tags", KIND_LIST, tag},
    {"providerName", KIND_STRING, NULL},
    {"requestMACSec", KIND_BOOLEAN, NULL},
    {NULL, 0, NULL},
};
const document_member document_interconnect[] = {
    {"interconnectId", KIND_STRING, NULL},
    {"interconnectName", KIND_STRING, NULL},
    {"interconnectState", KIND_STRING, NULL},
    {"region", KIND_STRING, NULL},
    {"location", KIND_STRING, NULL},
    {"bandwidth", KIND_STRING, NULL},
    {"loaIssueTime", KIND_TIMESTAMP, NULL},
    {"lagId", KIND_STRING, NULL},
    {"awsDevice", KIND_STRING, NULL},
    {"jumboFrameCapable", KIND_BOOLEAN, NULL},
    {"awsDeviceV2", KIND_STRING, NULL},
    {"awsLogicalDeviceId", KIND_STRING, NULL},
    {"hasLogicalRedundancy", KIND_STRING, NULL},
    {"tags", KIND_LIST, tag},
    {"providerName", KIND_STRING, NULL},
    {"macSecCapable", KIND_BOOLEAN, NULL},
    {"portEncryptionStatus", KIND_STRING, NULL},
    {"encryptionMode", KIND_STRING, NULL},
    {"macSecKeys", KIND_LIST, mac_sec_key},
    {NULL, 0, NULL},
};

static bool is_known(const document_member *shape, const char *name, size_t length)
{
    for (; shape->name; shape++)
        if (strlen(shape->name) == length && !memcmp(shape->name, name, length))
            return true;
    return false;
}

/* An unknown member stands as its JSON text, which must say what jansson read. */
static void check_unknown(const json_t *texts, const char *name, size_t length, const json_t *value)
{
    const json_t *text = json_object_getn(texts, name, length);
    REQUIRE(json_is_string(text));
    json_t *again =
        json_loadb(json_string_value(text), json_string_length(text), JSON_ALLOW_NUL | JSON_DECODE_ANY, NULL);
    REQUIRE(again && json_equal(again, value));
    json_decref(again);
}

static void check_list(const json_t *document, const json_t *unknown, const json_t *tree, const document_member *member,
                       bool of_answer, size_t *others)
{
    const json_t *value;
    size_t index, objects = 0;
    json_array_foreach(tree, index, value)
    {
        if (json_is_object(value)) {
            document_check(json_array_get(document, objects++), value, member->elements, of_answer);
        } else if (!of_answer) {
            char name[64];
            int length = snprintf(name, sizeof name, "%s[%zu]", member->name, index);
            check_unknown(unknown, name, (size_t)length, value);
            ++*others;
        }
    }
    REQUIRE(json_is_array(document) && json_array_size(document) == objects);
}

void document_check(const json_t *document, const json_t *tree, const document_member *shape, bool of_answer)
{
    const json_t *unknown = json_object_get(document, "unknownMembers");
    size_t members = 0, others = 0;
    for (const document_member *member = shape; member->name; member++) {
        const json_t *value = json_object_get(tree, member->name), *ours = json_object_get(document, member->name);
        bool fits = member->kind == KIND_STRING    ? json_is_string(value)
                    : member->kind == KIND_BOOLEAN ? json_is_boolean(value)
                    : member->kind == KIND_LIST    ? json_is_array(value)
                                                   : json_is_string(value) || json_is_number(value);
        if (!value || !fits) {
            REQUIRE(!ours);
            if (value && !of_answer) {
                check_unknown(unknown, member->name, strlen(member->name), value);
                others++;
            }
            continue;
        }
        if (member->kind == KIND_TIMESTAMP) {
            members += ours != NULL;
            REQUIRE(!ours || json_is_integer(ours));
            /* Of a number: microseconds; a double is exact enough to a few of them in the years that are taken. */
            if (ours && json_is_number(value)) {
                double difference = json_number_value(value) * 1e6 - (double)json_integer_value(ours);
                REQUIRE(difference > -130 && difference < 130);
            }
            continue;
        }
        members++;
        if (member->kind == KIND_LIST)
            check_list(ours, unknown, value, member, of_answer, &others);
        else
            REQUIRE(ours && json_equal(ours, value));
    }
    const char *name;
    size_t length;
    json_t *value;
    json_object_keylen_foreach((json_t *)tree, name, length, value)
    {
        if (is_known(shape, name, length))
            continue;
        check_unknown(unknown, name, length, value);
        others++;
    }
    REQUIRE(json_object_size(unknown) == others);
    REQUIRE(json_object_size(document) == members + (unknown != NULL));
}
