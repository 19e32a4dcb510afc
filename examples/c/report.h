/* Says things to people on standard error, and the result on standard output. */
#ifndef REPORT_H
#define REPORT_H

#include <dxinterconnect.h>
#include <stdbool.h>

/* One line for each problem, on standard error. */
void report_problems(const dxi_problems *problems);

/* Nothing is sent, and why. As JSON: {"status", "problems", "optionProblems"}. */
void report_refusal(dxi_status status, const dxi_problems *problems, const dxi_problems *option_problems, bool json_output);

/* Outcome, explanation, interconnect, and what to do next. `region` may be NULL. Returns the exit code. */
int report_answer(const dxi_answer *answer, const char *region, bool json_output);

/* What would be sent, and nothing is. Returns the exit code. */
int report_dry_run(const dxi_signer *signer, const dxi_create_interconnect_request *request, bool json_output);

/* What came of the whole conversation, or how far it got. Returns the exit code. */
int report_ensured(const dxi_ensure *ensure, const char *region, bool json_output);

#endif
