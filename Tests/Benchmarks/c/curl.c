/*
 * libcurl's own signature, CURLOPT_AWS_SIGV4. It signs only what it sends, so it sends: into a socket of this process, which has the answer
 * lying ready. "sign" does that, and "send" does the same without the signature: the difference is what signing costs.
 *
 * It checks nothing, derives the key anew each time and reads the clock itself.
 */
#define _GNU_SOURCE
#include <curl/curl.h>
#include <stddef.h>
#include <strings.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "inputs.h"
#include "worker.h"

static const char answer[] = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}";
static CURL *curl; /* the one to use: of the two that it signs and sends with */
static int near_end, far_end;

static void listen_here(char *name, size_t size)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    /* An abstract name, which begins with a NUL and leaves no file behind. */
    int length = snprintf(name, size, "dxinterconnect-bench-%ld", (long)getpid());
    memcpy(address.sun_path + 1, name, (size_t)length);
    near_end = socket(AF_UNIX, SOCK_STREAM, 0);
    must(!bind(near_end, (struct sockaddr *)&address, (socklen_t)(offsetof(struct sockaddr_un, sun_path) + 1 + (size_t)length)));
    must(!listen(near_end, 1));
}

/* It is connected and has sent nothing yet. */
static int put_answer(void *unused, char *ip, char *local_ip, int port, int local_port)
{
    (void)unused, (void)ip, (void)local_ip, (void)port, (void)local_port;
    far_end = accept(near_end, NULL, NULL);
    must(write(far_end, answer, sizeof answer - 1) == (ssize_t)sizeof answer - 1);
    return CURL_PREREQFUNC_OK;
}

static size_t ignore(char *bytes, size_t size, size_t count, void *unused)
{
    (void)bytes, (void)unused;
    return size * count;
}

static CURL *make(const char *listener)
{
    char url[200], token[sizeof session_token + 40];
    CURL *made = curl_easy_init();
    struct curl_slist *headers = NULL;
    snprintf(url, sizeof url, "http://directconnect.%s.amazonaws.com/", region);
    snprintf(token, sizeof token, "X-Amz-Security-Token: %s", session_token);
    headers = curl_slist_append(headers, "Content-Type: application/x-amz-json-1.1");
    headers = curl_slist_append(headers, "X-Amz-Target: OvertureService.CreateInterconnect");
    headers = curl_slist_append(headers, token);
    curl_easy_setopt(made, CURLOPT_URL, url);
    curl_easy_setopt(made, CURLOPT_ABSTRACT_UNIX_SOCKET, listener);
    curl_easy_setopt(made, CURLOPT_PROXY, "");
    curl_easy_setopt(made, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(made, CURLOPT_POSTFIELDS, request_body);
    curl_easy_setopt(made, CURLOPT_PREREQFUNCTION, put_answer);
    curl_easy_setopt(made, CURLOPT_WRITEFUNCTION, ignore);
    return made;
}

static CURL *signing, *sending;

static void prepare(void)
{
    char listener[60], key_pair[200], signature[200];
    if (signing)
        return;
    listen_here(listener, sizeof listener);
    signing = make(listener);
    sending = make(listener);
    snprintf(key_pair, sizeof key_pair, "%s:%s", access_key, secret_key);
    snprintf(signature, sizeof signature, "aws:amz:%s:directconnect", region);
    curl_easy_setopt(signing, CURLOPT_USERPWD, key_pair);
    curl_easy_setopt(signing, CURLOPT_AWS_SIGV4, signature);
}

static void prepare_sign(size_t size)
{
    (void)size;
    prepare();
    curl = signing;
}

static void prepare_send(size_t size)
{
    (void)size;
    prepare();
    curl = sending;
}

static void show(char *sent)
{
    for (const char *line = strtok(sent, "\r\n"); line; line = strtok(NULL, "\r\n"))
        if (!strncasecmp(line, "Authorization: ", 15))
            use(line + 15, strlen(line + 15));
        else if (!strncasecmp(line, "X-Amz-Date: ", 12))
            use(line + 12, strlen(line + 12));
}

static void run(size_t size)
{
    char sent[8192];
    (void)size;
    must(curl_easy_perform(curl) == CURLE_OK);
    ssize_t length = read(far_end, sent, sizeof sent - 1);
    must(length > 0);
    close(far_end);
    sent[length] = 0;
    if (is_showing)
        show(sent);
}

int main(int arguments, char **argument)
{
    static const struct operation operations[] = {
        {"sign", run, prepare_sign},
        {"derive", run, prepare_sign},
        {"send", run, prepare_send},
        {NULL, NULL, NULL},
    };
    return work(operations, arguments, argument);
}
