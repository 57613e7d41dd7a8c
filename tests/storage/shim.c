/* Between a program and its files: writes down every change below one folder, and lets chosen calls fail.
 * Built by tests/storage/disks.py and put in front of libc with LD_PRELOAD. Linux only.
 *
 * Trace records: op (1 byte), length of path (u16), path, offset (u64), length (u64), data. Native byte order.
 * W write, T truncate (offset = new size), S synced, F sync that failed, C created, U unlinked, R renamed (data = new
 * path), A what the program acknowledged (data = what).
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#define FDS 4096
static char *paths[FDS];
static int trace = -1;
static const char *prefix;
static long countdown, fail_errno, sticky, seen, injected;
static char fail_on[8];
static long long budget = -1;

__attribute__((constructor)) static void start(void) {
    prefix = getenv("SHIM_PREFIX");
    const char *out = getenv("SHIM_TRACE");
    if (out) trace = (int)syscall(SYS_openat, AT_FDCWD, out, O_WRONLY | O_CREAT | O_APPEND, 0600);
}

static void put(char op, const char *path, uint64_t at, uint64_t length, const void *data, uint64_t stored) {
    if (trace < 0) return;
    uint16_t n = (uint16_t)strlen(path);
    size_t size = 1 + 2 + n + 16 + stored;
    char *record = malloc(size), *p = record;
    *p++ = op;
    memcpy(p, &n, 2), p += 2;
    memcpy(p, path, n), p += n;
    memcpy(p, &at, 8), p += 8;
    memcpy(p, &length, 8), p += 8;
    if (stored) memcpy(p, data, stored);
    for (size_t done = 0; done < size;) {
        long wrote = syscall(SYS_write, trace, record + done, size - done);
        if (wrote <= 0) _exit(97);
        done += (size_t)wrote;
    }
    free(record);
}

/* For the program itself, by ctypes. */
void shim_ack(const char *what) { put('A', "", 0, strlen(what), what, strlen(what)); }
void shim_arm(long after, long number, long again, const char *on) {
    countdown = after, fail_errno = number, sticky = again, seen = 0, injected = 0;
    strncpy(fail_on, on, sizeof fail_on - 1);
}
void shim_budget(long long bytes) { budget = bytes; }
long shim_seen(void) { return seen; }
long shim_injected(void) { return injected; }

static int fails(char op) {
    if (!countdown || !strchr(fail_on, op)) return 0;
    seen++;
    if (seen == countdown || (sticky && seen > countdown)) {
        injected++;
        errno = (int)fail_errno;
        return 1;
    }
    return 0;
}

static const char *known(int fd) { return fd >= 0 && fd < FDS ? paths[fd] : NULL; }
static int ours(const char *path) { return prefix && path && !strncmp(path, prefix, strlen(prefix)); }

static void remember(int fd, const char *path) {
    if (fd < 0 || fd >= FDS) return;
    free(paths[fd]);
    paths[fd] = ours(path) ? strdup(path) : NULL;
}

static int opened(const char *path, int flags, mode_t mode) {
    static int (*real)(const char *, int, ...);
    if (!real) real = dlsym(RTLD_NEXT, "open64");
    int fresh = ours(path) && (flags & O_CREAT) && access(path, F_OK);
    if (fresh && budget == 0) { errno = ENOSPC; return -1; }
    int fd = real(path, flags, mode);
    remember(fd, path);
    if (fd >= 0 && fresh) put('C', path, 0, 0, NULL, 0);
    if (fd >= 0 && !fresh && (flags & O_TRUNC) && ours(path)) put('T', path, 0, 0, NULL, 0);
    return fd;
}
#define OPEN(name) int name(const char *path, int flags, ...) { \
    mode_t mode = 0; if (flags & (O_CREAT | O_TMPFILE)) { va_list more; va_start(more, flags); \
    mode = va_arg(more, mode_t); va_end(more); } return opened(path, flags, mode); }
OPEN(open)
OPEN(open64)

int close(int fd) {
    static int (*real)(int);
    if (!real) real = dlsym(RTLD_NEXT, "close");
    if (fd >= 0 && fd < FDS) free(paths[fd]), paths[fd] = NULL;
    return real(fd);
}

static int no_room(int fd, off_t at, size_t n) {
    if (budget < 0) return 0;
    struct stat now;
    if (fstat(fd, &now)) return 0;
    long long more = (long long)at + (long long)n - (long long)now.st_size;
    if (more <= 0) return 0;
    if (more > budget) { errno = ENOSPC; return 1; }
    budget -= more;
    return 0;
}

static ssize_t placed(int fd, const void *data, size_t n, off_t at) {
    static ssize_t (*real)(int, const void *, size_t, off_t);
    if (!real) real = dlsym(RTLD_NEXT, "pwrite64");
    const char *path = known(fd);
    if (path && (fails('W') || no_room(fd, at, n))) return -1;
    ssize_t done = real(fd, data, n, at);
    if (path && done > 0) put('W', path, (uint64_t)at, (uint64_t)done, data, (uint64_t)done);
    return done;
}
ssize_t pwrite(int fd, const void *data, size_t n, off_t at) { return placed(fd, data, n, at); }
ssize_t pwrite64(int fd, const void *data, size_t n, off_t at) { return placed(fd, data, n, at); }

ssize_t write(int fd, const void *data, size_t n) {
    static ssize_t (*real)(int, const void *, size_t);
    if (!real) real = dlsym(RTLD_NEXT, "write");
    const char *path = known(fd);
    if (!path) return real(fd, data, n);
    off_t at = lseek(fd, 0, SEEK_CUR);
    if (fails('W') || no_room(fd, at, n)) return -1;
    ssize_t done = real(fd, data, n);
    if (done > 0) put('W', path, (uint64_t)at, (uint64_t)done, data, (uint64_t)done);
    return done;
}

static int cut(int fd, off_t size) {
    static int (*real)(int, off_t);
    if (!real) real = dlsym(RTLD_NEXT, "ftruncate64");
    const char *path = known(fd);
    if (path && fails('T')) return -1;
    struct stat before;
    int looked = path && budget >= 0 && !fstat(fd, &before);
    int done = real(fd, size);
    if (path && !done) put('T', path, (uint64_t)size, 0, NULL, 0);
    if (looked && !done && before.st_size > size) budget += before.st_size - size;
    return done;
}
int ftruncate(int fd, off_t size) { return cut(fd, size); }
int ftruncate64(int fd, off_t size) { return cut(fd, size); }

static int flushed(int fd) {
    static int (*real)(int);
    if (!real) real = dlsym(RTLD_NEXT, "fsync");
    const char *path = known(fd);
    if (path && fails('S')) { put('F', path, 0, 0, NULL, 0); errno = (int)fail_errno; return -1; }
    /* The simulated disk takes no time: what a real one would do is worked out from the trace. */
    if (path) { put('S', path, 0, 0, NULL, 0); return 0; }
    return real(fd);
}
int fsync(int fd) { return flushed(fd); }
int fdatasync(int fd) { return flushed(fd); }

int unlink(const char *path) {
    static int (*real)(const char *);
    if (!real) real = dlsym(RTLD_NEXT, "unlink");
    struct stat before;
    int looked = ours(path) && !stat(path, &before);
    int done = real(path);
    if (looked && !done) { put('U', path, 0, 0, NULL, 0); if (budget >= 0) budget += before.st_size; }
    return done;
}

int rename(const char *from, const char *to) {
    static int (*real)(const char *, const char *);
    if (!real) real = dlsym(RTLD_NEXT, "rename");
    int done = real(from, to);
    if (!done && ours(from)) put('R', from, 0, strlen(to), to, strlen(to));
    return done;
}
