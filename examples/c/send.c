#include "send.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#if LIBCURL_VERSION_NUM < 0x075500
#error "libcurl 7.85 or later is needed, for CURLOPT_PREREQFUNCTION and CURLOPT_PROTOCOLS_STR"
#endif

enum { MAXIMUM_HEADERS = 256 * 1024 };

/* What the callbacks share. */
struct transfer {
    struct reply *reply;
    size_t headers_capacity;
    size_t headers_received; /* in bytes, interim answers and trailers too: libcurl keeps them all */
    size_t body_capacity;
    bool request_begun; /* from here on, nobody can say that nothing was sent */
    bool headers_whole; /* the empty line came */
    const volatile sig_atomic_t *stop;
};

/*
 * How we know whether anything was sent. An order that was sent must not be sent again, so what we need
 * is a sign that never comes too late. libcurl offers several:
 *
 * - The result code does not do. A proxy that refuses gives CURLE_RECV_ERROR and a TLS handshake that
 *   hangs CURLE_OPERATION_TIMEDOUT; both also come of an order that AWS has read.
 * - CURLINFO_REQUEST_SIZE and the bytes that CURLOPT_DEBUGFUNCTION shows count what was written once the
 *   write has returned, which is too late if it fails half way, as a write of several TLS records can;
 *   and they count the CONNECT to a proxy, which is no order.
 * - A read callback is asked for the body when libcurl wants it, not when it is written, and the headers
 *   may be under way by then.
 * - CURLOPT_PREREQFUNCTION is called when the connection stands, proxy tunnel and TLS handshake included,
 *   and before the first byte of the request is written. If it was not called, nothing was sent. If it
 *   was, something may have been. It errs only on the side where we look instead of ordering twice.
 */
static int on_request(void *user, char *remote_ip, char *local_ip, int remote_port, int local_port)
{
    struct transfer *transfer = user;
    (void)remote_ip, (void)local_ip, (void)remote_port, (void)local_port;
    /* libcurl has reasons of its own to send a request a second time. An order goes out once. */
    if (transfer->request_begun)
        return CURL_PREREQFUNC_ABORT;
    transfer->request_begun = true;
    return CURL_PREREQFUNC_OK;
}

/* Appends as much as `maximum` allows. Returns how much that was: less than `length` makes libcurl stop. */
static size_t append(char **buffer, size_t *used, size_t *capacity, size_t maximum, const char *data, size_t length)
{
    if (length > maximum - *used)
        length = maximum - *used;
    if (length > *capacity - *used) {
        size_t larger = *capacity == 0 ? 4096 : *capacity;
        while (larger - *used < length)
            larger *= 2;
        char *grown = realloc(*buffer, larger);
        if (grown == NULL)
            return 0;
        *buffer = grown;
        *capacity = larger;
    }
    memcpy(*buffer + *used, data, length);
    *used += length;
    return length;
}

/* Called once for each whole line, the status line included. */
static size_t on_header(char *line, size_t size, size_t length, void *user)
{
    struct transfer *transfer = user;
    struct reply *reply = transfer->reply;
    length *= size;
    transfer->headers_received += length;
    if (transfer->headers_received > MAXIMUM_HEADERS)
        return 0;
    if (length >= 5 && strncasecmp(line, "HTTP/", 5) == 0) {
        /* Another answer begins: what came before it was an interim one, such as 103. */
        reply->headers_length = 0;
        transfer->headers_whole = false;
    }
    if (transfer->headers_whole)
        return length; /* trailers, which come after the body and are no headers */
    transfer->headers_whole = length <= 2;
    return append(&reply->headers, &reply->headers_length, &transfer->headers_capacity, MAXIMUM_HEADERS, line, length);
}

/* A body over what the library reads ends the transfer here, and is cut off. */
static size_t on_body(char *data, size_t size, size_t length, void *user)
{
    struct transfer *transfer = user;
    struct reply *reply = transfer->reply;
    return append(&reply->body, &reply->body_length, &transfer->body_capacity, DXI_MAXIMUM_LENGTH, data, size * length);
}

/* Called at least once a second: a transfer that the user stops ends like any other, with what is known. */
static int on_progress(void *user, curl_off_t down_total, curl_off_t down, curl_off_t up_total, curl_off_t up)
{
    struct transfer *transfer = user;
    (void)down_total, (void)down, (void)up_total, (void)up;
    return *transfer->stop != 0;
}

/* The signed headers, and none of libcurl's but Content-Length. NULL when there is no memory. */
static struct curl_slist *header_list(const dxi_http_request *request)
{
    /*
     * A name with nothing after the colon keeps libcurl's own header away. After Expect: 100-continue
     * libcurl would wait before the body, and send the request again for a 417.
     */
    struct curl_slist *list = curl_slist_append(NULL, "Expect:");
    struct curl_slist *longer = list == NULL ? NULL : curl_slist_append(list, "Accept:");
    size_t count = dxi_http_request_header_count(request);
    for (size_t i = 0; i < count && longer != NULL; i++) {
        const char *name = dxi_http_request_header_name(request, i);
        const char *value = dxi_http_request_header_value(request, i);
        size_t size = strlen(name) + strlen(": ") + strlen(value) + 1;
        char *line = malloc(size);
        longer = NULL;
        if (line != NULL) {
            snprintf(line, size, "%s: %s", name, value);
            longer = curl_slist_append(list, line);
        }
        free(line);
    }
    if (longer == NULL)
        curl_slist_free_all(list);
    return longer;
}

/* False if one of the options was refused: then nothing may be sent, for what we rely on would not hold. */
static bool set_options(CURL *curl, const dxi_http_request *request, const struct curl_slist *headers,
                        const struct send_options *options, struct transfer *transfer)
{
    size_t length;
    const char *body = dxi_http_request_body(request, &length);
    const char *url = dxi_http_request_url(request);
    bool good = true;
#define SET(option, value) (good = good && curl_easy_setopt(curl, option, value) == CURLE_OK)

    /* What to send: exactly what was signed. */
    SET(CURLOPT_URL, url);
    SET(CURLOPT_PATH_AS_IS, 1L); /* the signature is over the path as it is: libcurl must not tidy it up */
    SET(CURLOPT_HTTPHEADER, headers);
    SET(CURLOPT_HEADEROPT, (long)CURLHEADER_SEPARATE); /* no signature and no session token to a proxy */
    SET(CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)length);
    SET(CURLOPT_POSTFIELDS, body); /* not copied: `request` outlives the transfer */

    /* Once: no other connection, no other place, no other protocol that may ask for it again. */
    SET(CURLOPT_FRESH_CONNECT, 1L); /* a request that dies with a reused connection is one that libcurl sends again */
    SET(CURLOPT_FORBID_REUSE, 1L);
    SET(CURLOPT_FOLLOWLOCATION, 0L);
    SET(CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1); /* HTTP/2 has streams that are refused and sent again */
    SET(CURLOPT_PREREQFUNCTION, on_request);
    SET(CURLOPT_PREREQDATA, transfer);

    /* To whom. */
    SET(CURLOPT_PROTOCOLS_STR, "http,https");
    SET(CURLOPT_SSL_VERIFYPEER, 1L);
    SET(CURLOPT_SSL_VERIFYHOST, 2L);
    SET(CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
    if (options->certificates != NULL)
        SET(CURLOPT_CAINFO, options->certificates);
    /* Through a proxy https stays closed to it; http, which is for this machine only, would lie open. */
    if (strncasecmp(url, "http:", 5) == 0)
        SET(CURLOPT_NOPROXY, "*");
    SET(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L); /* what a proxy says to CONNECT is no answer of AWS's */

    /* How long. */
    SET(CURLOPT_CONNECTTIMEOUT_MS, options->connect_timeout_ms);
    SET(CURLOPT_TIMEOUT_MS, options->timeout_ms);
    SET(CURLOPT_NOPROGRESS, 0L);
    SET(CURLOPT_XFERINFOFUNCTION, on_progress);
    SET(CURLOPT_XFERINFODATA, transfer);

    /* What comes back. No CURLOPT_ACCEPT_ENCODING: we did not ask for anything compressed. */
    SET(CURLOPT_HEADERFUNCTION, on_header);
    SET(CURLOPT_HEADERDATA, transfer);
    SET(CURLOPT_WRITEFUNCTION, on_body);
    SET(CURLOPT_WRITEDATA, transfer);
    SET(CURLOPT_ERRORBUFFER, transfer->reply->failure);
#undef SET
    return good;
}

void send_once(const dxi_http_request *request, const struct send_options *options, struct reply *reply)
{
    *reply = (struct reply){.delivery = DXI_DELIVERY_NOTHING_SENT};
    struct transfer transfer = {.reply = reply, .stop = options->stop};
    struct curl_slist *headers = header_list(request);
    CURL *curl = curl_easy_init();
    CURLcode code = CURLE_FAILED_INIT;
    long status = 0;

    if (headers != NULL && curl != NULL && set_options(curl, request, headers, options, &transfer)) {
        code = curl_easy_perform(curl);
        curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
    }
    if (code != CURLE_OK && reply->failure[0] == '\0')
        snprintf(reply->failure, sizeof reply->failure, "%s", curl_easy_strerror(code));

    if (!transfer.request_begun) {
        reply->delivery = DXI_DELIVERY_NOTHING_SENT;
        reply->is_untrusted = code == CURLE_PEER_FAILED_VERIFICATION;
    } else if (status < 200) { /* nothing, or no more than an interim answer */
        reply->delivery = DXI_DELIVERY_NO_ANSWER;
        reply->headers_length = 0;
    } else {
        /* libcurl is content with a connection that ends within the headers; we are not. */
        bool is_whole = code == CURLE_OK && transfer.headers_whole;
        reply->delivery = is_whole ? DXI_DELIVERY_COMPLETE : DXI_DELIVERY_ANSWER_CUT_OFF;
        reply->status = (int32_t)status;
    }
    curl_easy_cleanup(curl);
    curl_slist_free_all(headers);
}

void reply_free(struct reply *reply)
{
    free(reply->headers);
    free(reply->body);
    *reply = (struct reply){.delivery = DXI_DELIVERY_NOTHING_SENT};
}
