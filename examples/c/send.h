/* Sends one signed request, once, and says what is known about what became of it. */
#ifndef SEND_H
#define SEND_H

#include <curl/curl.h>
#include <dxinterconnect.h>
#include <signal.h>
#include <stdbool.h>

struct send_options {
    long connect_timeout_ms;
    long timeout_ms;
    const char *certificates;          /* NULL: the system's */
    const volatile sig_atomic_t *stop; /* becomes 1 when the user wants no more */
};

struct reply {
    dxi_delivery delivery;
    bool is_untrusted; /* nothing was sent, over the server's certificate: it will be the same next time */
    int32_t status; /* 0: none came */
    char *headers;
    size_t headers_length;
    char *body;
    size_t body_length;
    char failure[CURL_ERROR_SIZE]; /* libcurl's words; "" if all went well */
};

/* Always fills `reply`, which reply_free empties. curl_global_init comes first. */
void send_once(const dxi_http_request *request, const struct send_options *options, struct reply *reply);
void reply_free(struct reply *reply);

#endif
