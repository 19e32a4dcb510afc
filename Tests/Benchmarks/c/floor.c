/*
 * The floor: the same work in straightforward C over jansson and nettle. A request is a json_t and json_dumps; an answer is
 * json_loadb and a struct with a copy of every member; a signature is the texts of SigV4 and nettle's functions, the derived
 * key kept. It builds and writes what it is given, whatever that is, and decides no outcome.
 *
 * Compiled with -DCHECKS, it builds, writes, and in between holds the request against the rules that the library holds it
 * against, with PCRE2 for the patterns; it says yes or no, and writes no message.
 */
#define _POSIX_C_SOURCE 200809L
#include <jansson.h>
#include <nettle/hmac.h>
#include <strings.h>
#ifdef CHECKS
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#endif

#include "bodies.h"
#include "inputs.h"
#include "tags.h"
#include "worker.h"

static void use_text(const char *text)
{
    use(text, text ? strlen(text) : 0);
}

/* ------------------------------------------------------------------------------------- build */

static json_t *make_request(size_t count)
{
    json_t *request = json_object(), *list = json_array();
    json_object_set_new(request, "interconnectName", json_string(name));
    json_object_set_new(request, "bandwidth", json_string(bandwidth));
    json_object_set_new(request, "location", json_string(location));
    json_object_set_new(request, "lagId", json_string(lag_id));
    const struct tag *tag = take_tags(&count);
    for (size_t i = 0; i < count; i++) {
        json_t *pair = json_object();
        json_object_set_new(pair, "key", json_string(tag[i].key));
        json_object_set_new(pair, "value", json_string(tag[i].value));
        json_array_append_new(list, pair);
    }
    if (count)
        json_object_set_new(request, "tags", list);
    else
        json_decref(list);
    json_object_set_new(request, "providerName", json_string(provider));
    return request;
}

static void write_request(json_t *request)
{
    char *body = json_dumps(request, JSON_COMPACT);
    use_text(body);
    free(body);
    json_decref(request);
}

#ifdef CHECKS
/* A string as the rules want it: which of them refuse and which only warn makes no difference in cost. */
struct rule {
    const char *member, *pattern;
    bool is_required;
    pcre2_code *code;
};

static struct rule rules[] = {
    {"interconnectName", "^[\\w \\-_,/]{1,200}$", true, NULL},
    {"bandwidth", "^[1-9][0-9]*(M|G)bps$", true, NULL},
    {"location", "^[a-zA-Z0-9-]+$", true, NULL},
    {"lagId", "^(arn:aws[a-z-]*:directconnect:[a-z0-9-]+:[0-9]{12}:dxlag/)?dxlag-[a-zA-Z0-9]{8,21}$", false, NULL},
    {"providerName", "^[^\\x00-\\x1f\\x7f]+$", false, NULL},
};
static struct rule key_rule = {"key", "^(?!(?i:aws:))[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]{1,128}$", true, NULL};
static struct rule value_rule = {"value", "^[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]{0,256}$", false, NULL};
static pcre2_match_data *match;

static void prepare_rule(struct rule *rule)
{
    int error;
    PCRE2_SIZE offset;
    rule->code = pcre2_compile((PCRE2_SPTR)rule->pattern, PCRE2_ZERO_TERMINATED, PCRE2_UTF, &error, &offset, NULL);
    must(rule->code && !pcre2_jit_compile(rule->code, PCRE2_JIT_COMPLETE));
}

static void prepare_rules(void)
{
    if (match)
        return;
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
        prepare_rule(&rules[i]);
    prepare_rule(&key_rule);
    prepare_rule(&value_rule);
    match = pcre2_match_data_create(1, NULL);
}

static bool holds(const json_t *object, const struct rule *rule)
{
    const json_t *value = json_object_get(object, rule->member);
    if (!value)
        return !rule->is_required;
    return json_is_string(value) && pcre2_match(rule->code, (PCRE2_SPTR)json_string_value(value), json_string_length(value), 0, 0,
                                                match, NULL) >= 0;
}

static bool is_member(const char *member)
{
    static const char *const others[] = {"tags", "requestMACSec"};
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
        if (!strcmp(member, rules[i].member))
            return true;
    return !strcmp(member, others[0]) || !strcmp(member, others[1]);
}

static bool is_valid(json_t *request)
{
    const char *member;
    json_t *value;
    json_object_foreach(request, member, value)
    {
        if (!is_member(member))
            return false;
    }
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
        if (!holds(request, &rules[i]))
            return false;
    const char *speed = json_string_value(json_object_get(request, "bandwidth"));
    if (strcmp(speed, "1Gbps") && strcmp(speed, "10Gbps") && strcmp(speed, "100Gbps"))
        return false;
    const json_t *encryption = json_object_get(request, "requestMACSec"), *list = json_object_get(request, "tags");
    if (encryption && (!json_is_boolean(encryption) || (json_is_true(encryption) && !strcmp(speed, "1Gbps"))))
        return false;
    if (!list)
        return true;
    size_t count = json_array_size(list);
    if (!json_is_array(list) || count < 1 || count > 50)
        return false;
    const char *keys[50];
    for (size_t i = 0; i < count; i++) {
        const json_t *tag = json_array_get(list, i);
        if (!json_is_object(tag) || !holds(tag, &key_rule) || !holds(tag, &value_rule) || json_object_size(tag) > 2)
            return false;
        keys[i] = json_string_value(json_object_get(tag, "key"));
        for (size_t j = 0; j < i; j++)
            if (!strcmp(keys[i], keys[j]))
                return false;
    }
    return true;
}
#else
static bool is_valid(json_t *request)
{
    return request != NULL;
}
#endif

static void build(size_t tags)
{
    json_t *request = make_request(tags);
    must(is_valid(request));
    write_request(request);
}

static void prepare_build(size_t size)
{
    (void)size;
#ifdef CHECKS
    prepare_rules();
#endif
}

/* -------------------------------------------------------------------------------------- read */

struct named_tag {
    char *key, *value;
};

struct interconnect {
    char *id, *name, *state, *region, *location, *bandwidth, *lag_id, *device, *device_v2, *logical_device, *redundancy,
        *provider;
    int jumbo;
    double issued;
    size_t tag_count;
    struct named_tag *tags;
};

static char *copy(const json_t *object, const char *member)
{
    const char *text = json_string_value(json_object_get(object, member));
    return text ? strdup(text) : NULL;
}

static char *header(const char *headers, const char *wanted)
{
    size_t length = strlen(wanted);
    for (const char *line = headers; *line;) {
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

static void read_body(const char *text, size_t length)
{
    json_t *body = json_loadb(text, length, 0, NULL), *tag;
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
        .jumbo = json_is_true(json_object_get(body, "jumboFrameCapable")),
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
    char *request_id = header(answer_headers, "x-amzn-RequestId"), *date = header(answer_headers, "Date");

    char *const texts[] = {x.id,     x.name,   x.state,     x.region,         x.location,   x.bandwidth,
                           x.lag_id, x.device, x.device_v2, x.logical_device, x.redundancy, x.provider};
    must(x.id != NULL);
    for (i = 0; i < sizeof texts / sizeof *texts; i++) {
        use_text(texts[i]);
        free(texts[i]);
    }
    use_number(x.jumbo);
    use_number((int64_t)(x.issued * 1e6));
    for (i = 0; i < x.tag_count; i++) {
        use_text(x.tags[i].key);
        use_text(x.tags[i].value);
        free(x.tags[i].key);
        free(x.tags[i].value);
    }
    use_text(request_id);
    free(request_id);
    free(date);
    free(x.tags);
}

static void read_created(size_t size)
{
    (void)size;
    read_body(answer_body, sizeof answer_body - 1);
}

static void read_error(size_t size)
{
    (void)size;
    json_t *body = json_loadb(error_body, sizeof error_body - 1, 0, NULL);
    must(body != NULL);
    const char *type = json_string_value(json_object_get(body, "__type"));
    const char *sharp = strchr(type, '#');
    char *const texts[] = {strdup(sharp ? sharp + 1 : type),
                           copy(body, "message"),
                           header(error_headers, "x-amzn-RequestId"),
                           header(error_headers, "Date"),
                           header(error_headers, "x-amzn-errortype"),
                           header(error_headers, "Retry-After")};
    json_decref(body);
    must(!strcmp(texts[0], "DirectConnectClientException"));
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        if (i < 3)
            use_text(texts[i]);
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
    size_t count = SIZE_MAX;
    const struct tag *tag = take_tags(&count);
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
    for (size_t i = 0; i < count; i++) {
        end = stpcpy(end, i ? ",{" : "{");
        end = write_member(end, "key", tag[i].key);
        *end++ = ',';
        end = write_member(end, "value", tag[i].value);
        *end++ = '}';
    }
    end = stpcpy(end, "],");
    end = write_member(end, "providerName", provider);
    *end++ = '}';
    return (size_t)(end - body);
}

static uint8_t key[32];

static void prepare_key(size_t size)
{
    (void)size;
    char first[sizeof secret_key + 4];
    snprintf(first, sizeof first, "AWS4%s", secret_key);
    hmac((const uint8_t *)first, strlen(first), "20260102", key);
    hmac(key, 32, region, key);
    hmac(key, 32, "directconnect", key);
    hmac(key, 32, "aws4_request", key);
}

static const char names[] = "content-type;host;x-amz-date;x-amz-security-token;x-amz-target";

static void sign(size_t size)
{
    (void)size;
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

    if (is_showing)
        use_text(authorization);

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
        sink += (unsigned char)texts[i][0];
        free(texts[i]);
    }
}

static void derive_and_sign(size_t size)
{
    prepare_key(size);
    sign(size);
}

/* A whole order: signing has its own way of writing the body, and so nothing is built twice. */
static void call(size_t size)
{
    sign(size);
    read_created(size);
}

/* ------------------------------------------------------------------------------- as work grows */

static char *long_text;
static size_t long_length;

static void prepare_tags(size_t size)
{
    free(long_text);
    long_text = long_body("tags", size, &long_length);
}

static void read_long(size_t size)
{
    (void)size;
    read_body(long_text, long_length);
}

#include "threads.h"

int main(int arguments, char **argument)
{
    static const struct operation operations[] = {
        {"build", build, prepare_build},
        {"build-twice", build, prepare_build},
        {"sign", sign, prepare_key},
        {"derive", derive_and_sign, NULL},
        {"read", read_created, NULL},
        {"error", read_error, NULL},
        {"call", call, prepare_key},
        {"tags", read_long, prepare_tags},
        {"threads", run_threads, prepare_key},
        {NULL, NULL, NULL},
    };
    return work(operations, arguments, argument);
}
