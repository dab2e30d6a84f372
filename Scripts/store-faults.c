/* A disk that fails at a chosen moment: preloaded into musterd or musterbench, it counts what they do to some files and
 * lets the Nth of these calls go wrong. Everything else passes untouched.
 *
 *   STORE_FAULT_FILES=PREFIX   files whose path begins so
 *   STORE_FAULT=WHAT           kill       ends the process instead of the Nth call, as kill -9 and as a power cut do
 *                              tear       does half of the Nth write first, then ends the process
 *                              eio-write  the Nth write answers EIO, once
 *                              eio-sync   the Nth fsync or fdatasync answers EIO, once; the next one succeeds, as Linux
 *                                         does it
 *                              eio-read   the Nth read answers EIO, once
 *   STORE_FAULT_AT=N           1 or more; 0 lets nothing go wrong
 *   STORE_FAULT_ARM=FILE       nothing is counted before FILE exists
 *   STORE_FAULT_COUNT=FILE     written at the end: how many calls there were of the kind that counts
 *
 * kill counts write, pwrite, ftruncate, fallocate, fsync, fdatasync, unlink and rename; tear and eio-write count writes.
 *
 * cc -shared -fPIC -O2 -o store-faults.so store-faults.c -ldl
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

enum kind { WRITING, SYNCING, CHANGING, READING };
enum fault { NONE, KILL, TEAR, EIO_WRITE, EIO_SYNC, EIO_READ };

static const char *prefix, *arm, *count_file;
static enum fault fault = NONE;
static long at;
static atomic_long seen;

#define REAL(type, name, ...) \
    static type (*real_##name)(__VA_ARGS__); \
    if (!real_##name) *(void **)&real_##name = dlsym(RTLD_NEXT, #name)

__attribute__((constructor)) static void begin(void) {
    static const char *names[] = {"", "kill", "tear", "eio-write", "eio-sync", "eio-read"};
    const char *what = getenv("STORE_FAULT"), *number = getenv("STORE_FAULT_AT");
    prefix = getenv("STORE_FAULT_FILES");
    arm = getenv("STORE_FAULT_ARM");
    count_file = getenv("STORE_FAULT_COUNT");
    at = number ? atol(number) : 0;
    for (int i = 1; what && i < 6; i++)
        if (!strcmp(what, names[i])) fault = (enum fault)i;
}

__attribute__((destructor)) static void end(void) {
    if (!count_file) return;
    FILE *file = fopen(count_file, "w");
    if (!file) return;
    fprintf(file, "%ld\n", atomic_load(&seen));
    fclose(file);
}

static int counts(enum kind kind) {
    switch (fault) {
    case KILL: return kind != READING;
    case TEAR:
    case EIO_WRITE: return kind == WRITING;
    case EIO_SYNC: return kind == SYNCING;
    case EIO_READ: return kind == READING;
    default: return 0;
    }
}

static int is_ours(const char *path) { return path && prefix && !strncmp(path, prefix, strlen(prefix)); }

/* Whether this call is the one. */
static int strikes(enum kind kind, const char *path) {
    if (!counts(kind) || !is_ours(path)) return 0;
    if (arm && access(arm, F_OK) != 0) return 0;
    return atomic_fetch_add(&seen, 1) + 1 == at;
}

static int strikes_fd(enum kind kind, int fd) {
    char link[64], path[4096];
    if (!counts(kind)) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0) return 0;
    path[length] = 0;
    return strikes(kind, path);
}

static void die(void) {
    kill(getpid(), SIGKILL);
    for (;;) pause();
}

/* What a struck call answers, where the process lives on. */
static int refuse(void) {
    if (fault == KILL) die();
    errno = EIO;
    return -1;
}

ssize_t write(int fd, const void *bytes, size_t count) {
    REAL(ssize_t, write, int, const void *, size_t);
    if (strikes_fd(WRITING, fd)) {
        if (fault == TEAR) {
            real_write(fd, bytes, count / 2);
            die();
        }
        return refuse();
    }
    return real_write(fd, bytes, count);
}

ssize_t pwrite(int fd, const void *bytes, size_t count, off_t offset) {
    REAL(ssize_t, pwrite, int, const void *, size_t, off_t);
    if (strikes_fd(WRITING, fd)) {
        if (fault == TEAR) {
            real_pwrite(fd, bytes, count / 2, offset);
            die();
        }
        return refuse();
    }
    return real_pwrite(fd, bytes, count, offset);
}

ssize_t pwrite64(int fd, const void *bytes, size_t count, off64_t offset) { return pwrite(fd, bytes, count, offset); }

ssize_t pread(int fd, void *bytes, size_t count, off_t offset) {
    REAL(ssize_t, pread, int, void *, size_t, off_t);
    return strikes_fd(READING, fd) ? refuse() : real_pread(fd, bytes, count, offset);
}

ssize_t pread64(int fd, void *bytes, size_t count, off64_t offset) { return pread(fd, bytes, count, offset); }

int fsync(int fd) {
    REAL(int, fsync, int);
    return strikes_fd(SYNCING, fd) ? refuse() : real_fsync(fd);
}

int fdatasync(int fd) {
    REAL(int, fdatasync, int);
    return strikes_fd(SYNCING, fd) ? refuse() : real_fdatasync(fd);
}

int ftruncate(int fd, off_t length) {
    REAL(int, ftruncate, int, off_t);
    return strikes_fd(CHANGING, fd) ? refuse() : real_ftruncate(fd, length);
}

int ftruncate64(int fd, off64_t length) { return ftruncate(fd, length); }

int posix_fallocate(int fd, off_t offset, off_t length) {
    REAL(int, posix_fallocate, int, off_t, off_t);
    if (strikes_fd(CHANGING, fd)) return refuse() < 0 ? EIO : 0;
    return real_posix_fallocate(fd, offset, length);
}

int posix_fallocate64(int fd, off64_t offset, off64_t length) { return posix_fallocate(fd, offset, length); }

int unlink(const char *path) {
    REAL(int, unlink, const char *);
    return strikes(CHANGING, path) ? refuse() : real_unlink(path);
}

int rename(const char *from, const char *to) {
    REAL(int, rename, const char *, const char *);
    return strikes(CHANGING, from) || strikes(CHANGING, to) ? refuse() : real_rename(from, to);
}
