/*
 * Once signer and requests are freed, nothing in the process's memory is secret: every writable mapping is searched, heap,
 * stacks, what was freed and what a thread left behind. What is searched for: secret access key and session token, the
 * keys that SigV4 derives from the secret one after the other, and of each of these keys what HMAC makes of it: its inner
 * and outer pad, and the states of SHA-256 after them, which are as good as the key. Eight bytes in a row are a find.
 *
 * The needles are made in another process, and held masked, so that the search does not find them themselves. Each
 * scenario runs in a child of its own.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <nettle/hmac.h>
#include <pthread.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "check.h"
#include "signing.h"

enum { WINDOW = 8, MOST_BYTES = 512, MOST_NEEDLES = 64, MASK = 0xa5 };

static const char good[] = "{\"interconnectName\":\"acme\",\"bandwidth\":\"10\",\"location\":\"EqDC2\"}";
static const int64_t now = 1767323045; /* 2026-01-02 */

/* ---------------------------------------------------------------------------------------- Needles */

static struct needle {
    char name[40];
    size_t length;
    uint8_t masked[MOST_BYTES];
    unsigned found;
} needles[MOST_NEEDLES];
static size_t needle_count;

static uint8_t unmasked(uint8_t byte)
{
    return byte ^ MASK;
}

/* In the child that makes them. */
static void add_needle(int to, const char *name, const char *of, const void *bytes, size_t length)
{
    struct needle needle = {.length = length};
    snprintf(needle.name, sizeof needle.name, "%s%s", name, of);
    for (size_t i = 0; i < length; i++)
        needle.masked[i] = ((const uint8_t *)bytes)[i] ^ MASK;
    if (write(to, &needle, sizeof needle) != sizeof needle)
        _exit(1);
}

/* A key and what HMAC makes of it; then the next key of the chain. */
static void add_key(int to, const char *name, uint8_t *key, size_t length, const char *message)
{
    uint8_t block[64] = {0}, inner[64], outer[64];
    struct hmac_sha256_ctx context;
    add_needle(to, "", name, key, length);
    if (length > sizeof block) {
        struct sha256_ctx hash;
        sha256_init(&hash);
        sha256_update(&hash, length, key);
        sha256_digest(&hash, 32, block);
        add_needle(to, "the hash of ", name, block, 32);
    } else {
        memcpy(block, key, length);
    }
    size_t padded = length > sizeof block ? 32 : length;
    for (size_t i = 0; i < sizeof block; i++) {
        inner[i] = block[i] ^ 0x36;
        outer[i] = block[i] ^ 0x5c;
    }
    add_needle(to, "the inner pad of ", name, inner, padded);
    add_needle(to, "the outer pad of ", name, outer, padded);
    hmac_sha256_set_key(&context, length, key);
    add_needle(to, "the inner state of ", name, context.inner.state, 32);
    add_needle(to, "the outer state of ", name, context.outer.state, 32);
    hmac_sha256_update(&context, strlen(message), (const uint8_t *)message);
    hmac_sha256_digest(&context, 32, key);
}

static void write_random(char *to, size_t length, uint32_t state)
{
    static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (size_t i = 0; i < length; i++) {
        state = state * 1664525 + 1013904223;
        ((volatile char *)to)[i] = letters[state >> 26];
    }
    ((volatile char *)to)[length] = 0;
}

/* How long secret and token are in the scenario at hand. */
static size_t secret_length = 40, token_length = 44;

static void write_secret(char *to)
{
    write_random(to, secret_length, 7);
}

static void write_token(char *to)
{
    write_random(to, token_length, 11);
}

static void make_needles(void)
{
    int ends[2];
    fflush(stdout);
    if (pipe(ends) != 0)
        return;
    pid_t child = fork();
    if (!child) {
        static char token[1000];
        uint8_t key[300] = "AWS4";
        write_secret((char *)key + 4);
        write_token(token);
        add_needle(ends[1], "the secret", "", key + 4, secret_length);
        add_needle(ends[1], "the token", "", token, token_length);
        add_key(ends[1], "AWS4 and the secret", key, secret_length + 4, "20260102");
        add_key(ends[1], "kDate", key, 32, "us-east-1");
        add_key(ends[1], "kRegion", key, 32, "directconnect");
        add_key(ends[1], "kService", key, 32, "aws4_request");
        add_key(ends[1], "kSigning", key, 32, "");
        _exit(0);
    }
    close(ends[1]);
    needle_count = 0;
    while (needle_count < MOST_NEEDLES && read(ends[0], &needles[needle_count], sizeof *needles) == sizeof *needles)
        needle_count++;
    close(ends[0]);
    int end = 1;
    waitpid(child, &end, 0);
    CHECK_NUMBER(end, 0);
    CHECK(needle_count > 20);
}

/* ---------------------------------------------------------------------------------------- Searching */

static uint8_t is_start[1 << 16];
static char maps[1 << 16];
static unsigned long searched;

/* Whether eight bytes of a needle, at any place of it, are these. */
static struct needle *needle_at(const volatile uint8_t *bytes)
{
    for (size_t i = 0; i < needle_count; i++)
        for (size_t start = 0; start + WINDOW <= needles[i].length; start++) {
            size_t same = 0;
            while (same < WINDOW && unmasked(bytes[same]) == needles[i].masked[start + same])
                same++;
            if (same == WINDOW)
                return &needles[i];
        }
    return NULL;
}

static void search_mapping(const volatile uint8_t *start, const volatile uint8_t *end, const char *line)
{
    searched += (unsigned long)(end - start);
    for (const volatile uint8_t *at = start; at + WINDOW <= end; at++) {
        if (!is_start[unmasked(at[0]) | unmasked(at[1]) << 8])
            continue;
        struct needle *found = needle_at(at);
        if (!found)
            continue;
        if (getenv("LEFTOVERS"))
            printf("    %s at %p of %.*s\n", found->name, (void *)(uintptr_t)at, (int)strcspn(line, "\n"), line);
        found->found++;
        /* One find is one place, as long as it is. */
        while (at + WINDOW <= end && needle_at(at + 1))
            at++;
        at += WINDOW - 1;
    }
}

static void search(void)
{
    memset(is_start, 0, sizeof is_start);
    searched = 0;
    for (size_t i = 0; i < needle_count; i++) {
        needles[i].found = 0;
        for (size_t start = 0; start + WINDOW <= needles[i].length; start++)
            is_start[needles[i].masked[start] | needles[i].masked[start + 1] << 8] = 1;
    }
    int file = open("/proc/self/maps", O_RDONLY);
    size_t length = 0;
    for (ssize_t more; (more = read(file, maps + length, sizeof maps - 1 - length)) > 0;)
        length += (size_t)more;
    close(file);
    maps[length] = 0;
    CHECK(length + 1 < sizeof maps);
    for (const char *line = maps; *line; line = strchr(line, '\n') + 1) {
        uintptr_t start = 0, end = 0;
        char rights[5] = "";
        if (sscanf(line, "%" SCNxPTR "-%" SCNxPTR " %4s", &start, &end, rights) == 3 && !strncmp(rights, "rw", 2))
            search_mapping((const volatile uint8_t *)start, (const volatile uint8_t *)end, line);
    }
    CHECK(searched > 100000);
}

static unsigned found(const char *name)
{
    for (size_t i = 0; i < needle_count; i++)
        if (!strcmp(needles[i].name, name))
            return needles[i].found;
    return ~0u;
}

static void check_nothing_is_left(void)
{
    search();
    for (size_t i = 0; i < needle_count; i++)
        if (!CHECK_NUMBER(needles[i].found, 0))
            printf("    %s is in memory still\n", needles[i].name);
}

/* ---------------------------------------------------------------------------------------- Scenarios */

static dxi_create_interconnect_request *request, *empty;

/* The caller's own copies, which it takes away itself. */
struct caller {
    char secret[300], token[700];
};

static dxi_status make_signer(dxi_signer **signer, const char *after_the_secret, const char *region)
{
    struct caller *caller = mmap(NULL, sizeof *caller, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    write_secret(caller->secret);
    write_token(caller->token);
    strcpy(caller->secret + secret_length, after_the_secret);
    const dxi_signer_options options = {.size = sizeof options,
                                        .access_key_id = "AKIDEXAMPLE",
                                        .secret_access_key = caller->secret,
                                        .session_token = caller->token,
                                        .region = region};
    dxi_problems *problems = NULL;
    dxi_status status = dxi_signer_new(&options, signer, &problems);
    dxi_problems_free(problems);
    munmap(caller, sizeof *caller);
    return status;
}

static dxi_signer *new_signer(void)
{
    dxi_signer *signer = NULL;
    CHECK_NUMBER(make_signer(&signer, "", "us-east-1"), DXI_OK);
    return signer;
}

static void sign(const dxi_signer *signer, int64_t when)
{
    dxi_http_request *http = NULL;
    CHECK_NUMBER(dxi_signer_sign(signer, request, when, NULL, &http, NULL), DXI_OK);
    dxi_http_request_free(http);
}

static void make_and_free(void)
{
    dxi_signer_free(new_signer());
}

static void sign_once(void)
{
    dxi_signer *signer = new_signer();
    sign(signer, now);
    /* What is there is found: one copy of the secret and of the token, one key that is ready to be used, which has its
       inner state twice, and nothing else. */
    search();
    CHECK_NUMBER(found("the secret") + found("AWS4 and the secret"), 1);
    CHECK_NUMBER(found("the token"), 1);
    CHECK_NUMBER(found("the inner state of kSigning"), 2);
    CHECK_NUMBER(found("the outer state of kSigning"), 1);
    unsigned all = 0;
    for (size_t i = 0; i < needle_count; i++)
        all += needles[i].found;
    CHECK_NUMBER(all, 5);
    dxi_signer_free(signer);
}

static void sign_on_several_days(void)
{
    dxi_signer *signer = new_signer();
    for (int day = -1; day < 3; day++)
        sign(signer, now + day * 86400);
    sign(signer, now);
    dxi_signer_free(signer);
}

static void refused_signer(void)
{
    dxi_signer *signer = NULL;
    CHECK_NUMBER(make_signer(&signer, "\n", "us-east-1"), DXI_ERROR_INVALID_OPTIONS);
    CHECK_NUMBER(make_signer(&signer, "", "a/b"), DXI_ERROR_INVALID_OPTIONS);
}

static void refused_requests(void)
{
    dxi_signer *signer = new_signer();
    dxi_http_request *http = NULL;
    dxi_problems *problems = NULL;
    CHECK_NUMBER(dxi_signer_sign(signer, empty, now, NULL, &http, &problems), DXI_ERROR_INVALID_REQUEST);
    dxi_problems_free(problems);
    CHECK_NUMBER(dxi_signer_sign(signer, request, -1, NULL, &http, &problems), DXI_ERROR_INVALID_OPTIONS);
    dxi_problems_free(problems);
    sign(signer, now);
    CHECK_NUMBER(dxi_signer_sign(signer, empty, now, NULL, &http, NULL), DXI_ERROR_INVALID_REQUEST);
    dxi_signer_free(signer);
}

static void describe(void)
{
    dxi_signer *signer = new_signer();
    for (dxi_description_format format = DXI_DESCRIPTION_TEXT; format <= DXI_DESCRIPTION_JSON; format++) {
        char *text = NULL;
        CHECK_NUMBER(dxi_signer_describe(signer, request, now, NULL, format, &text, NULL), DXI_OK);
        dxi_string_free(text);
    }
    dxi_signer_free(signer);
}

static void json_documents(void)
{
    dxi_signer *signer = new_signer();
    dxi_http_request *http = NULL;
    char *text = NULL;
    CHECK_NUMBER(dxi_signer_sign_json(signer, DXI_OPERATION_CREATE_INTERCONNECT, good, DXI_NUL_TERMINATED, now, NULL, &text), DXI_OK);
    dxi_string_free(text);
    CHECK_NUMBER(dxi_signer_sign_json(signer, DXI_OPERATION_CREATE_INTERCONNECT, "{}", DXI_NUL_TERMINATED, now, NULL, &text), DXI_ERROR_INVALID_REQUEST);
    dxi_string_free(text);
    CHECK_NUMBER(dxi_signer_sign(signer, request, now, NULL, &http, NULL), DXI_OK);
    CHECK_NUMBER(dxi_http_request_to_json(http, &text), DXI_OK);
    dxi_string_free(text);
    dxi_http_request_free(http);
    dxi_signer_free(signer);
}

static void requests_outlive_their_signer(void)
{
    dxi_signer *one = new_signer(), *other = new_signer();
    dxi_http_request *http[2] = {NULL};
    CHECK_NUMBER(dxi_signer_sign(one, request, now, NULL, &http[0], NULL), DXI_OK);
    CHECK_NUMBER(dxi_signer_sign(other, request, now, NULL, &http[1], NULL), DXI_OK);
    dxi_signer_free(one);
    dxi_http_request_free(http[1]);
    dxi_signer_free(other);
    search();
    CHECK_NUMBER(found("the secret"), 0);
    CHECK(found("the token") > 0);
    dxi_http_request_free(http[0]);
}

static void long_credentials(void)
{
    /* Longer than a block of SHA-256, of which HMAC takes the hash. */
    secret_length = 200;
    token_length = 500;
    make_needles();
    sign_once();
}

static pthread_barrier_t signed_by_all, looked;

static void *sign_on_a_thread(void *signer)
{
    sign(signer, now);
    sign(signer, now + 86400);
    sign(signer, now);
    pthread_barrier_wait(&signed_by_all);
    /* Its stack is still there while memory is searched. */
    pthread_barrier_wait(&looked);
    return NULL;
}

static void several_threads(void)
{
    enum { THREADS = 4 };
    pthread_t threads[THREADS];
    pthread_attr_t attributes;
    dxi_signer *signer = new_signer();
    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, 64 << 10);
    pthread_barrier_init(&signed_by_all, NULL, THREADS + 1);
    pthread_barrier_init(&looked, NULL, THREADS + 1);
    for (int i = 0; i < THREADS; i++)
        CHECK_NUMBER(pthread_create(&threads[i], i % 2 ? &attributes : NULL, sign_on_a_thread, signer), 0);
    pthread_barrier_wait(&signed_by_all);
    dxi_signer_free(signer);
    check_nothing_is_left();
    pthread_barrier_wait(&looked);
    for (int i = 0; i < THREADS; i++)
        pthread_join(threads[i], NULL);
}

#define SCENARIO(name) {#name, name}
static const struct {
    const char *name;
    void (*run)(void);
} scenarios[] = {
    SCENARIO(make_and_free),
    SCENARIO(sign_once),
    SCENARIO(sign_on_several_days),
    SCENARIO(refused_signer),
    SCENARIO(refused_requests),
    SCENARIO(describe),
    SCENARIO(json_documents),
    SCENARIO(requests_outlive_their_signer),
    SCENARIO(long_credentials),
    SCENARIO(several_threads),
};

int main(void)
{
    request = signing_request(good);
    empty = signing_request("{}");
    make_needles();
    check_nothing_is_left();
    for (size_t i = 0; i < sizeof scenarios / sizeof *scenarios; i++) {
        fflush(stdout);
        pid_t child = fork();
        if (!child) {
            check_case = scenarios[i].name;
            scenarios[i].run();
            check_nothing_is_left();
            exit(check_finish());
        }
        int end = 1;
        waitpid(child, &end, 0);
        CHECK_NUMBER(end, 0);
    }
    dxi_create_interconnect_request_free(request);
    dxi_create_interconnect_request_free(empty);
    return check_finish();
}
