// Typed doors to libcurl's variadic functions, which Swift can't call.
//
// One function per argument type: a wrong width (int for long, long for curl_off_t) is undefined behaviour
// that the C compiler can't see through `...`, and Swift's type checker can see through these.
#ifndef MUSTER_CCURL_SHIM_H
#define MUSTER_CCURL_SHIM_H

#include <curl/curl.h>
#include <sys/prctl.h>

typedef size_t (*ccurl_data_callback)(char *bytes, size_t size, size_t count, void *context);
typedef int (*ccurl_prerequest_callback)(
    void *context, char *remote_address, char *local_address, int remote_port, int local_port);

static inline CURLcode ccurl_global_init(void) { return curl_global_init(CURL_GLOBAL_ALL); }

static inline CURLcode ccurl_set_long(CURL *easy, CURLoption option, long value) {
    return curl_easy_setopt(easy, option, value);
}

static inline CURLcode ccurl_set_off(CURL *easy, CURLoption option, curl_off_t value) {
    return curl_easy_setopt(easy, option, value);
}

// libcurl copies the string, except for CURLOPT_POSTFIELDS (use ccurl_set_pointer there).
static inline CURLcode ccurl_set_string(CURL *easy, CURLoption option, const char *value) {
    return curl_easy_setopt(easy, option, value);
}

static inline CURLcode ccurl_set_pointer(CURL *easy, CURLoption option, void *value) {
    return curl_easy_setopt(easy, option, value);
}

static inline CURLcode ccurl_set_list(CURL *easy, CURLoption option, struct curl_slist *value) {
    return curl_easy_setopt(easy, option, value);
}

static inline CURLcode ccurl_set_data_callback(CURL *easy, CURLoption option, ccurl_data_callback callback) {
    return curl_easy_setopt(easy, option, callback);
}

static inline CURLcode ccurl_set_prerequest_callback(CURL *easy, ccurl_prerequest_callback callback) {
    return curl_easy_setopt(easy, CURLOPT_PREREQFUNCTION, callback);
}

static inline CURLcode ccurl_get_long(CURL *easy, CURLINFO which, long *value) {
    return curl_easy_getinfo(easy, which, value);
}

static inline CURLcode ccurl_get_double(CURL *easy, CURLINFO which, double *value) {
    return curl_easy_getinfo(easy, which, value);
}

static inline CURLcode ccurl_get_off(CURL *easy, CURLINFO which, curl_off_t *value) {
    return curl_easy_getinfo(easy, which, value);
}

static inline CURLcode ccurl_get_pointer(CURL *easy, CURLINFO which, void **value) {
    return curl_easy_getinfo(easy, which, value);
}

static inline CURLMcode ccurl_multi_set_long(CURLM *multi, CURLMoption option, long value) {
    return curl_multi_setopt(multi, option, value);
}

// CURLMsg keeps the result in a union, which Swift imports without its meaning.
static inline CURLcode ccurl_message_result(const CURLMsg *message) { return message->data.result; }

// The value of the last header of that name in the last response; null when there was none. Valid until the
// handle is used again.
static inline const char *ccurl_header(CURL *easy, const char *name) {
    struct curl_header *header = NULL;
    if (curl_easy_header(easy, name, 0, CURLH_HEADER, -1, &header) != CURLHE_OK) { return NULL; }
    return header->value;
}

// Names the calling thread for top and gdb; the kernel keeps 15 bytes.
static inline void ccurl_name_thread(const char *name) { prctl(PR_SET_NAME, name, 0, 0, 0); }

#endif
