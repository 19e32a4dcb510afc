/* Lists that no vector can hold: cut at every byte, of tens of thousands, and the one request that asks for them. */
#include <time.h>

#include "check.h"
#include "dxinterconnect.h"
#include "signing.h"

#define NUL DXI_NUL_TERMINATED

static dxi_answer *read_list(const char *body, size_t length)
{
    const dxi_http_response response = {.size = sizeof response,
                                        .status = 200,
                                        .body = body,
                                        .body_length = length,
                                        .operation = DXI_OPERATION_DESCRIBE_INTERCONNECTS};
    dxi_answer *answer = NULL;
    CHECK_NUMBER(dxi_answer_read(&response, &answer), DXI_OK);
    return answer;
}

/* BEFORE, then `count` times EACH with commas between, then AFTER. */
static char *list_of(const char *before, const char *each, size_t count, const char *after)
{
    size_t left = strlen(before), middle = strlen(each), length = left;
    char *body = malloc(left + count * (middle + 1) + strlen(after) + 1);
    memcpy(body, before, left);
    for (size_t i = 0; i < count; i++) {
        if (i)
            body[length++] = ',';
        memcpy(body + length, each, middle);
        length += middle;
    }
    strcpy(body + length, after);
    return body;
}

static dxi_create_interconnect_request *wanted(void)
{
    return signing_request("{\"interconnectName\":\"acme-iad-1\",\"bandwidth\":\"10Gbps\",\"location\":\"EqDC2\"}");
}

/* Not one byte short is it a list: what is missing may be the interconnect that is looked for. */
static void check_cut(void)
{
    const char *body = "{\"nextToken\":null,\"interconnects\":[{\"interconnectId\":\"dxcon-1\",\"interconnectName\":\"acme-iad-2\","
                       "\"tags\":[{\"key\":\"a\",\"value\":\"b\"}]},{\"interconnectName\":\"acme-iad-1\"}],\"x\":1}";
    dxi_create_interconnect_request *request = wanted();
    for (size_t length = 0; length <= strlen(body); length++) {
        char *copy = malloc(length ? length : 1);
        memcpy(copy, body, length);
        dxi_answer *answer = read_list(copy, length);
        const dxi_answer *pages[] = {answer};
        dxi_reconciliation *reconciliation = NULL;
        bool is_whole = length == strlen(body);
        free(copy);
        CHECK_NUMBER(dxi_answer_outcome(answer), is_whole ? DXI_OUTCOME_DESCRIBED : DXI_OUTCOME_NOT_DESCRIBED);
        CHECK_NUMBER(dxi_answer_advice(answer), is_whole ? DXI_ADVICE_DONE : DXI_ADVICE_RESEND);
        CHECK_NUMBER(dxi_answer_interconnect_count(answer), is_whole ? 2 : 0);
        CHECK_NUMBER(dxi_reconcile(request, pages, 1, NULL, &reconciliation, NULL), is_whole ? DXI_OK : DXI_ERROR_INCOMPLETE_LIST);
        CHECK_NUMBER(dxi_reconciliation_match_count(reconciliation), is_whole ? 1 : 0);
        dxi_reconciliation_free(reconciliation);
        dxi_answer_free(answer);
    }
    dxi_create_interconnect_request_free(request);
}

/* Reads, reconciles and lends each of a list; the seconds that it took. */
static double work_through(size_t count)
{
    const char *each = "{\"interconnectId\":\"dxcon-fg1a2b3c\",\"interconnectName\":\"acme-iad-2\",\"bandwidth\":\"10Gbps\","
                       "\"tags\":[{\"key\":\"team\",\"value\":\"network\"}],\"new\":[1.10]}";
    char *body = list_of("{\"interconnects\":[", each, count, ",{\"interconnectName\":\"acme-iad-1\"}]}");
    dxi_create_interconnect_request *request = wanted();
    clock_t start = clock();
    dxi_answer *answer = read_list(body, strlen(body));
    const dxi_answer *pages[] = {answer};
    dxi_reconciliation *reconciliation = NULL;
    CHECK_NUMBER(dxi_answer_outcome(answer), DXI_OUTCOME_DESCRIBED);
    CHECK_NUMBER(dxi_answer_interconnect_count(answer), count + 1);
    size_t good = 0;
    for (size_t i = 0; i < count; i++) {
        const dxi_interconnect *interconnect = dxi_answer_interconnect_at(answer, i);
        const char *value = dxi_interconnect_tag_value(interconnect, 0, NULL);
        const char *new = dxi_interconnect_unknown_member(interconnect, "new", NUL, NULL);
        good += value && new && !strcmp(value, "network") && !strcmp(new, "[1.10]");
    }
    CHECK_NUMBER(good, count);
    CHECK_NUMBER(dxi_reconcile(request, pages, 1, NULL, &reconciliation, NULL), DXI_OK);
    CHECK_NUMBER(dxi_reconciliation_decision(reconciliation), DXI_DECISION_CONFLICT);
    double seconds = (double)(clock() - start) / CLOCKS_PER_SEC;
    dxi_reconciliation_free(reconciliation);
    dxi_answer_free(answer);
    dxi_create_interconnect_request_free(request);
    free(body);
    return seconds;
}

/* Four times as many take about four times as long, and not sixteen. */
static void check_many(void)
{
    double few = 1e9, many = 1e9;
    for (int round = 0; round < 3; round++) {
        double seconds = work_through(2500);
        few = seconds < few ? seconds : few;
        seconds = work_through(10000);
        many = seconds < many ? seconds : many;
    }
    CHECK(many < few * 10);
}

/* A body of 16 MiB could hold millions of empty ones, for which a host may not have the memory. */
static void check_too_many(void)
{
    for (size_t count = 100000; count <= 100001; count++) {
        char *body = list_of("{\"interconnects\":[", "{}", count, "]}");
        dxi_answer *answer = read_list(body, strlen(body));
        bool is_list = count == 100000;
        CHECK_NUMBER(dxi_answer_outcome(answer), is_list ? DXI_OUTCOME_DESCRIBED : DXI_OUTCOME_NOT_DESCRIBED);
        CHECK_NUMBER(dxi_answer_interconnect_count(answer), is_list ? count : 0);
        dxi_answer_free(answer);
        free(body);
    }
}

/* Several hundred of the same name, whose ids nobody tells: all of them are handed out, and the sentence stays short. */
static void check_many_matches(void)
{
    char *body = list_of("{\"interconnects\":[", "{\"interconnectName\":\"acme-iad-1\"}", 500, "]}");
    dxi_create_interconnect_request *request = wanted();
    dxi_answer *answer = read_list(body, strlen(body));
    const dxi_answer *pages[] = {answer};
    dxi_reconciliation *reconciliation = NULL;
    CHECK_NUMBER(dxi_reconcile(request, pages, 1, NULL, &reconciliation, NULL), DXI_OK);
    CHECK_NUMBER(dxi_reconciliation_decision(reconciliation), DXI_DECISION_AMBIGUOUS);
    CHECK_NUMBER(dxi_reconciliation_match_count(reconciliation), 500);
    CHECK(strlen(dxi_reconciliation_explanation(reconciliation)) < 1000);
    dxi_reconciliation_free(reconciliation);
    dxi_answer_free(answer);
    dxi_create_interconnect_request_free(request);
    free(body);
}

/* What is signed is the other operation's target and body; all else is the same. */
static void check_signing(void)
{
    const dxi_signer_options options = {.size = sizeof options,
                                        .access_key_id = "AKIDEXAMPLE",
                                        .secret_access_key = "secret",
                                        .session_token = "token",
                                        .region = "us-east-1"};
    dxi_signer *signer = NULL;
    dxi_http_request *http = NULL;
    char *json = NULL, *other = NULL;
    CHECK_NUMBER(dxi_signer_new(&options, &signer, NULL), DXI_OK);
    dxi_describe_interconnects_request *request = dxi_describe_interconnects_request_new();
    dxi_describe_interconnects_request_set_max_results(request, 100);
    CHECK_NUMBER(dxi_signer_sign_describe_interconnects(signer, request, 1767323045, NULL, &http, NULL), DXI_OK);
    CHECK_TEXT(dxi_http_request_body(http, NULL), "{\"maxResults\":100}");
    CHECK_TEXT(signing_header(http, "X-Amz-Target"), "OvertureService.DescribeInterconnects");
    CHECK_TEXT(signing_header(http, "Content-Type"), "application/x-amz-json-1.1");
    CHECK_TEXT(dxi_http_request_url(http), dxi_signer_url(signer));
    CHECK(strstr(dxi_http_request_canonical_request(http), "x-amz-target:OvertureService.DescribeInterconnects\n") != NULL);
    CHECK_NUMBER(dxi_http_request_to_json(http, &other), DXI_OK);
    CHECK_NUMBER(dxi_signer_sign_json(signer, DXI_OPERATION_DESCRIBE_INTERCONNECTS, "{\"maxResults\":100}", NUL, 1767323045, NULL,
                                      &json),
                 DXI_OK);
    CHECK(json && other && strstr(json, other));
    dxi_string_free(json);
    dxi_string_free(other);
    dxi_http_request_free(http);
    dxi_describe_interconnects_request_free(request);
    dxi_signer_free(signer);
}

int main(void)
{
    check_cut();
    check_many();
    check_too_many();
    check_many_matches();
    check_signing();
    return check_finish();
}
