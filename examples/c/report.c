#define _POSIX_C_SOURCE 200809L /* gmtime_r */
#include "report.h"

#include "exit_code.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

void report_problems(const dxi_problems *problems)
{
    for (size_t i = 0; i < dxi_problems_count(problems); i++) {
        const char *path = dxi_problems_path(problems, i);
        const char *suggestion = dxi_problems_suggestion(problems, i);
        fputs(dxi_problems_severity(problems, i) == DXI_SEVERITY_ERROR ? "error:   " : "warning: ", stderr);
        if (path[0] != '\0')
            fprintf(stderr, "%s: ", path);
        fputs(dxi_problems_message(problems, i), stderr);
        if (suggestion != NULL)
            fprintf(stderr, " (%s)", suggestion);
        fputc('\n', stderr);
    }
}

/* Frees the text. NULL: there was no memory for it. */
static void print_json(char *json)
{
    fputs(json == NULL ? "null" : json, stdout);
    dxi_string_free(json);
}

void report_refusal(dxi_status status, const dxi_problems *problems, const dxi_problems *option_problems, bool json_output)
{
    if (json_output) {
        char *json = NULL, *option_json = NULL;
        dxi_problems_to_json(problems, &json);
        dxi_problems_to_json(option_problems, &option_json);
        printf("{\"status\":\"%s\",\"problems\":", dxi_status_name(status));
        print_json(json);
        fputs(",\"optionProblems\":", stdout);
        print_json(option_json);
        puts("}");
        return;
    }
    report_problems(problems);
    report_problems(option_problems);
    if (problems == NULL && option_problems == NULL)
        fprintf(stderr, "error:   %s\n", dxi_status_message(status));
    fputs("Nothing was sent.\n", stderr);
}

/*
 * Text that came over the network. Control characters, the two-byte ones from U+0080 included, would let
 * whoever wrote it steer the terminal: they are shown as question marks.
 */
static void put_visible(const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        unsigned char byte = (unsigned char)text[i];
        unsigned char next = i + 1 < length ? (unsigned char)text[i + 1] : 0;
        bool is_long = byte == 0xc2 && next >= 0x80 && next < 0xa0;
        putchar(byte < 0x20 || byte == 0x7f || is_long ? '?' : byte);
        i += is_long;
    }
}

/* One line of the result; none for what is absent. */
static void print_text(const char *name, const char *text, size_t length)
{
    if (text == NULL)
        return;
    size_t width = strlen(name);
    put_visible(name, width);
    printf("%*s", width < 24 ? (int)(24 - width) : 1, "");
    put_visible(text, length);
    putchar('\n');
}

static void print_words(const char *name, const char *words)
{
    print_text(name, words, words == NULL ? 0 : strlen(words));
}

static void print_time(const char *name, int64_t microseconds)
{
    time_t seconds = (time_t)(microseconds / 1000000 - (microseconds % 1000000 < 0));
    struct tm parts;
    char text[sizeof "2026-01-01T00:00:00Z and room for any year"];
    if (gmtime_r(&seconds, &parts) != NULL && strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts) > 0)
        print_words(name, text);
}

typedef const char *text_getter(const dxi_interconnect *, size_t *);
typedef bool bool_getter(const dxi_interconnect *, bool *);
typedef bool count_getter(const dxi_interconnect *, size_t *);
typedef const char *element_getter(const dxi_interconnect *, size_t, size_t *);

static const struct {
    const char *name;
    text_getter *get_text;
    bool_getter *get_bool;
} MEMBERS[] = {
    {"interconnectId", dxi_interconnect_interconnect_id, NULL},
    {"interconnectName", dxi_interconnect_interconnect_name, NULL},
    {"interconnectState", dxi_interconnect_interconnect_state_string, NULL},
    {"region", dxi_interconnect_region, NULL},
    {"location", dxi_interconnect_location, NULL},
    {"bandwidth", dxi_interconnect_bandwidth, NULL},
    {"lagId", dxi_interconnect_lag_id, NULL},
    {"awsDevice", dxi_interconnect_aws_device, NULL},
    {"jumboFrameCapable", NULL, dxi_interconnect_jumbo_frame_capable},
    {"awsDeviceV2", dxi_interconnect_aws_device_v2, NULL},
    {"awsLogicalDeviceId", dxi_interconnect_aws_logical_device_id, NULL},
    {"hasLogicalRedundancy", dxi_interconnect_has_logical_redundancy_string, NULL},
    {"providerName", dxi_interconnect_provider_name, NULL},
    {"macSecCapable", NULL, dxi_interconnect_mac_sec_capable},
    {"portEncryptionStatus", dxi_interconnect_port_encryption_status, NULL},
    {"encryptionMode", dxi_interconnect_encryption_mode, NULL},
};

static const struct {
    const char *name;
    count_getter *count;
    struct {
        const char *name;
        element_getter *get;
    } members[4];
} LISTS[] = {
    {"tags", dxi_interconnect_tags, {
        {"key", dxi_interconnect_tag_key},
        {"value", dxi_interconnect_tag_value},
    }},
    {"macSecKeys", dxi_interconnect_mac_sec_keys, {
        {"secretARN", dxi_interconnect_mac_sec_key_secret_arn},
        {"ckn", dxi_interconnect_mac_sec_key_ckn},
        {"state", dxi_interconnect_mac_sec_key_state},
        {"startOn", dxi_interconnect_mac_sec_key_start_on},
    }},
};

/* Each member of each element, named such as tags[0].key. */
static void print_lists(const dxi_interconnect *interconnect)
{
    for (size_t list = 0; list < sizeof LISTS / sizeof LISTS[0]; list++) {
        size_t count = 0;
        LISTS[list].count(interconnect, &count);
        for (size_t index = 0; index < count; index++) {
            for (size_t i = 0; i < 4 && LISTS[list].members[i].get != NULL; i++) {
                char name[64];
                size_t length;
                const char *text = LISTS[list].members[i].get(interconnect, index, &length);
                snprintf(name, sizeof name, "%s[%zu].%s", LISTS[list].name, index, LISTS[list].members[i].name);
                print_text(name, text, length);
            }
        }
    }
}

static void print_interconnect(const dxi_interconnect *interconnect)
{
    size_t length;
    for (size_t i = 0; i < sizeof MEMBERS / sizeof MEMBERS[0]; i++) {
        bool value;
        if (MEMBERS[i].get_text != NULL) {
            const char *text = MEMBERS[i].get_text(interconnect, &length);
            print_text(MEMBERS[i].name, text, length);
        } else if (MEMBERS[i].get_bool(interconnect, &value)) {
            print_words(MEMBERS[i].name, value ? "true" : "false");
        }
    }
    int64_t issued;
    if (dxi_interconnect_loa_issue_time(interconnect, &issued))
        print_time("loaIssueTime", issued);
    print_lists(interconnect);
    /* What AWS has added since this library was made. */
    for (size_t i = 0; i < dxi_interconnect_unknown_member_count(interconnect); i++) {
        const char *name = dxi_interconnect_unknown_member_name(interconnect, i, NULL);
        const char *json = dxi_interconnect_unknown_member_json(interconnect, i, &length);
        print_text(name == NULL ? "?" : name, json, length);
    }
}

static const char *outcome_name(dxi_outcome outcome)
{
    switch (outcome) {
    case DXI_OUTCOME_CREATED: return "created";
    case DXI_OUTCOME_NOT_CREATED: return "not created";
    default: return "unknown";
    }
}

static void print_look_first(const char *region)
{
    char text[160];
    print_words("next", "do NOT order again before you know that it is not there:");
    snprintf(text, sizeof text, "aws directconnect describe-interconnects --region %s", region == NULL ? "REGION" : region);
    print_words("", text);
}

static void print_next(const dxi_answer *answer, const char *region)
{
    int64_t offset;
    char text[160];
    switch (dxi_answer_advice(answer)) {
    case DXI_ADVICE_DONE:
        print_words("next", "nothing is left to do");
        break;
    case DXI_ADVICE_FIX_REQUEST:
        print_words("next", "mend the request, the rights, the endpoint or the proxy, then order again");
        break;
    case DXI_ADVICE_CORRECT_CLOCK:
        if (dxi_answer_clock_offset(answer, &offset)) {
            snprintf(text, sizeof text, "add %lld s to this machine's clock, then order again", (long long)offset);
            print_words("next", text);
        } else {
            print_words("next", "set this machine's clock, then order again");
        }
        break;
    case DXI_ADVICE_RESEND:
        print_words("next", "order again later; nothing was ordered");
        break;
    default:
        print_look_first(region);
    }
}

static void print_answer(const dxi_answer *answer, const char *region)
{
    size_t length;
    print_words("outcome", outcome_name(dxi_answer_outcome(answer)));
    print_words("explanation", dxi_answer_explanation(answer));
    const char *request_id = dxi_answer_request_id(answer, &length);
    print_text("request id", request_id, length);
    report_problems(dxi_answer_problems(answer));
    if (dxi_answer_interconnect(answer) != NULL)
        print_interconnect(dxi_answer_interconnect(answer));
    print_next(answer, region);
}

int report_answer(const dxi_answer *answer, const char *region, bool json_output)
{
    if (json_output) {
        char *json = NULL;
        dxi_answer_to_json(answer, &json);
        print_json(json);
        putchar('\n');
    } else {
        print_answer(answer, region);
    }
    switch (dxi_answer_outcome(answer)) {
    case DXI_OUTCOME_CREATED: return EXIT_CREATED;
    case DXI_OUTCOME_NOT_CREATED: return EXIT_NOT_CREATED;
    default: return EXIT_UNKNOWN;
    }
}

int report_dry_run(const dxi_signer *signer, const dxi_create_interconnect_request *request, bool json_output)
{
    char *description = NULL;
    dxi_problems *problems = NULL;
    dxi_description_format format = json_output ? DXI_DESCRIPTION_JSON : DXI_DESCRIPTION_TEXT;
    dxi_status status = dxi_signer_describe(signer, request, time(NULL), NULL, format, &description, &problems);
    if (status == DXI_OK) {
        fputs("Dry run: this would be sent, and nothing is.\n\n", stderr);
        puts(description);
    } else {
        report_refusal(status, problems, NULL, json_output);
    }
    dxi_string_free(description);
    dxi_problems_free(problems);
    return status == DXI_OK ? EXIT_CREATED : EXIT_NOT_CREATED;
}

static const char *ensured_name(dxi_ensured result)
{
    switch (result) {
    case DXI_ENSURED_CREATED: return "created";
    case DXI_ENSURED_EXISTS: return "exists";
    case DXI_ENSURED_CONFLICT: return "conflict";
    case DXI_ENSURED_AMBIGUOUS: return "ambiguous";
    case DXI_ENSURED_NOT_CREATED: return "not created";
    case DXI_ENSURED_UNKNOWN: return "unknown";
    default: return "stopped";
    }
}

static void print_differences(const dxi_reconciliation *reconciliation)
{
    for (size_t i = 0; i < dxi_reconciliation_difference_count(reconciliation); i++) {
        const char *desired = dxi_reconciliation_difference_desired(reconciliation, i);
        const char *actual = dxi_reconciliation_difference_actual(reconciliation, i);
        printf("%-24s%s: \"%s\", asked for is \"%s\"\n",
               dxi_reconciliation_difference_is_conflict(reconciliation, i) ? "conflict" : "difference",
               dxi_reconciliation_difference_path(reconciliation, i), actual == NULL ? "" : actual, desired == NULL ? "" : desired);
    }
}

int report_ensured(const dxi_ensure *ensure, const char *region, bool json_output)
{
    dxi_ensured result = dxi_ensure_result(ensure);
    /* An order that was sent, and of which nobody knows what became. */
    bool is_open = dxi_ensure_orders(ensure) > 0 && result != DXI_ENSURED_CREATED && result != DXI_ENSURED_NOT_CREATED;
    if (json_output) {
        char *json = NULL;
        dxi_ensure_to_json(ensure, &json);
        print_json(json);
        putchar('\n');
    } else {
        print_words("outcome", ensured_name(result));
        print_words("explanation", dxi_ensure_explanation(ensure));
        if (dxi_ensure_interconnect(ensure) != NULL)
            print_interconnect(dxi_ensure_interconnect(ensure));
        print_differences(dxi_ensure_reconciliation(ensure));
        if (is_open)
            print_look_first(region);
    }
    switch (result) {
    case DXI_ENSURED_CREATED:
    case DXI_ENSURED_EXISTS: return EXIT_CREATED;
    default: return is_open ? EXIT_UNKNOWN : EXIT_NOT_CREATED;
    }
}
