/*
 * Setters in any order, against a model of what the request must then hold. Each part of an input is one call: a
 * letter for what, and a value.
 */
#include <stdio.h>
#include <stdlib.h>

#include "fuzz.h"

typedef dxi_create_interconnect_request request;
typedef dxi_status setter(request *, const char *, size_t);
typedef const char *getter(const request *, size_t *);

static const struct {
    char letter;
    dxi_create_interconnect_request_member number;
    setter *set;
    getter *get;
} members[] = {
    {'n', DXI_REQUEST_INTERCONNECT_NAME, dxi_create_interconnect_request_set_interconnect_name,
     dxi_create_interconnect_request_interconnect_name},
    {'b', DXI_REQUEST_BANDWIDTH, dxi_create_interconnect_request_set_bandwidth, dxi_create_interconnect_request_bandwidth},
    {'l', DXI_REQUEST_LOCATION, dxi_create_interconnect_request_set_location, dxi_create_interconnect_request_location},
    {'g', DXI_REQUEST_LAG_ID, dxi_create_interconnect_request_set_lag_id, dxi_create_interconnect_request_lag_id},
    {'p', DXI_REQUEST_PROVIDER_NAME, dxi_create_interconnect_request_set_provider_name,
     dxi_create_interconnect_request_provider_name},
};
enum { MEMBERS = sizeof members / sizeof *members, BANDWIDTH = 1, MOST_TAGS = 300 };

/* What was last set. */
typedef struct text {
    enum { ABSENT, VALID, WRONG } state;
    char *start;
    size_t length;
} text;

static struct {
    text members[MEMBERS];
    struct {
        text key, value;
    } tags[MOST_TAGS];
    size_t tag_count;
    int mac_sec; /* -1: absent */
} model;

static void keep(text *text, const char *start, size_t length)
{
    char *copy = NULL;
    if (start) {
        copy = malloc(length + 1);
        memcpy(copy, start, length);
        copy[length] = 0;
    }
    free(text->start);
    *text = (struct text){!start || fuzz_is_utf8(copy, length) ? VALID : WRONG, copy, length};
    if (!start)
        text->state = ABSENT;
}

static void forget_tags(void)
{
    for (size_t i = 0; i < model.tag_count; i++) {
        free(model.tags[i].key.start);
        free(model.tags[i].value.start);
        memset(&model.tags[i], 0, sizeof model.tags[i]);
    }
    model.tag_count = 0;
}

static void check_text(const text *expected, const char *actual, size_t length)
{
    if (expected->state != VALID)
        REQUIRE(!actual);
    else
        REQUIRE(actual && length == expected->length && !memcmp(actual, expected->start, length));
}

static bool is_wrong(void)
{
    bool wrong = false;
    for (int i = 0; i < MEMBERS; i++)
        wrong = wrong || model.members[i].state == WRONG;
    for (size_t i = 0; i < model.tag_count; i++)
        wrong = wrong || model.tags[i].key.state != VALID || model.tags[i].value.state == WRONG;
    return wrong;
}

static void check_model(const request *request)
{
    size_t length = 0;
    for (int i = 0; i < MEMBERS; i++) {
        const char *actual = members[i].get(request, &length);
        check_text(&model.members[i], actual, length);
    }
    REQUIRE(dxi_create_interconnect_request_tag_count(request) == model.tag_count);
    for (size_t i = 0; i < model.tag_count; i++) {
        const char *actual = dxi_create_interconnect_request_tag_key(request, i, &length);
        check_text(&model.tags[i].key, actual, length);
        actual = dxi_create_interconnect_request_tag_value(request, i, &length);
        check_text(&model.tags[i].value, actual, length);
    }
    bool flag = false;
    REQUIRE(dxi_create_interconnect_request_request_mac_sec(request, &flag) == (model.mac_sec >= 0));
    REQUIRE(flag == (model.mac_sec == 1));
    /* What a setter could not take is never forgotten. */
    if (is_wrong())
        REQUIRE(dxi_create_interconnect_request_validate(request, 0, NULL) == DXI_ERROR_INVALID_REQUEST);
}

static int member_of(char letter)
{
    for (int i = 0; i < MEMBERS; i++)
        if (members[i].letter == letter)
            return i;
    return -1;
}

static void set(request *request, int member, const char *value, size_t length, size_t stated)
{
    text kept = {.start = NULL};
    keep(&kept, value, length); /* first, since the value may be the request's own */
    dxi_status status = members[member].set(request, value, stated);
    REQUIRE(status == (kept.state == VALID ? DXI_OK : DXI_ERROR_INVALID_UTF8));
    free(model.members[member].start);
    model.members[member] = kept;
}

static void add_tag(request *request, const char *key, size_t key_length, const char *value, size_t value_length)
{
    if (model.tag_count == MOST_TAGS)
        return;
    text *key_text = &model.tags[model.tag_count].key, *value_text = &model.tags[model.tag_count].value;
    keep(key_text, key, key_length);
    keep(value_text, value, value_length);
    dxi_status status = dxi_create_interconnect_request_add_tag(request, key, key_length, value, value_length);
    REQUIRE(status == (!key                                                       ? DXI_ERROR_NULL_ARGUMENT
                       : key_text->state == WRONG || value_text->state == WRONG ? DXI_ERROR_INVALID_UTF8
                                                                                  : DXI_OK));
    if (!key)
        key_text->state = WRONG;
    model.tag_count++;
}

static void refuse(request *request, char letter, const char *value, size_t length, dxi_status expected)
{
    int member = member_of(letter);
    if (member >= 0) {
        REQUIRE(members[member].set(request, value, length) == expected);
        model.members[member].state = WRONG;
    } else if (model.tag_count < MOST_TAGS) {
        keep(&model.tags[model.tag_count].key, "k", 1);
        REQUIRE(dxi_create_interconnect_request_add_tag(request, "k", 1, "", DXI_MAXIMUM_LENGTH + 1) == DXI_ERROR_INVALID_ARGUMENT);
        model.tags[model.tag_count++].value.state = WRONG;
    }
}

static void unset(request *request, int number)
{
    dxi_status status = dxi_create_interconnect_request_unset(request, number);
    REQUIRE(status == (number < 0 || number > DXI_REQUEST_REQUEST_MAC_SEC ? DXI_ERROR_INVALID_ARGUMENT : DXI_OK));
    for (int i = 0; i < MEMBERS; i++)
        if (members[i].number == number)
            keep(&model.members[i], NULL, 0);
    if (number == DXI_REQUEST_TAGS)
        forget_tags();
    if (number == DXI_REQUEST_REQUEST_MAC_SEC)
        model.mac_sec = -1;
}

static request *call(request *request, const fuzz_bytes *input)
{
    char letter = input->length ? input->start[0] : 0;
    const char *value = input->start + (input->length > 0);
    size_t length = input->length - (input->length > 0), other_length = 0;
    char first = length ? value[0] : 0, second = length > 1 ? value[1] : 0;
    int member = member_of(letter);
    if (member >= 0) {
        set(request, member, value, length, length);
        return request;
    }
    switch (letter) {
    case '0': { /* NUL-terminated */
        char *copy = malloc(length + 1);
        memcpy(copy, value, length);
        copy[length] = 0;
        set(request, member_of(first) < 0 ? 0 : member_of(first), copy, strlen(copy), DXI_NUL_TERMINATED);
        free(copy);
        break;
    }
    case 't': { /* key=value, or key */
        const char *equals = length ? memchr(value, '=', length) : NULL;
        size_t key_length = equals ? (size_t)(equals - value) : length;
        add_tag(request, value, key_length, equals ? equals + 1 : NULL, equals ? length - key_length - 1 : 0);
        break;
    }
    case 'T': { /* a tag of the request's own texts */
        const char *key = members[(unsigned char)first % MEMBERS].get(request, &length);
        const char *other = members[(unsigned char)second % MEMBERS].get(request, &other_length);
        add_tag(request, key, length, other, other_length);
        break;
    }
    case 's': { /* a member from another's text, or its own, or a part of it */
        const char *own = members[(unsigned char)first % MEMBERS].get(request, &length);
        size_t skip = length ? (unsigned char)second % length : 0;
        if (own)
            set(request, (second >> 4 & 7) % MEMBERS, own + skip, length - skip, length - skip);
        break;
    }
    case 'm':
        REQUIRE(dxi_create_interconnect_request_set_request_mac_sec(request, first & 1) == DXI_OK);
        model.mac_sec = first & 1;
        break;
    case 'G': {
        char gbps[32];
        uint32_t number = 0;
        memcpy(&number, value, length < sizeof number ? length : sizeof number);
        REQUIRE(dxi_create_interconnect_request_set_bandwidth_gbps(request, number) == DXI_OK);
        keep(&model.members[BANDWIDTH], gbps, (size_t)snprintf(gbps, sizeof gbps, "%uGbps", number));
        break;
    }
    case 'u':
        unset(request, first - '0');
        break;
    case 'z':
        if (member_of(first) >= 0)
            refuse(request, first, NULL, 0, DXI_ERROR_NULL_ARGUMENT);
        break;
    case 'Z':
        refuse(request, first, "", DXI_MAXIMUM_LENGTH + 1 + (unsigned char)second, DXI_ERROR_INVALID_ARGUMENT);
        break;
    case 'c':   /* go on with a copy; the original is changed and goes */
    case 'C': { /* or go on with the original, and change the copy */
        dxi_create_interconnect_request *copy = dxi_create_interconnect_request_copy(request);
        dxi_create_interconnect_request *gone = letter == 'c' ? request : copy;
        request = letter == 'c' ? copy : request;
        dxi_create_interconnect_request_set_location(gone, "elsewhere", DXI_NUL_TERMINATED);
        dxi_create_interconnect_request_add_tag(gone, "more", DXI_NUL_TERMINATED, value, length);
        dxi_create_interconnect_request_unset(gone, DXI_REQUEST_INTERCONNECT_NAME);
        check_model(request);
        dxi_create_interconnect_request_free(gone);
        break;
    }
    case 'v':
        fuzz_check_request(request);
        break;
    default:
        break;
    }
    return request;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    request *request = dxi_create_interconnect_request_new();
    model.mac_sec = -1;
    while (size) {
        fuzz_bytes input = fuzz_part(&data, &size);
        request = call(request, &input);
        free(input.start);
    }
    check_model(request);
    fuzz_check_request(request);
    dxi_create_interconnect_request_free(request);
    forget_tags();
    for (int i = 0; i < MEMBERS; i++)
        keep(&model.members[i], NULL, 0);
    return 0;
}
