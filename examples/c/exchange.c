#define _GNU_SOURCE /* getrandom */
#include "exchange.h"

#include "report.h"
#include "send.h"

#include <stdio.h>
#include <sys/random.h>
#include <time.h>

/* Whoever asks us to wait longer than this is told to the user instead. */
#define LONGEST_WAIT_MS 60000

double random_fraction(void)
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

void wait_ms(const struct session *session, uint64_t milliseconds)
{
    struct timespec rest = {.tv_sec = (time_t)(milliseconds / 1000), .tv_nsec = (long)(milliseconds % 1000) * 1000000};
    while (!*session->stop && nanosleep(&rest, &rest) != 0)
        continue;
}

static const char *name(struct request request) { return request.look == NULL ? "order" : "look"; }

/* Sends the request once and has the reply read. */
static dxi_answer *attempt(const struct session *session, struct request request, const dxi_sign_options *options,
                           bool *is_untrusted)
{
    const struct arguments *arguments = session->arguments;
    int64_t now = time(NULL) + session->clock_offset;
    dxi_http_request *http_request = NULL;
    dxi_problems *problems = NULL;
    dxi_status status =
        request.look == NULL
            ? dxi_signer_sign(session->signer, request.order, now, options, &http_request, &problems)
            : dxi_signer_sign_describe_interconnects(session->signer, request.look, now, options, &http_request, &problems);

    struct send_options send_options = {
        .connect_timeout_ms = arguments->connect_timeout_ms,
        .timeout_ms = arguments->timeout_ms,
        .certificates = arguments->certificates,
        .stop = session->stop,
    };
    struct reply reply = {.delivery = DXI_DELIVERY_NOTHING_SENT};
    if (status == DXI_OK)
        send_once(http_request, &send_options, &reply);
    else
        report_problems(problems);
    dxi_http_request_free(http_request);
    dxi_problems_free(problems); /* if there are warnings, they have been shown */
    if (reply.failure[0] != '\0')
        fprintf(stderr, "%s, attempt %u: %s\n", name(request), options->attempt, reply.failure);
    *is_untrusted = reply.is_untrusted;
    if (reply.is_untrusted)
        fputs("if a proxy or a test endpoint has a certificate of its own, name its CA in AWS_CA_BUNDLE\n", stderr);

    dxi_http_response response = {
        .size = sizeof response,
        .operation = request.look == NULL ? DXI_OPERATION_CREATE_INTERCONNECT : DXI_OPERATION_DESCRIBE_INTERCONNECTS,
        .delivery = reply.delivery,
        .status = reply.status,
        .headers = reply.headers,
        .headers_length = reply.headers_length,
        .body = reply.body,
        .body_length = reply.body_length,
        .now = time(NULL), /* this machine's own, so that the offset which comes of it is the whole one */
    };
    dxi_answer *answer = NULL; /* which has the outcome "unknown", if it came to that */
    dxi_answer_read(&response, &answer);
    reply_free(&reply);
    return answer;
}

/*
 * Follows the advice of one answer. True: send again, after what was to be waited for. Only RESEND and
 * CORRECT_CLOCK come here to another attempt, and of an order both say that nothing was ordered: one whose
 * outcome is unknown is never sent again.
 */
static bool should_send_again(struct session *session, struct request request, const dxi_answer *answer, uint32_t number,
                              bool *clock_corrected)
{
    if (number >= session->arguments->maximum_attempts || *session->stop)
        return false;
    switch (dxi_answer_advice(answer)) {
    case DXI_ADVICE_CORRECT_CLOCK: {
        /* Once: a clock that is wrong after its correction is not what is wrong. */
        int64_t offset;
        if (*clock_corrected || !dxi_answer_clock_offset(answer, &offset) || offset == session->clock_offset)
            return false;
        session->clock_offset = offset;
        *clock_corrected = true;
        fprintf(stderr, "%s, attempt %u: this machine's clock is %lld s off; signing by AWS's\n", name(request), number,
                (long long)offset);
        return true;
    }
    case DXI_ADVICE_RESEND: {
        uint64_t delay = dxi_answer_delay_ms(answer, number, random_fraction());
        if (delay > LONGEST_WAIT_MS) {
            fprintf(stderr, "%s, attempt %u: asked to wait %llu s, which is too long\n", name(request), number,
                    (unsigned long long)delay / 1000);
            return false;
        }
        fprintf(stderr, "%s, attempt %u: %s Waiting %llu ms.\n", name(request), number, dxi_answer_explanation(answer),
                (unsigned long long)delay);
        wait_ms(session, delay);
        return !*session->stop;
    }
    default:
        return false;
    }
}

dxi_answer *exchange(struct session *session, struct request request)
{
    char invocation_id[37];
    dxi_sign_options options = {.size = sizeof options, .invocation_id = make_invocation_id(invocation_id)};
    bool clock_corrected = false, is_untrusted = false;
    dxi_answer *answer = NULL;
    do {
        dxi_answer_free(answer);
        options.attempt++;
        answer = attempt(session, request, &options, &is_untrusted);
    } while (!is_untrusted /* a certificate that is not trusted now is not trusted in a moment */
             && should_send_again(session, request, answer, options.attempt, &clock_corrected));
    return answer;
}
