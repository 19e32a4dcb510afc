/*
 * Options of a signer and of a signature: region, endpoint, credentials, texts of headers, time. What is taken must
 * be a URL to curl as well, and the same one; what is signed is what nettle signs.
 */
#define _POSIX_C_SOURCE 200809L
#include <arpa/inet.h>
#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>

#include "fuzz.h"

/* "-" stands for NULL. */
static char *option(const uint8_t **data, size_t *size)
{
    char *text = fuzz_text(data, size);
    if (strcmp(text, "-"))
        return text;
    free(text);
    return NULL;
}

static bool is_label(const char *text, size_t length)
{
    static const char allowed[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-";
    return length >= 1 && length <= 63 && strspn(text, allowed) == length && text[0] != '-' && text[length - 1] != '-';
}

static bool ends_with(const char *text, const char *end)
{
    return strlen(text) >= strlen(end) && !strcmp(text + strlen(text) - strlen(end), end);
}

/* Whether two hosts of URLs are the same: of an IPv6 address curl writes the shortest form, whatever it was given. */
static bool is_same_host(const char *left, const char *right)
{
    uint8_t addresses[2][16];
    const char *hosts[] = {left, right};
    for (int i = 0; i < 2; i++) {
        char text[64] = "";
        if (*hosts[i] == '[' && strlen(hosts[i]) < sizeof text)
            memcpy(text, hosts[i] + 1, strlen(hosts[i]) - 2);
        if (inet_pton(AF_INET6, text, addresses[i]) != 1)
            return !strcmp(left, right);
    }
    return !memcmp(addresses[0], addresses[1], sizeof addresses[0]);
}

static void check_endpoint(const dxi_signer_options *options, const char *url, const char *region)
{
    CURLU *parsed = curl_url();
    char *scheme = NULL, *host = NULL, *port = NULL, *path = NULL, *rest = NULL;
    REQUIRE(curl_url_set(parsed, CURLUPART_URL, url, CURLU_PATH_AS_IS) == CURLUE_OK);
    REQUIRE(curl_url_get(parsed, CURLUPART_SCHEME, &scheme, 0) == CURLUE_OK);
    REQUIRE(curl_url_get(parsed, CURLUPART_HOST, &host, 0) == CURLUE_OK);
    REQUIRE(curl_url_get(parsed, CURLUPART_PATH, &path, 0) == CURLUE_OK);
    REQUIRE(curl_url_get(parsed, CURLUPART_USER, &rest, 0) != CURLUE_OK);
    REQUIRE(curl_url_get(parsed, CURLUPART_QUERY, &rest, 0) != CURLUE_OK);
    REQUIRE(curl_url_get(parsed, CURLUPART_FRAGMENT, &rest, 0) != CURLUE_OK);
    bool has_port = curl_url_get(parsed, CURLUPART_PORT, &port, 0) == CURLUE_OK;
    /* Put together again it is what we said, so curl connects to what we signed for. */
    const char *authority = url + strlen(scheme) + strlen("://");
    size_t host_length = *authority == '[' ? strcspn(authority, "]") + 1 : strcspn(authority, ":/");
    char *written = strndup(authority, host_length);
    REQUIRE(is_same_host(host, written));
    size_t length = strlen(url) + 20;
    char *again = malloc(length);
    snprintf(again, length, "%s://%s%s%s%s", scheme, written, has_port ? ":" : "", has_port ? port : "", path);
    REQUIRE(!strcmp(again, url));
    free(written);
    free(again);

    bool is_secure = !strcmp(scheme, "https");
    REQUIRE(is_secure || options->allow_plaintext || !strcmp(host, "localhost") || !strncmp(host, "127.", 4) || !strcmp(host, "[::1]"));
    REQUIRE(is_label(region, strlen(region)));
    if (!options->endpoint_url) {
        static const char *const suffixes[] = {".amazonaws.com",  ".api.aws",         ".amazonaws.com.cn", ".amazonaws.eu",
                                               ".c2s.ic.gov",     ".api.aws.ic.gov",  ".sc2s.sgov.gov",    ".api.aws.scloud",
                                               ".cloud.adc-e.uk", ".csp.hci.ic.gov",  ".api.amazonwebservices.com.cn",
                                               ".api.amazonwebservices.eu",           ".api.cloud-aws.adc-e.uk",
                                               ".api.aws.hci.ic.gov"};
        bool found = false;
        for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++)
            found = found || ends_with(host, suffixes[i]);
        REQUIRE(found && is_secure && !has_port && !strcmp(path, "/"));
        REQUIRE(!strncmp(host, "directconnect", 13) && (host[13] == '.' || !strncmp(host + 13, "-fips.", 6)));
        REQUIRE(!options->use_fips_endpoint || host[13] == '-');
    } else {
        REQUIRE(!options->use_fips_endpoint && !options->use_dualstack_endpoint);
    }
    curl_free(scheme);
    curl_free(host);
    curl_free(port);
    curl_free(path);
    curl_url_cleanup(parsed);
}

static void check_signature(const dxi_signer *signer, const dxi_signer_options *options, int64_t now, uint32_t attempt,
                            const char *invocation_id)
{
    static dxi_create_interconnect_request *request;
    if (!request)
        REQUIRE(dxi_create_interconnect_request_from_json("{\"interconnectName\":\"a\",\"bandwidth\":\"10Gbps\",\"location\":\"EqDC2\"}",
                                                          DXI_NUL_TERMINATED, &request, NULL) == DXI_OK);
    const dxi_sign_options sign_options = {.size = sizeof sign_options, .attempt = attempt, .invocation_id = invocation_id};
    dxi_http_request *http = NULL;
    dxi_problems *problems = NULL;
    dxi_status status = dxi_signer_sign(signer, request, now, &sign_options, &http, &problems);
    REQUIRE(status == DXI_OK || status == DXI_ERROR_INVALID_OPTIONS);
    fuzz_check_problems(problems, status != DXI_OK);
    if (now < 0 || now >= 253402300800)
        REQUIRE(fuzz_has_problem(problems, DXI_PROBLEM_INVALID_TIME));
    dxi_problems_free(problems);
    char *text = NULL;
    REQUIRE(dxi_signer_describe(signer, request, now, &sign_options, DXI_DESCRIPTION_TEXT, &text, NULL) == status);
    REQUIRE((text != NULL) == (status == DXI_OK) && (http != NULL) == (status == DXI_OK));
    if (http)
        fuzz_check_signed(http, options->secret_access_key, dxi_signer_region(signer));
    /* What a dry run shows does not depend on the secret. */
    if (text) {
        dxi_signer_options others = *options;
        dxi_signer *other = NULL;
        char *other_text = NULL;
        others.secret_access_key = "another/secret";
        REQUIRE(dxi_signer_new(&others, &other, NULL) == DXI_OK);
        REQUIRE(dxi_signer_describe(other, request, now, &sign_options, DXI_DESCRIPTION_TEXT, &other_text, NULL) == DXI_OK);
        REQUIRE(!strcmp(text, other_text));
        dxi_string_free(other_text);
        dxi_signer_free(other);
    }
    dxi_string_free(text);
    dxi_http_request_free(http);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *flags = fuzz_text(&data, &size);
    char *texts[7];
    for (int i = 0; i < 7; i++)
        texts[i] = option(&data, &size);
    uint32_t attempt = (uint32_t)fuzz_number(&data, &size);
    int64_t now = fuzz_number(&data, &size);
    const dxi_signer_options options = {.size = sizeof options,
                                        .region = texts[0],
                                        .endpoint_url = texts[1],
                                        .access_key_id = texts[2],
                                        .secret_access_key = texts[3],
                                        .session_token = texts[4],
                                        .user_agent_extra = texts[5],
                                        .use_fips_endpoint = strchr(flags, 'f') != NULL,
                                        .use_dualstack_endpoint = strchr(flags, 'd') != NULL,
                                        .allow_plaintext = strchr(flags, 'p') != NULL};
    dxi_signer *signer = NULL;
    dxi_problems *problems = NULL;
    dxi_status status = dxi_signer_new(&options, &signer, &problems);
    REQUIRE(status == DXI_OK || status == DXI_ERROR_INVALID_OPTIONS);
    REQUIRE((signer != NULL) == (status == DXI_OK));
    fuzz_check_problems(problems, status != DXI_OK);
    if (signer) {
        check_endpoint(&options, dxi_signer_url(signer), dxi_signer_region(signer));
        check_signature(signer, &options, now, attempt, texts[6]);
    }
    dxi_signer_free(signer);
    dxi_problems_free(problems);

    /* Functions of numbers alone. */
    const char *name = dxi_status_name((dxi_status)now), *message = dxi_status_message((dxi_status)now);
    REQUIRE((name != NULL) == (message != NULL) && (!name || fuzz_is_utf8(name, strlen(name))));
    name = dxi_problem_code_name((dxi_problem_code)now);
    REQUIRE(!name || fuzz_is_utf8(name, strlen(name)));
    double random;
    memcpy(&random, &now, sizeof random);
    uint64_t delay = dxi_backoff_ms(attempt, random, 0);
    REQUIRE(delay <= 20000 && dxi_backoff_ms(attempt, random, (uint64_t)now) >= (uint64_t)now);
    for (int i = 0; i < 7; i++)
        free(texts[i]);
    free(flags);
    return 0;
}
