/*
 * Cases that are not ours and not in this repository: botocore's endpoint tests and two signed requests, in
 * ../shared/facts. Skipped by name where that folder is not there.
 */
#include "check.h"
#include "signing.h"
#include "vectors.h"

static json_t *load(const char *path)
{
    json_t *document = json_load_file(path, 0, NULL);
    if (!document)
        printf("%s: not here, skipped\n", path);
    return document;
}

static dxi_create_interconnect_request *request_of(const json_t *parameters)
{
    char *json = json_dumps(parameters, 0);
    dxi_create_interconnect_request *request = signing_request(json);
    free(json);
    return request;
}

static void check_endpoint(const json_t *test_case)
{
    const json_t *parameters = json_object_get(test_case, "params");
    const char *url = vectors_text(json_object_get(json_object_get(test_case, "expect"), "endpoint"), "url");
    /* botocore resolves a custom endpoint without a region and then cannot sign; we say so at once. */
    if (!vectors_text(parameters, "Region"))
        url = NULL;
    const dxi_signer_options options = {
        .size = sizeof options,
        .access_key_id = "AKIDEXAMPLE",
        .secret_access_key = "secret",
        .region = vectors_text(parameters, "Region"),
        .endpoint_url = vectors_text(parameters, "Endpoint"),
        .use_fips_endpoint = vectors_flag(parameters, "UseFIPS"),
        .use_dualstack_endpoint = vectors_flag(parameters, "UseDualStack"),
    };
    dxi_signer *signer = NULL;
    char expected[300];
    snprintf(expected, sizeof expected, "%s/", url ? url : "");
    CHECK_NUMBER(dxi_signer_new(&options, &signer, NULL), url ? DXI_OK : DXI_ERROR_INVALID_OPTIONS);
    CHECK_TEXT(dxi_signer_url(signer), url ? expected : NULL);
    dxi_signer_free(signer);
}

static int64_t seconds_of(const char *amz_date)
{
    int year, month, day, hour, minute, second;
    sscanf(amz_date, "%4d%2d%2dT%2d%2d%2dZ", &year, &month, &day, &hour, &minute, &second);
    int64_t y = month > 2 ? year : year - 1, m = (month + 9) % 12;
    int64_t days = 365 * y + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 + day - 1 - 719468;
    return ((days * 24 + hour) * 60 + minute) * 60 + second;
}

/*
 * The examples sign botocore's body, spaced and ASCII-escaped; ours says the same in other bytes. All but the
 * body's hash must be the same, and the body must be the same JSON.
 */
static void check_example(const json_t *example)
{
    const dxi_signer_options options = {
        .size = sizeof options,
        .access_key_id = vectors_text(example, "access_key"),
        .secret_access_key = vectors_text(example, "secret_key"),
        .session_token = vectors_text(example, "session_token"),
        .region = vectors_text(example, "region"),
    };
    dxi_create_interconnect_request *request = request_of(json_object_get(example, "params"));
    dxi_signer *signer = NULL;
    dxi_http_request *http = NULL;
    CHECK_NUMBER(dxi_signer_new(&options, &signer, NULL), DXI_OK);
    CHECK_NUMBER(dxi_signer_sign(signer, request, seconds_of(vectors_text(example, "amz_date")), NULL, &http, NULL), DXI_OK);

    const char *canonical = dxi_http_request_canonical_request(http), *expected = vectors_text(example, "canonical_request");
    size_t without_hash = strlen(expected) - 64;
    if (CHECK(canonical && strlen(canonical) == strlen(expected)))
        CHECK_BYTES(canonical, without_hash, expected, without_hash);
    const char *authorization = signing_header(http, "Authorization");
    expected = vectors_text(example, "authorization");
    if (CHECK(authorization && strlen(authorization) == strlen(expected)))
        CHECK_BYTES(authorization, strlen(expected) - 64, expected, strlen(expected) - 64);
    size_t length;
    const char *body = dxi_http_request_body(http, &length);
    json_t *ours = json_loadb(body, length, 0, NULL);
    CHECK(json_equal(ours, json_object_get(example, "params")));

    json_decref(ours);
    dxi_http_request_free(http);
    dxi_signer_free(signer);
    dxi_create_interconnect_request_free(request);
}

int main(void)
{
    json_t *endpoints = load("../shared/facts/endpoint-tests.json"), *examples = load("../shared/facts/sigv4-examples.json");
    json_t *test_case;
    size_t i;
    json_array_foreach(json_object_get(endpoints, "testCases"), i, test_case)
    {
        check_case = vectors_text(test_case, "documentation");
        check_endpoint(test_case);
    }
    json_array_foreach(examples, i, test_case)
    {
        check_case = i ? "the second example" : "the first example";
        check_example(test_case);
    }
    bool skipped = !endpoints && !examples;
    json_decref(endpoints);
    json_decref(examples);
    if (skipped) {
        printf("0 passed, 0 failed, 2 skipped\n");
        return 0;
    }
    return check_finish();
}
