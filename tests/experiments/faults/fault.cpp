// SPDX-License-Identifier: Apache-2.0
// A library that a test puts before the C library of the program (LD_PRELOAD). It counts the calls that change
// files and lets the k-th go wrong, as the environment says:
//   CULTIVAR_FAULT   kill (before the call), torn (after half of a write), ENOSPC or EIO (the call fails)
//   CULTIVAR_CALL    k, from 1; 0: none
//   CULTIVAR_CALLS   a file that is given the name of each call, a line each, before it is made
// Calls on standard output and standard error do not count.
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <atomic>

namespace {

template <class Function>
Function* next(const char* name) {
    return reinterpret_cast<Function*>(::dlsym(RTLD_NEXT, name));
}

void note(const char* name) {
    const char* path = ::getenv("CULTIVAR_CALLS");
    if (path == nullptr) return;
    const int file =
        static_cast<int>(::syscall(SYS_openat, AT_FDCWD, path, O_CREAT | O_APPEND | O_WRONLY, 0666));
    (void)::syscall(SYS_write, file, name, ::strlen(name));
    (void)::syscall(SYS_write, file, "\n", 1);
    (void)::syscall(SYS_close, file);
}

/// Whether this call is the one that goes wrong; then `kind` says how.
bool strikes(const char* name, const char*& kind) {
    static std::atomic<long> calls{0};
    note(name);
    const char* wanted = ::getenv("CULTIVAR_CALL");
    kind = ::getenv("CULTIVAR_FAULT");
    return ++calls == (wanted == nullptr ? 0 : ::atol(wanted)) && kind != nullptr;
}

void end() {
    ::kill(::getpid(), SIGKILL);
}

/// Lets the program be killed or the call fail; true if it has failed.
bool fails(const char* name) {
    const char* kind = nullptr;
    if (!strikes(name, kind)) return false;
    if (::strcmp(kind, "ENOSPC") == 0)
        errno = ENOSPC;
    else if (::strcmp(kind, "EIO") == 0)
        errno = EIO;
    else
        end();
    return true;
}

}  // namespace

extern "C" {

ssize_t write(int file, const void* bytes, size_t size) {
    static auto* const real = next<ssize_t(int, const void*, size_t)>("write");
    if (file == STDOUT_FILENO || file == STDERR_FILENO) return real(file, bytes, size);
    const char* kind = nullptr;
    if (!strikes("write", kind)) return real(file, bytes, size);
    if (::strcmp(kind, "kill") == 0) end();
    // What fails has left half of its bytes too: the next call would find the disk full.
    (void)real(file, bytes, size / 2);
    if (::strcmp(kind, "torn") == 0) end();
    errno = ::strcmp(kind, "EIO") == 0 ? EIO : ENOSPC;
    return -1;
}

int open(const char* path, int flags, ...) {
    static auto* const real = next<int(const char*, int, ...)>("open");
    va_list rest;
    va_start(rest, flags);
    const mode_t mode = (flags & O_CREAT) != 0 ? va_arg(rest, mode_t) : 0;
    va_end(rest);
    const bool changes = (flags & (O_CREAT | O_WRONLY | O_RDWR | O_DIRECTORY)) != 0;
    if (changes && fails("open")) return -1;
    return real(path, flags, mode);
}

int fsync(int file) {
    static auto* const real = next<int(int)>("fsync");
    return fails("fsync") ? -1 : real(file);
}

int fdatasync(int file) {
    static auto* const real = next<int(int)>("fdatasync");
    return fails("fdatasync") ? -1 : real(file);
}

int rename(const char* from, const char* to) {
    static auto* const real = next<int(const char*, const char*)>("rename");
    return fails("rename") ? -1 : real(from, to);
}

int unlink(const char* path) {
    static auto* const real = next<int(const char*)>("unlink");
    return fails("unlink") ? -1 : real(path);
}

int remove(const char* path) {
    static auto* const real = next<int(const char*)>("remove");
    return fails("remove") ? -1 : real(path);
}

int mkdir(const char* path, mode_t mode) {
    static auto* const real = next<int(const char*, mode_t)>("mkdir");
    return fails("mkdir") ? -1 : real(path, mode);
}

int rmdir(const char* path) {
    static auto* const real = next<int(const char*)>("rmdir");
    return fails("rmdir") ? -1 : real(path);
}

}  // extern "C"
