/*
 * Orders an AWS Direct Connect interconnect: libdxinterconnect says what to send, libcurl sends it, and
 * libdxinterconnect says what became of it. order --help tells the rest.
 */
#define _POSIX_C_SOURCE 200809L /* sigaction */
#include "arguments.h"
#include "ensure.h"
#include "exchange.h"
#include "exit_code.h"
#include "report.h"

#include <curl/curl.h>
#include <signal.h>
#include <stdio.h>

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

static int order(const struct arguments *arguments, const dxi_signer *signer)
{
    struct session session = {.arguments = arguments, .signer = signer, .stop = &stop};
    dxi_answer *answer = exchange(&session, (struct request){.order = arguments->request});
    int exit_code = report_answer(answer, dxi_signer_region(signer), arguments->json_output);
    dxi_answer_free(answer);
    return exit_code;
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
    } else if (arguments->ensure && !arguments->without_credentials) {
        report_problems(problems);
        struct session session = {.arguments = arguments, .signer = signer, .stop = &stop};
        exit_code = ensure(&session);
    } else if (arguments->dry_run) {
        if (arguments->without_credentials)
            fputs("AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are not set: the credentials below are placeholders.\n", stderr);
        exit_code = report_dry_run(signer, arguments->request, arguments->json_output);
        /* Whoever did not ask for a dry run must not take it for an order that went well. */
        if (arguments->without_credentials)
            exit_code = EXIT_NOT_CREATED;
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
