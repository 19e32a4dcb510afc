/*
 * Orders an AWS Direct Connect interconnect: libdxinterconnect says what to send, libcurl sends it, and
 * libdxinterconnect says what became of it. order --help tells the rest.
 */
#define _GNU_SOURCE /* getrandom */
#include "arguments.h"
#include "exit_code.h"
#include "report.h"
#include "send.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/random.h>
#include <time.h>

/* Whoever asks us to wait longer than this is told to the user instead. */
#define LONGEST_WAIT_MS 60000

/* Ctrl-C ends what is going on, but not before it is said whether a port may have been ordered. */
static volatile sig_atomic_t stop;

static void on_signal(int number)
{
    (void)number;
    stop = 1;
}

static void catch_signals(void)
{
    struct sigaction action = {.sa_handler = on_signal};
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
    /* A pipe that nobody reads any more is no reason to die in the middle of an order. */
    action.sa_handler = SIG_IGN;
    sigaction(SIGPIPE, &action, NULL);
}

/* From 0 to 1, different in every process, so that those who failed together do not come back together. */
static double random_fraction(void)
{
    uint64_t bits;
    if (getrandom(&bits, sizeof bits, 0) != sizeof bits)
        return 1; /* the longest wait is never wrong */
    return (double)(bits >> 11) / 9007199254740992.0; /* 2^53 */
}

/* A random UUID, for AWS's logs only: it does not keep an order from being placed twice. */
static const char *make_invocation_id(char text[37])
{
    unsigned char b[16];
    if (getrandom(b, sizeof b, 0) != sizeof b)
        return NULL;
    b[6] = (b[6] & 0x0f) | 0x40;
    b[8] = (b[8] & 0x3f) | 0x80;
    snprintf(text, 37, "%02x%02x%02x%02x-%02x%02x-%02x%02x-%02x%02x-%02x%02x%02x%02x%02x%02x", b[0], b[1], b[2], b[3], b[4],
             b[5], b[6], b[7], b[8], b[9], b[10], b[11], b[12], b[13], b[14], b[15]);
    return text;
}

static void wait_ms(uint64_t milliseconds)
{
    struct timespec rest = {.tv_sec = (time_t)(milliseconds / 1000), .tv_nsec = (long)(milliseconds % 1000) * 1000000};
    while (!stop && nanosleep(&rest, &rest) != 0)
        continue;
}

/* Sends the request once and has the reply read. False if there was nothing to send, which has been said. */
static bool attempt(const struct arguments *arguments, const dxi_signer *signer, int64_t clock_offset,
                    const dxi_sign_options *options, dxi_answer **answer, bool *is_untrusted)
{
    dxi_http_request *http_request = NULL;
    dxi_problems *problems = NULL;
    dxi_status status = dxi_signer_sign(signer, arguments->request, time(NULL) + clock_offset, options, &http_request, &problems);
    if (status != DXI_OK) {
        report_refusal(status, problems, NULL, arguments->json_output);
        dxi_problems_free(problems);
        return false;
    }
    dxi_problems_free(problems); /* warnings, which have been shown */

    struct send_options send_options = {
        .connect_timeout_ms = arguments->connect_timeout_ms,
        .timeout_ms = arguments->timeout_ms,
        .certificates = arguments->certificates,
        .stop = &stop,
    };
    struct reply reply;
    send_once(http_request, &send_options, &reply);
    dxi_http_request_free(http_request);
    if (reply.failure[0] != '\0')
        fprintf(stderr, "attempt %u: %s\n", options->attempt, reply.failure);
    *is_untrusted = reply.is_untrusted;
    if (reply.is_untrusted)
        fputs("if a proxy or a test endpoint has a certificate of its own, name its CA in AWS_CA_BUNDLE\n", stderr);

    dxi_http_response response = {
        .size = sizeof response,
        .delivery = reply.delivery,
        .status = reply.status,
        .headers = reply.headers,
        .headers_length = reply.headers_length,
        .body = reply.body,
        .body_length = reply.body_length,
        .now = time(NULL), /* this machine's own, so that the offset which comes of it is the whole one */
    };
    *answer = NULL; /* which has the outcome "unknown", if it came to that */
    dxi_answer_read(&response, answer);
    reply_free(&reply);
    return true;
}

/*
 * Follows the advice of one answer. True: send again, after what was to be waited for. Only RESEND and
 * CORRECT_CLOCK come here to another attempt, and both say that nothing was ordered: an unknown outcome
 * is never sent again.
 */
static bool should_send_again(const dxi_answer *answer, uint32_t number, uint32_t maximum, int64_t *clock_offset)
{
    if (number >= maximum || stop)
        return false;
    switch (dxi_answer_advice(answer)) {
    case DXI_ADVICE_CORRECT_CLOCK:
        /* Once: a clock that is wrong after its correction is not what is wrong. */
        if (*clock_offset != 0 || !dxi_answer_clock_offset(answer, clock_offset) || *clock_offset == 0)
            return false;
        fprintf(stderr, "attempt %u: this machine's clock is %lld s off; signing by AWS's\n", number, (long long)*clock_offset);
        return true;
    case DXI_ADVICE_RESEND: {
        uint64_t delay = dxi_answer_delay_ms(answer, number, random_fraction());
        if (delay > LONGEST_WAIT_MS) {
            fprintf(stderr, "attempt %u: asked to wait %llu s, which is too long\n", number, (unsigned long long)delay / 1000);
            return false;
        }
        fprintf(stderr, "attempt %u: %s Waiting %llu ms.\n", number, dxi_answer_explanation(answer), (unsigned long long)delay);
        wait_ms(delay);
        return !stop;
    }
    default:
        return false;
    }
}

static int order(const struct arguments *arguments, const dxi_signer *signer)
{
    char invocation_id[37];
    dxi_sign_options options = {.size = sizeof options, .invocation_id = make_invocation_id(invocation_id)};
    int64_t clock_offset = 0;
    dxi_answer *answer = NULL;
    bool is_untrusted = false;
    do {
        dxi_answer_free(answer);
        options.attempt++;
        if (!attempt(arguments, signer, clock_offset, &options, &answer, &is_untrusted))
            return EXIT_NOT_CREATED;
    } while (!is_untrusted && should_send_again(answer, options.attempt, arguments->maximum_attempts, &clock_offset));

    int exit_code = report_answer(answer, dxi_signer_region(signer), arguments->json_output);
    dxi_answer_free(answer);
    return exit_code;
}

static int dry_run(const struct arguments *arguments, const dxi_signer *signer)
{
    char *description = NULL;
    dxi_problems *problems = NULL;
    dxi_description_format format = arguments->json_output ? DXI_DESCRIPTION_JSON : DXI_DESCRIPTION_TEXT;
    dxi_status status = dxi_signer_describe(signer, arguments->request, time(NULL), NULL, format, &description, &problems);
    if (status == DXI_OK) {
        if (arguments->without_credentials)
            fputs("AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are not set: the credentials below are placeholders.\n", stderr);
        fputs("Dry run: this would be sent, and nothing is.\n\n", stderr);
        puts(description);
    } else {
        report_refusal(status, problems, NULL, arguments->json_output);
    }
    dxi_string_free(description);
    dxi_problems_free(problems);
    /* Whoever did not ask for a dry run must not take it for an order that went well. */
    return status == DXI_OK && !arguments->without_credentials ? EXIT_CREATED : EXIT_NOT_CREATED;
}

static int run(const struct arguments *arguments)
{
    dxi_signer *signer = NULL;
    dxi_problems *problems = NULL, *option_problems = NULL;
    int exit_code = EXIT_NOT_CREATED;

    /* Both before either is looked at: whoever has to mend something is told all of it. */
    dxi_status status = dxi_create_interconnect_request_validate(arguments->request, 0, &problems);
    dxi_status option_status = dxi_signer_new(&arguments->signer, &signer, &option_problems);
    if (status != DXI_OK || option_status != DXI_OK) {
        report_refusal(status != DXI_OK ? status : option_status, problems, option_problems, arguments->json_output);
    } else if (arguments->dry_run) {
        exit_code = dry_run(arguments, signer);
    } else {
        report_problems(problems); /* warnings: sent all the same */
        exit_code = order(arguments, signer);
    }
    dxi_problems_free(problems);
    dxi_problems_free(option_problems);
    dxi_signer_free(signer);
    return exit_code;
}

int main(int argc, char **argv)
{
    struct arguments arguments;
    int exit_code;
    catch_signals();
    curl_global_init(CURL_GLOBAL_DEFAULT);
    if (arguments_read(argc, argv, &arguments, &exit_code))
        exit_code = run(&arguments);
    dxi_create_interconnect_request_free(arguments.request);
    curl_global_cleanup();
    if (fflush(stdout) != 0 || ferror(stdout))
        fprintf(stderr, "order: the result could not be written; the exit code, %d, holds all the same\n", exit_code);
    return exit_code;
}
