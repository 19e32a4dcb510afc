/*
 * The other side: by_hand OPERATION COUNT does the same work in straightforward C over jansson and nettle: a request
 * as a json_t and json_dumps, without a check of it; an answer by json_loadb and a struct with a copy of every member; a
 * signature by the texts of SigV4 and nettle's functions, the derived key kept.
 */
#define _POSIX_C_SOURCE 200809L
#include <jansson.h>
#include <nettle/hmac.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

#include "inputs.h"

static void must(int done)
{
    if (!done) {
        fprintf(stderr, "by_hand: an operation failed\n");
        exit(1);
    }
}

static void use(const char *text)
{
    if (text)
        sink += (unsigned char)text[0] + strlen(text);
}

/* ------------------------------------------------------------------------------------- build */

static char *make_body(void)
{
    json_t *request = json_object(), *list = json_array();
    json_object_set_new(request, "interconnectName", json_string(name));
    json_object_set_new(request, "bandwidth", json_string(bandwidth));
    json_object_set_new(request, "location", json_string(location));
    json_object_set_new(request, "lagId", json_string(lag_id));
    for (int i = 0; i < TAGS; i++) {
        json_t *tag = json_object();
        json_object_set_new(tag, "key", json_string(tags[i].key));
        json_object_set_new(tag, "value", json_string(tags[i].value));
        json_array_append_new(list, tag);
    }
    json_object_set_new(request, "tags", list);
    json_object_set_new(request, "providerName", json_string(provider));
    json_object_set_new(request, "requestMACSec", json_true());
    char *body = json_dumps(request, JSON_COMPACT);
    json_decref(request);
    return body;
}

static void build(void)
{
    char *body = make_body();
    use(body);
    free(body);
}

/* -------------------------------------------------------------------------------------- read */

struct tag {
    char *key, *value;
};

struct interconnect {
    char *id, *name, *state, *region, *location, *bandwidth, *lag_id, *device, *device_v2, *logical_device, *redundancy,
        *provider;
    char *port_encryption, *encryption_mode;
    int jumbo, mac_sec;
    double issued;
    size_t tag_count;
    struct tag *tags;
};

static char *copy(const json_t *object, const char *member)
{
    const char *text = json_string_value(json_object_get(object, member));
    return text ? strdup(text) : NULL;
}

static char *header(const char *wanted)
{
    size_t length = strlen(wanted);
    for (const char *line = response_headers; *line;) {
        const char *end = strchr(line, '\n');
        if (!strncasecmp(line, wanted, length) && line[length] == ':') {
            const char *value = line + length + 1;
            while (*value == ' ')
                value++;
            return strndup(value, strcspn(value, "\r\n"));
        }
        line = end ? end + 1 : line + strlen(line);
    }
    return NULL;
}

static void read_created(void)
{
    json_t *body = json_loadb(answer_body, sizeof answer_body - 1, 0, NULL), *tag;
    must(body != NULL);
    struct interconnect x = {
        .id = copy(body, "interconnectId"),
        .name = copy(body, "interconnectName"),
        .state = copy(body, "interconnectState"),
        .region = copy(body, "region"),
        .location = copy(body, "location"),
        .bandwidth = copy(body, "bandwidth"),
        .lag_id = copy(body, "lagId"),
        .device = copy(body, "awsDevice"),
        .device_v2 = copy(body, "awsDeviceV2"),
        .logical_device = copy(body, "awsLogicalDeviceId"),
        .redundancy = copy(body, "hasLogicalRedundancy"),
        .provider = copy(body, "providerName"),
        .port_encryption = copy(body, "portEncryptionStatus"),
        .encryption_mode = copy(body, "encryptionMode"),
        .jumbo = json_is_true(json_object_get(body, "jumboFrameCapable")),
        .mac_sec = json_is_true(json_object_get(body, "macSecCapable")),
        .issued = json_number_value(json_object_get(body, "loaIssueTime")),
    };
    const json_t *list = json_object_get(body, "tags");
    size_t i;
    x.tag_count = json_array_size(list);
    x.tags = calloc(x.tag_count, sizeof *x.tags);
    json_array_foreach(list, i, tag)
    {
        x.tags[i].key = copy(tag, "key");
        x.tags[i].value = copy(tag, "value");
    }
    json_decref(body);
    char *request_id = header("x-amzn-RequestId"), *date = header("Date");

    char *const texts[] = {
        x.id,        x.name,           x.state,      x.region,   x.location,        x.bandwidth,       x.lag_id,   x.device,
        x.device_v2, x.logical_device, x.redundancy, x.provider, x.port_encryption, x.encryption_mode, request_id, date};
    must(x.id && x.tag_count == TAGS);
    sink += (uint64_t)x.jumbo + (uint64_t)x.mac_sec + (uint64_t)x.issued;
    for (i = 0; i < sizeof texts / sizeof *texts; i++) {
        use(texts[i]);
        free(texts[i]);
    }
    for (i = 0; i < x.tag_count; i++) {
        use(x.tags[i].key);
        use(x.tags[i].value);
        free(x.tags[i].key);
        free(x.tags[i].value);
    }
    free(x.tags);
}

static void read_error(void)
{
    json_t *body = json_loadb(error_body, sizeof error_body - 1, 0, NULL);
    must(body != NULL);
    const char *type = json_string_value(json_object_get(body, "__type"));
    const char *sharp = strchr(type, '#');
    char *const texts[] = {strdup(sharp ? sharp + 1 : type), copy(body, "message"), header("x-amzn-RequestId"), header("Date"),
                           header("x-amzn-errortype"),       header("Retry-After")};
    json_decref(body);
    must(!strcmp(texts[0], "DirectConnectClientException"));
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        use(texts[i]);
        free(texts[i]);
    }
}

/* -------------------------------------------------------------------------------------- sign */

static void hex(const uint8_t *digest, char *text)
{
    for (int i = 0; i < 32; i++) {
        *text++ = "0123456789abcdef"[digest[i] >> 4];
        *text++ = "0123456789abcdef"[digest[i] & 15];
    }
    *text = 0;
}

static void hash(const char *bytes, size_t length, char *text)
{
    struct sha256_ctx context;
    uint8_t digest[32];
    sha256_init(&context);
    sha256_update(&context, length, (const uint8_t *)bytes);
    sha256_digest(&context, 32, digest);
    hex(digest, text);
}

static void hmac(const uint8_t *key, size_t key_length, const char *text, uint8_t *digest)
{
    struct hmac_sha256_ctx context;
    hmac_sha256_set_key(&context, key_length, key);
    hmac_sha256_update(&context, strlen(text), (const uint8_t *)text);
    hmac_sha256_digest(&context, 32, digest);
}

/* A string of the body: quote, backslash and control characters escaped. */
static char *write_string(char *end, const char *text)
{
    *end++ = '"';
    for (; *text; text++) {
        if (*text == '"' || *text == '\\') {
            *end++ = '\\';
            *end++ = *text;
        } else if ((unsigned char)*text < 0x20) {
            end += sprintf(end, "\\u%04x", (unsigned char)*text);
        } else {
            *end++ = *text;
        }
    }
    *end++ = '"';
    return end;
}

static char *write_member(char *end, const char *member, const char *value)
{
    end = write_string(end, member);
    *end++ = ':';
    return write_string(end, value);
}

static size_t write_body(char *body)
{
    char *end = body;
    *end++ = '{';
    end = write_member(end, "interconnectName", name);
    *end++ = ',';
    end = write_member(end, "bandwidth", bandwidth);
    *end++ = ',';
    end = write_member(end, "location", location);
    *end++ = ',';
    end = write_member(end, "lagId", lag_id);
    end = stpcpy(end, ",\"tags\":[");
    for (int i = 0; i < TAGS; i++) {
        end = stpcpy(end, i ? ",{" : "{");
        end = write_member(end, "key", tags[i].key);
        *end++ = ',';
        end = write_member(end, "value", tags[i].value);
        *end++ = '}';
    }
    end = stpcpy(end, "],");
    end = write_member(end, "providerName", provider);
    end = stpcpy(end, ",\"requestMACSec\":true}");
    return (size_t)(end - body);
}

static void derive(const char *day, uint8_t *key)
{
    char first[sizeof secret_key + 4];
    snprintf(first, sizeof first, "AWS4%s", secret_key);
    hmac((const uint8_t *)first, strlen(first), day, key);
    hmac(key, 32, region, key);
    hmac(key, 32, "directconnect", key);
    hmac(key, 32, "aws4_request", key);
}

static const char names[] = "content-type;host;x-amz-date;x-amz-security-token;x-amz-target";

/* With `show`, prints what it signed: the same as the library's, or the comparison is worth nothing. */
static void sign(const uint8_t *key, int show)
{
    char date[20], host[100], scope[100], payload[65], request_hash[65], signature[65], body[4096], canonical[4096], to_sign[400],
        authorization[600];
    uint8_t digest[32];
    struct tm utc;
    time_t seconds = (time_t)now;
    gmtime_r(&seconds, &utc);
    strftime(date, sizeof date, "%Y%m%dT%H%M%SZ", &utc);
    snprintf(host, sizeof host, "directconnect.%s.amazonaws.com", region);
    snprintf(scope, sizeof scope, "%.8s/%s/directconnect/aws4_request", date, region);

    size_t length = write_body(body);
    hash(body, length, payload);
    int written = snprintf(canonical, sizeof canonical,
                           "POST\n/\n\ncontent-type:application/x-amz-json-1.1\nhost:%s\nx-amz-date:%s\nx-amz-security-token:%s\n"
                           "x-amz-target:OvertureService.CreateInterconnect\n\n%s\n%s",
                           host, date, session_token, names, payload);
    hash(canonical, (size_t)written, request_hash);
    snprintf(to_sign, sizeof to_sign, "AWS4-HMAC-SHA256\n%s\n%s\n%s", date, scope, request_hash);
    hmac(key, 32, to_sign, digest);
    hex(digest, signature);
    snprintf(authorization, sizeof authorization, "AWS4-HMAC-SHA256 Credential=%s/%s, SignedHeaders=%s, Signature=%s", access_key,
             scope, names, signature);

    if (show)
        puts(authorization);

    /* What is handed out lives on: a copy of each. */
    char *const texts[] = {strdup(host),
                           strdup(date),
                           strdup(session_token),
                           strdup(authorization),
                           strndup(body, length),
                           strdup(canonical),
                           strdup(to_sign),
                           strdup("application/x-amz-json-1.1"),
                           strdup("OvertureService.CreateInterconnect"),
                           strdup("dxinterconnect/0.1.0")};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        use(texts[i]);
        free(texts[i]);
    }
}

int main(int arguments, char **argument)
{
    if (arguments != 3)
        return 2;
    const char *operation = argument[1];
    long count = atol(argument[2]);
    if (!strncmp(operation, "build", strlen("build"))) {
        while (count-- > 0)
            build();
    } else if (!strcmp(operation, "read")) {
        while (count-- > 0)
            read_created();
    } else if (!strcmp(operation, "error")) {
        while (count-- > 0)
            read_error();
    } else if (!strcmp(operation, "sign")) {
        uint8_t key[32];
        derive("20260102", key);
        if (!count)
            sign(key, 1);
        while (count-- > 0)
            sign(key, 0);
    } else {
        return 2;
    }
    return 0;
}
