/* Reads an HTTP answer that was kept in a file, status line and headers included, and says what it means. */
#include "exit_code.h"
#include "file.h"
#include "report.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The body begins after the first empty line. */
static const char *find_body(const char *text, size_t length)
{
    const char *crlf = strstr(text, "\r\n\r\n"), *lf = strstr(text, "\n\n");
    return crlf != NULL ? crlf + 4 : lf != NULL ? lf + 2 : text + length;
}

int main(int argc, char **argv)
{
    size_t length;
    char *text = argc == 2 ? file_read(argv[1], &length) : NULL;
    if (text == NULL) {
        fputs("usage: answer FILE\n", stderr);
        return EXIT_USAGE;
    }
    const char *body = find_body(text, length);
    dxi_http_response response = {
        .size = sizeof response,
        .delivery = DXI_DELIVERY_COMPLETE,
        .headers = text, /* the status line among them is skipped */
        .headers_length = (size_t)(body - text),
        .body = body,
        .body_length = (size_t)(text + length - body),
    };
    if (strncmp(text, "HTTP/", 5) == 0)
        response.status = atoi(text + strcspn(text, " "));

    dxi_answer *answer = NULL;
    dxi_answer_read(&response, &answer);
    int exit_code = report_answer(answer, NULL, false);
    dxi_answer_free(answer);
    free(text);
    return exit_code;
}
