#define _POSIX_C_SOURCE 200809L /* clock_gettime */
#include "ensure.h"

#include "exit_code.h"
#include "report.h"

#include <stdio.h>
#include <time.h>

/* A clock that nobody sets. */
static int64_t now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* Sends what a step asks for and gives the answer back. */
static void carry_out(struct session *session, dxi_ensure *ensure, dxi_step step)
{
    struct request request = {
        .order = step == DXI_STEP_ORDER ? dxi_ensure_order(ensure) : NULL,
        .look = step == DXI_STEP_LOOK ? dxi_ensure_look(ensure) : NULL,
    };
    dxi_answer *answer = exchange(session, request);
    if (step == DXI_STEP_ORDER && dxi_answer_outcome(answer) == DXI_OUTCOME_UNKNOWN)
        fprintf(stderr, "order: %s\n", dxi_answer_explanation(answer));
    dxi_ensure_receive(ensure, answer);
    dxi_answer_free(answer);
}

/* Goes on until it is decided or the user wants no more. A dry run ends where an order would be sent: then true. */
static bool converse(struct session *session, dxi_ensure *ensure)
{
    dxi_step step;
    while (!*session->stop && dxi_ensure_next(ensure, now_ms(), random_fraction(), &step) == DXI_OK && step != DXI_STEP_DONE) {
        if (step == DXI_STEP_ORDER && session->arguments->dry_run)
            return true;
        if (step == DXI_STEP_WAIT) {
            fprintf(stderr, "look: the order does not show yet. Waiting %llu ms.\n",
                    (unsigned long long)dxi_ensure_wait_ms(ensure));
            wait_ms(session, dxi_ensure_wait_ms(ensure));
        } else {
            carry_out(session, ensure, step);
        }
    }
    return false;
}

int ensure(struct session *session)
{
    const struct arguments *arguments = session->arguments;
    dxi_ensure_options options = {
        .size = sizeof options,
        .match_location = arguments->match_location,
        .identity_tag_key = arguments->identity_tag_key,
        .look_again_ms = (uint64_t)arguments->look_again_ms,
    };
    dxi_ensure *ensure = NULL;
    dxi_problems *problems = NULL;
    dxi_status status = dxi_ensure_new(arguments->request, &options, &ensure, &problems);
    int exit_code = EXIT_NOT_CREATED;
    if (status != DXI_OK)
        report_refusal(status, problems, NULL, arguments->json_output);
    else if (converse(session, ensure))
        exit_code = report_dry_run(session->signer, arguments->request, arguments->json_output);
    else
        exit_code = report_ensured(ensure, dxi_signer_region(session->signer), arguments->json_output);
    dxi_problems_free(problems);
    dxi_ensure_free(ensure);
    return exit_code;
}
