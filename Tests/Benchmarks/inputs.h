/* What both sides work on: one request with every member and five tags, one answer, one error. */
#ifndef INPUTS_H
#define INPUTS_H

#include <stdint.h>

#include "../ABI/answer_body.h"

static const char name[] = "acme-iad-1", bandwidth[] = "10Gbps", location[] = "EqDC2", lag_id[] = "dxlag-fg1a2b3c",
                  provider[] = "Acme Partner";
static const struct {
    const char *key, *value;
} tags[] = {
    {"Name", "acme-iad-1"}, {"env", "prod"}, {"owner", "network@acme.example"}, {"cost-centre", "4711"}, {"site", "Zürich 1"},
};
enum { TAGS = sizeof tags / sizeof *tags };

static const char response_headers[] =
    "HTTP/1.1 200 OK\r\nx-amzn-RequestId: 6a7c1a52-0f52-4f3c-9d1e-3f1b6c8e2d11\r\nDate: Sat, 07 Nov 2026 00:00:00 GMT\r\n"
    "Content-Type: application/x-amz-json-1.1\r\nContent-Length: 812\r\n\r\n";
static const char error_body[] =
    "{\"__type\":\"com.amazonaws.directconnect#DirectConnectClientException\",\"message\":\"Account 123456789012 is not an authorized "
    "Direct Connect partner in us-east-1.\"}";

static const char access_key[] = "AKIDEXAMPLE", secret_key[] = "fI9zT0kRqEXAMPLE/not+a+real+secret/KEY01",
                  session_token[] = "IQoJb3JpZ2luX2VjEXAMPLE//////////token+with/every=sort==";
static const char region[] = "us-east-1";
static const int64_t now = 1767323045;

/* Where results go, so that no compiler leaves the work out. */
static volatile uint64_t sink;

#endif
