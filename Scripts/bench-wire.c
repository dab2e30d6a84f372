/* The two clients that "make bench" needs beside musterd, both on bare libcurl.
 *
 *   bench-wire flood PREFIX FIRST COUNT CONNECTIONS BODY_BYTES
 *       Sends COUNT POST requests to PREFIX followed by FIRST, FIRST + 1, ... over so many kept connections: one
 *       thread, one multi handle, nothing but the transfers. It is what musterd's own sending is measured against.
 *   bench-wire post URL TOKEN FILE
 *       Connects first, then posts FILE once. TOKEN is a bearer token, or - for none.
 *
 * Both print when the first byte was handed to libcurl, in seconds since 1970 with microseconds, then the
 * seconds until the last answer, then the last HTTP status. Exit code 1: an answer was missing or not 2xx.
 */
#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

struct transfer {
    CURL *handle;
    char url[512];
};

static double now_s(clockid_t clock) {
    struct timespec now;
    clock_gettime(clock, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static size_t discard(char *bytes, size_t size, size_t count, void *context) {
    (void)bytes;
    (void)context;
    return size * count;
}

static void die(const char *what) {
    fprintf(stderr, "bench-wire: %s\n", what);
    exit(1);
}

static void check(CURLMcode code) {
    if (code != CURLM_OK) die(curl_multi_strerror(code));
}

static CURL *request(struct curl_slist *headers, const char *body, long length) {
    CURL *handle = curl_easy_init();
    if (!handle) die("no memory");
    curl_easy_setopt(handle, CURLOPT_POSTFIELDSIZE, length);
    curl_easy_setopt(handle, CURLOPT_POSTFIELDS, body);
    curl_easy_setopt(handle, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, discard);
    curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
    return handle;
}

static long status_of(CURL *handle) {
    long status = 0;
    curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &status);
    return status;
}

static int report(double began, double took, long status) {
    printf("%.6f %.6f %ld\n", began, took, status);
    return status >= 200 && status < 300 ? 0 : 1;
}

static struct curl_slist *json_headers(void) {
    struct curl_slist *headers = curl_slist_append(NULL, "Content-Type: application/json");
    return curl_slist_append(headers, "Expect:");
}

/* Gives an idle transfer the next address. */
static void start(CURLM *multi, struct transfer *transfer, const char *prefix, long long number) {
    snprintf(transfer->url, sizeof transfer->url, "%s%lld", prefix, number);
    curl_easy_setopt(transfer->handle, CURLOPT_URL, transfer->url);
    check(curl_multi_add_handle(multi, transfer->handle));
}

static int flood(const char *prefix, long long first, long count, long connections, long body_bytes) {
    if (count < 1 || connections < 1 || body_bytes < 1) die("counts must be 1 or more");
    char *body = malloc((size_t)body_bytes);
    struct transfer *transfers = calloc((size_t)connections, sizeof *transfers);
    CURLM *multi = curl_multi_init();
    if (!body || !transfers || !multi) die("no memory");
    memset(body, 'x', (size_t)body_bytes);
    curl_multi_setopt(multi, CURLMOPT_MAXCONNECTS, connections);
    struct curl_slist *headers = json_headers();
    double began = now_s(CLOCK_REALTIME), from = now_s(CLOCK_MONOTONIC);
    long started = 0, ended = 0, status = 200;
    for (; started < connections && started < count; started++) {
        struct transfer *transfer = &transfers[started];
        transfer->handle = request(headers, body, body_bytes);
        curl_easy_setopt(transfer->handle, CURLOPT_PRIVATE, transfer);
        start(multi, transfer, prefix, first + started);
    }
    while (ended < count) {
        int running, left;
        CURLMsg *message;
        check(curl_multi_perform(multi, &running));
        int has_started = 0;
        while ((message = curl_multi_info_read(multi, &left))) {
            struct transfer *transfer;
            curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &transfer);
            if (message->data.result != CURLE_OK) die(curl_easy_strerror(message->data.result));
            long answer = status_of(transfer->handle);
            if (answer != 200) status = answer;
            check(curl_multi_remove_handle(multi, transfer->handle));
            ended++;
            if (started < count) {
                start(multi, transfer, prefix, first + started);
                started++;
                has_started = 1;
            }
        }
        if (!has_started && ended < count) check(curl_multi_poll(multi, NULL, 0, 1000, NULL));
    }
    return report(began, now_s(CLOCK_MONOTONIC) - from, status);
}

static char *contents(const char *path, long *length) {
    FILE *file = fopen(path, "rb");
    if (!file || fseek(file, 0, SEEK_END)) die("can't read the file to post");
    *length = ftell(file);
    rewind(file);
    char *bytes = malloc((size_t)*length + 1);
    if (!bytes || fread(bytes, 1, (size_t)*length, file) != (size_t)*length) die("can't read the file to post");
    fclose(file);
    return bytes;
}

static int post(const char *url, const char *token, const char *path) {
    long length;
    char *body = contents(path, &length), line[512];
    struct curl_slist *headers = json_headers();
    snprintf(line, sizeof line, "Authorization: Bearer %s", token);
    if (strcmp(token, "-")) headers = curl_slist_append(headers, line);
    CURL *handle = request(headers, body, length);
    /* A request of no consequence opens the connection, so that what is timed is the alert alone. */
    curl_easy_setopt(handle, CURLOPT_URL, url);
    curl_easy_setopt(handle, CURLOPT_NOBODY, 1L);
    if (curl_easy_perform(handle) != CURLE_OK) die("nobody listens there");
    curl_easy_setopt(handle, CURLOPT_NOBODY, 0L);
    curl_easy_setopt(handle, CURLOPT_POST, 1L);
    double began = now_s(CLOCK_REALTIME), from = now_s(CLOCK_MONOTONIC);
    if (curl_easy_perform(handle) != CURLE_OK) die("no answer");
    return report(began, now_s(CLOCK_MONOTONIC) - from, status_of(handle));
}

int main(int count, char **words) {
    curl_global_init(CURL_GLOBAL_DEFAULT);
    if (count == 7 && !strcmp(words[1], "flood"))
        return flood(words[2], atoll(words[3]), atol(words[4]), atol(words[5]), atol(words[6]));
    if (count == 5 && !strcmp(words[1], "post")) return post(words[2], words[3], words[4]);
    fprintf(stderr, "usage: bench-wire flood PREFIX FIRST COUNT CONNECTIONS BODY_BYTES | post URL TOKEN FILE\n");
    return 2;
}
