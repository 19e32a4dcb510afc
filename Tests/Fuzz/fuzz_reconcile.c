/*
 * What is wanted, and pages of what is there: flags, the identity's tag key or "-", a request's JSON text, then bodies.
 * CREATE only if every interconnect that stands has another name than the one that is wanted, by the getters of the same
 * answers; nothing at all if one has none.
 */
#include <stdio.h>
#include <stdlib.h>

#include "fuzz.h"

enum { MOST_PAGES = 8 };

static bool is_same(const char *left, size_t left_length, const char *right, size_t right_length)
{
    return left && right && left_length == right_length && !memcmp(left, right, left_length);
}

/* The value of a tag; "" of one without, NULL where there is no such tag. */
static const char *wanted_tag(const dxi_create_interconnect_request *request, const char *key, size_t *length)
{
    size_t key_length = 0;
    for (size_t i = 0; i < dxi_create_interconnect_request_tag_count(request); i++) {
        const char *name = dxi_create_interconnect_request_tag_key(request, i, &key_length);
        if (!is_same(name, key_length, key, strlen(key)))
            continue;
        const char *value = dxi_create_interconnect_request_tag_value(request, i, length);
        *length = value ? *length : 0;
        return value ? value : "";
    }
    return NULL;
}

/* Of this value; with NULL, of any. */
static bool has_tag(const dxi_interconnect *interconnect, const char *key, const char *value, size_t length)
{
    size_t count = 0, key_length = 0, value_length = 0;
    dxi_interconnect_tags(interconnect, &count);
    for (size_t i = 0; i < count; i++) {
        const char *name = dxi_interconnect_tag_key(interconnect, i, &key_length);
        if (!is_same(name, key_length, key, strlen(key)))
            continue;
        /* The first of its key counts. */
        const char *actual = dxi_interconnect_tag_value(interconnect, i, &value_length);
        return !value || is_same(actual ? actual : "", actual ? value_length : 0, value, length);
    }
    return false;
}

/* How many interconnects are which. What is unclear cannot be told apart; what is untagged only if none is wanted. */
enum { OTHER, WANTED, UNCLEAR, UNTAGGED, KINDS };

static int compare(const char *left, size_t left_length, const char *right, size_t right_length)
{
    return left == NULL ? UNCLEAR : is_same(left, left_length, right, right_length) ? WANTED : OTHER;
}

static int kind_of(const dxi_interconnect *interconnect, const dxi_create_interconnect_request *request,
                   const dxi_reconcile_options *options)
{
    size_t left_length = 0, right_length = 0;
    dxi_interconnect_state state = dxi_interconnect_interconnect_state(interconnect);
    if (state == DXI_INTERCONNECT_STATE_DELETING || state == DXI_INTERCONNECT_STATE_DELETED)
        return OTHER;
    int by_location = WANTED, by_name;
    if (options->match_location) {
        const char *location = dxi_interconnect_location(interconnect, &left_length);
        by_location = compare(location, left_length, dxi_create_interconnect_request_location(request, &right_length), right_length);
    }
    if (options->identity_tag_key) {
        const char *value = wanted_tag(request, options->identity_tag_key, &right_length);
        const char *name = dxi_interconnect_interconnect_name(interconnect, &left_length);
        if (has_tag(interconnect, options->identity_tag_key, NULL, 0))
            by_name = value && has_tag(interconnect, options->identity_tag_key, value, right_length) ? WANTED : OTHER;
        else if (name && compare(name, left_length, dxi_create_interconnect_request_interconnect_name(request, &right_length), right_length) == WANTED)
            by_name = UNTAGGED;
        else
            by_name = OTHER;
    } else {
        const char *name = dxi_interconnect_interconnect_name(interconnect, &left_length);
        by_name = compare(name, left_length, dxi_create_interconnect_request_interconnect_name(request, &right_length), right_length);
    }
    return by_location == OTHER || by_name == OTHER ? OTHER : by_location == UNCLEAR ? UNCLEAR : by_name;
}

/* So many matches are looked through for an id that comes again. */
#define NAMED 10

/* Whether an interconnect that is wanted has the id of one before it: then both are one. */
static bool is_repeated(dxi_answer *const *answers, size_t page, size_t index, const dxi_create_interconnect_request *request,
                        const dxi_reconcile_options *options)
{
    const char *ids[NAMED];
    size_t lengths[NAMED], count = 0;
    for (size_t i = 0; i <= page; i++)
        for (size_t j = 0; j <= index || i < page; j++) {
            if (i < page && j == dxi_answer_interconnect_count(answers[i]))
                break;
            const dxi_interconnect *interconnect = dxi_answer_interconnect_at(answers[i], j);
            if (kind_of(interconnect, request, options) != WANTED)
                continue;
            size_t length = 0;
            const char *id = dxi_interconnect_interconnect_id(interconnect, &length);
            bool is_listed = false;
            for (size_t k = 0; k < count; k++)
                is_listed = is_listed || is_same(ids[k], lengths[k], id, length);
            if (i == page && j == index)
                return is_listed;
            if (!is_listed && count < NAMED) {
                ids[count] = id;
                lengths[count++] = length;
            }
        }
    return false;
}

static void check(const dxi_reconciliation *reconciliation, size_t expected)
{
    char *text = NULL;
    REQUIRE(dxi_reconciliation_to_json(reconciliation, &text) == DXI_OK);
    json_t *document = fuzz_document(text);
    size_t matches = dxi_reconciliation_match_count(reconciliation), conflicts = 0;
    size_t differences = dxi_reconciliation_difference_count(reconciliation);
    REQUIRE(matches == expected && json_array_size(json_object_get(document, "matches")) == matches);
    for (size_t i = 0; i < matches; i++)
        fuzz_check_interconnect(dxi_reconciliation_match(reconciliation, i), json_array_get(json_object_get(document, "matches"), i));
    REQUIRE(!dxi_reconciliation_match(reconciliation, matches));
    REQUIRE(json_array_size(json_object_get(document, "differences")) == differences);
    for (size_t i = 0; i < differences; i++) {
        const char *path = dxi_reconciliation_difference_path(reconciliation, i);
        const char *desired = dxi_reconciliation_difference_desired(reconciliation, i);
        const char *actual = dxi_reconciliation_difference_actual(reconciliation, i);
        REQUIRE(path && *path && (desired || actual));
        REQUIRE(fuzz_is_utf8(path, strlen(path)) && (!actual || fuzz_is_utf8(actual, strlen(actual))));
        conflicts += dxi_reconciliation_difference_is_conflict(reconciliation, i);
    }
    REQUIRE(!dxi_reconciliation_difference_path(reconciliation, differences));
    dxi_decision decision = dxi_reconciliation_decision(reconciliation);
    REQUIRE(decision == (matches > 1    ? DXI_DECISION_AMBIGUOUS
                         : matches == 0 ? DXI_DECISION_CREATE
                         : conflicts    ? DXI_DECISION_CONFLICT
                                        : DXI_DECISION_EXISTS));
    REQUIRE(dxi_reconciliation_explanation(reconciliation));
    json_decref(document);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *flags = fuzz_text(&data, &size), *key = fuzz_text(&data, &size);
    fuzz_bytes text = fuzz_part(&data, &size);
    const dxi_reconcile_options options = {.size = sizeof options,
                                           .match_location = strchr(flags, 'l') != NULL,
                                           .identity_tag_key = strcmp(key, "-") ? key : NULL};
    dxi_create_interconnect_request *request = NULL;
    dxi_answer *answers[MOST_PAGES];
    size_t pages = 0, kinds[KINDS] = {0};
    bool is_whole = true;
    dxi_create_interconnect_request_from_json(text.start, text.length, &request, NULL);
    while (size && pages < MOST_PAGES) {
        fuzz_bytes body = fuzz_part(&data, &size);
        const dxi_http_response response = {.size = sizeof response,
                                            .status = 200,
                                            .operation = DXI_OPERATION_DESCRIBE_INTERCONNECTS,
                                            .body = body.start,
                                            .body_length = body.length};
        REQUIRE(dxi_answer_read(&response, &answers[pages]) == DXI_OK);
        bool goes_on = dxi_answer_next_token(answers[pages], &(size_t){0}) != NULL;
        is_whole = is_whole && dxi_answer_outcome(answers[pages]) == DXI_OUTCOME_DESCRIBED && goes_on == (size > 0 && pages + 1 < MOST_PAGES);
        for (size_t i = 0; request && i < dxi_answer_interconnect_count(answers[pages]); i++) {
            int kind = kind_of(dxi_answer_interconnect_at(answers[pages], i), request, &options);
            kinds[kind] += kind != WANTED || !is_repeated(answers, pages, i, request, &options);
        }
        pages++;
        free(body.start);
    }
    if (request) {
        dxi_reconciliation *reconciliation = NULL;
        dxi_problems *problems = NULL;
        dxi_status status = dxi_reconcile(request, (const dxi_answer *const *)answers, pages, &options, &reconciliation, &problems);
        REQUIRE((reconciliation != NULL) == (status == DXI_OK));
        /* A page that is missing is told before an interconnect that is unclear. */
        fuzz_check_problems(problems, status == DXI_ERROR_INVALID_REQUEST || (status == DXI_ERROR_INCOMPLETE_LIST && is_whole && pages > 0));
        if (status == DXI_OK) {
            REQUIRE(is_whole && pages > 0 && kinds[UNCLEAR] == 0 && (kinds[UNTAGGED] == 0 || kinds[WANTED] > 0));
            REQUIRE(dxi_create_interconnect_request_validate(request, 0, NULL) == DXI_OK);
            for (size_t i = 0; i < pages; i++)
                dxi_answer_free(answers[i]);
            pages = 0;
            /* Nothing of the answers is needed any more. */
            check(reconciliation, kinds[WANTED]);
        } else if (status == DXI_ERROR_INCOMPLETE_LIST) {
            REQUIRE(!is_whole || pages == 0 || kinds[UNCLEAR] > 0 || (kinds[UNTAGGED] > 0 && kinds[WANTED] == 0));
        }
        dxi_reconciliation_free(reconciliation);
        dxi_problems_free(problems);
    }
    for (size_t i = 0; i < pages; i++)
        dxi_answer_free(answers[i]);
    dxi_create_interconnect_request_free(request);
    free(text.start);
    free(flags);
    free(key);
    return 0;
}
