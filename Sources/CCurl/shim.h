// Typed doors to libcurl's variadic functions, which Swift can't call.
//
// One function per argument type: a wrong width (int for long, long for curl_off_t) is undefined behaviour
// that the C compiler can't see through `...`, and Swift's type checker can see through these.
#ifndef MUSTER_CCURL_SHIM_H
#define MUSTER_CCURL_SHIM_H

#include <curl/curl.h>
#include <netinet/in.h>
#include <stdint.h>
#include <sys/socket.h>
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

// Where a transfer may connect to, by what the name resolved to, so that a name that resolves to another address
// between two looks gains nothing. A refused address makes the transfer fail as one that couldn't connect.
enum ccurl_reach {
    CCURL_REACH_ANYWHERE = 0,
    // Only this machine.
    CCURL_REACH_LOOPBACK = 1,
    // Neither this machine, nor private networks, nor link-local addresses, where cloud metadata services live.
    CCURL_REACH_PUBLIC = 2,
    // Private networks, too: a gateway of our own in the same building.
    CCURL_REACH_PRIVATE = 3
};

static inline int ccurl_may_reach_v4(uint32_t a, int reach) {
    int is_loopback = (a >> 24) == 127;
    int is_private = (a >> 24) == 10 || (a >> 20) == (172 << 4 | 1) || (a >> 16) == (192 << 8 | 168)
        || (a >> 22) == (100 << 2 | 1);
    int is_nowhere = (a >> 24) == 0 || (a >> 16) == (169 << 8 | 254) || (a >> 28) >= 14;
    if (reach == CCURL_REACH_LOOPBACK) { return is_loopback; }
    if (is_loopback || is_nowhere) { return 0; }
    return reach == CCURL_REACH_PRIVATE || !is_private;
}

static inline int ccurl_may_reach(const struct sockaddr *address, int reach) {
    if (reach == CCURL_REACH_ANYWHERE) { return 1; }
    if (address->sa_family == AF_INET) {
        return ccurl_may_reach_v4(ntohl(((const struct sockaddr_in *)address)->sin_addr.s_addr), reach);
    }
    if (address->sa_family != AF_INET6) { return 0; }
    const unsigned char *b = ((const struct sockaddr_in6 *)address)->sin6_addr.s6_addr;
    int zeros = 0;
    while (zeros < 16 && b[zeros] == 0) { zeros++; }
    // ::ffff:a.b.c.d is an IPv4 address in disguise.
    if (zeros == 10 && b[10] == 0xFF && b[11] == 0xFF) {
        return ccurl_may_reach_v4((uint32_t)b[12] << 24 | b[13] << 16 | b[14] << 8 | b[15], reach);
    }
    int is_loopback = zeros == 15 && b[15] == 1;
    int is_private = (b[0] & 0xFE) == 0xFC;
    int is_nowhere = zeros == 16 || (b[0] == 0xFE && (b[1] & 0xC0) == 0x80) || b[0] == 0xFF;
    if (reach == CCURL_REACH_LOOPBACK) { return is_loopback; }
    if (is_loopback || is_nowhere) { return 0; }
    return reach == CCURL_REACH_PRIVATE || !is_private;
}

static inline curl_socket_t ccurl_open_within_reach(
    void *reach, curlsocktype purpose, struct curl_sockaddr *address) {
    (void)purpose;
    if (!ccurl_may_reach(&address->addr, (int)(intptr_t)reach)) { return CURL_SOCKET_BAD; }
    return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

static inline CURLcode ccurl_set_reach(CURL *easy, int reach) {
    CURLcode code = curl_easy_setopt(easy, CURLOPT_OPENSOCKETDATA, (void *)(intptr_t)reach);
    if (code != CURLE_OK) { return code; }
    return curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, ccurl_open_within_reach);
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
