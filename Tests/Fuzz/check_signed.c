/* What must hold of any signed request. The signature is computed anew, by nettle, from what the request says. */
#include <nettle/hmac.h>
#include <stdio.h>
#include <stdlib.h>
#include <strings.h>

#include "fuzz.h"

static void hash_hex(const char *text, char *hex)
{
    struct sha256_ctx context;
    uint8_t digest[32];
    sha256_init(&context);
    sha256_update(&context, strlen(text), (const uint8_t *)text);
    sha256_digest(&context, sizeof digest, digest);
    for (int i = 0; i < 32; i++)
        snprintf(hex + 2 * i, 3, "%02x", digest[i]);
}

static void hmac(uint8_t *key, size_t key_length, const char *text, size_t length)
{
    struct hmac_sha256_ctx context;
    hmac_sha256_set_key(&context, key_length, key);
    hmac_sha256_update(&context, length, (const uint8_t *)text);
    hmac_sha256_digest(&context, 32, key);
}

static void signature_hex(const char *string_to_sign, const char *day, const char *secret, const char *region, char *hex)
{
    size_t length = strlen(secret) + 4;
    uint8_t *key = malloc(length + 32);
    memcpy(key, "AWS4", 4);
    memcpy(key + 4, secret, length - 4);
    hmac(key, length, day, 8);
    hmac(key, 32, region, strlen(region));
    hmac(key, 32, "directconnect", 13);
    hmac(key, 32, "aws4_request", 12);
    hmac(key, 32, string_to_sign, strlen(string_to_sign));
    for (int i = 0; i < 32; i++)
        snprintf(hex + 2 * i, 3, "%02x", key[i]);
    free(key);
}

static bool is_visible(const char *text)
{
    for (; *text; text++)
        if ((unsigned char)*text < 0x20 || (unsigned char)*text > 0x7e)
            return false;
    return true;
}

static const char *only_header(const dxi_http_request *http, const char *name)
{
    const char *value = NULL;
    for (size_t i = 0; i < dxi_http_request_header_count(http); i++) {
        if (strcmp(dxi_http_request_header_name(http, i), name))
            continue;
        REQUIRE(!value);
        value = dxi_http_request_header_value(http, i);
    }
    REQUIRE(value);
    return value;
}

void fuzz_check_signed(const dxi_http_request *http, const char *secret, const char *region)
{
    char hex[65], *text = NULL;
    size_t headers = dxi_http_request_header_count(http), length = 0;
    REQUIRE(dxi_http_request_to_json(http, &text) == DXI_OK);
    json_t *document = fuzz_document(text);
    const json_t *pairs = json_object_get(document, "headers");
    REQUIRE(headers == json_array_size(pairs));
    for (size_t i = 0; i < headers; i++) {
        const char *name = dxi_http_request_header_name(http, i), *value = dxi_http_request_header_value(http, i);
        const json_t *pair = json_array_get(pairs, i);
        REQUIRE(!strcmp(name, json_string_value(json_array_get(pair, 0))));
        REQUIRE(!strcmp(value, json_string_value(json_array_get(pair, 1))));
        REQUIRE(*name && *value && is_visible(name) && is_visible(value));
    }
    REQUIRE(!dxi_http_request_header_name(http, headers) && !dxi_http_request_header_value(http, headers));

    const char *body = dxi_http_request_body(http, &length);
    REQUIRE(strlen(body) == length && !strcmp(body, json_string_value(json_object_get(document, "body"))));
    const char *url = dxi_http_request_url(http), *host = dxi_http_request_host(http), *path = dxi_http_request_path(http);
    REQUIRE(!strcmp(url, json_string_value(json_object_get(document, "url"))));
    REQUIRE(!strcmp(dxi_http_request_method(http), json_string_value(json_object_get(document, "method"))));
    REQUIRE(!strcmp(host, json_string_value(json_object_get(document, "host"))));
    REQUIRE(!strcmp(path, json_string_value(json_object_get(document, "path"))));
    REQUIRE(!strcmp(only_header(http, "Host"), host));
    json_decref(document);
    /* The URL is scheme, host and path. */
    const char *scheme = strncmp(url, "https://", 8) ? "http://" : "https://";
    REQUIRE(strlen(url) == strlen(scheme) + strlen(host) + strlen(path));
    REQUIRE(!strncmp(url, scheme, strlen(scheme)) && !strncasecmp(url + strlen(scheme), host, strlen(host)));
    REQUIRE(!strcmp(url + strlen(scheme) + strlen(host), path));

    const char *canonical = dxi_http_request_canonical_request(http), *to_sign = dxi_http_request_string_to_sign(http);
    hash_hex(body, hex);
    REQUIRE(!strncmp(canonical, "POST\n", 5) && !strcmp(strrchr(canonical, '\n') + 1, hex));
    hash_hex(canonical, hex);
    REQUIRE(!strcmp(strrchr(to_sign, '\n') + 1, hex));
    const char *date = only_header(http, "X-Amz-Date"), *authorization = only_header(http, "Authorization");
    REQUIRE(strlen(date) == 16 && !strncmp(to_sign + strlen("AWS4-HMAC-SHA256\n"), date, 16));
    signature_hex(to_sign, date, secret, region, hex);
    REQUIRE(strlen(authorization) > 64 && !strcmp(authorization + strlen(authorization) - 64, hex));
}
