// SPDX-License-Identifier: Apache-2.0
#include "experiments/cluster/process.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <system_error>

#include "experiments/results/file_error.hpp"

namespace cultivar {

namespace {

[[noreturn]] void refuse(const std::string& program, const std::string& what, int error) {
    throw FileError(program, "slurm", what + ": " + std::generic_category().message(error));
}

/// Both ends of a pipe, closed at the end.
struct Pipe {
    std::array<int, 2> ends{-1, -1};

    explicit Pipe(const std::string& program) {
        if (::pipe2(ends.data(), O_CLOEXEC) != 0) refuse(program, "cannot start", errno);
    }
    Pipe(const Pipe&) = delete;
    Pipe& operator=(const Pipe&) = delete;
    ~Pipe() {
        close_end(0);
        close_end(1);
    }
    void close_end(std::size_t which) {
        if (ends[which] >= 0) ::close(ends[which]);
        ends[which] = -1;
    }
};

pid_t start(const std::vector<std::string>& words, const Pipe& out, const Pipe& err) {
    std::vector<std::string> copies = words;
    std::vector<char*> pointers;
    for (std::string& word : copies) pointers.push_back(word.data());
    pointers.push_back(nullptr);
    posix_spawn_file_actions_t files;
    ::posix_spawn_file_actions_init(&files);
    ::posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    ::posix_spawn_file_actions_adddup2(&files, out.ends[1], STDOUT_FILENO);
    ::posix_spawn_file_actions_adddup2(&files, err.ends[1], STDERR_FILENO);
    posix_spawnattr_t usual;
    ::posix_spawnattr_init(&usual);
    sigset_t broken_pipe;
    ::sigemptyset(&broken_pipe);
    ::sigaddset(&broken_pipe, SIGPIPE);
    ::posix_spawnattr_setsigdefault(&usual, &broken_pipe);
    ::posix_spawnattr_setflags(&usual, POSIX_SPAWN_SETSIGDEF);
    pid_t child = -1;
    const int error = ::posix_spawnp(&child, pointers[0], &files, &usual, pointers.data(), environ);
    ::posix_spawn_file_actions_destroy(&files);
    ::posix_spawnattr_destroy(&usual);
    if (error == ENOENT)
        throw FileError(
            words.front(), "slurm",
            "cannot start it: No such file or directory — is this a login node of a Slurm cluster?");
    if (error != 0) refuse(words.front(), "cannot start it", error);
    return child;
}

/// Takes what comes out of both pipes until they are closed.
void drain(Pipe& out, Pipe& err, ProcessEnd& end) {
    std::array<pollfd, 2> waiting{pollfd{out.ends[0], POLLIN, 0}, pollfd{err.ends[0], POLLIN, 0}};
    const std::array<std::string*, 2> texts{&end.out, &end.err};
    while (waiting[0].fd >= 0 || waiting[1].fd >= 0) {
        if (::poll(waiting.data(), waiting.size(), -1) < 0 && errno != EINTR) return;
        for (std::size_t i = 0; i < waiting.size(); ++i) {
            if (waiting[i].fd < 0 || waiting[i].revents == 0) continue;
            std::array<char, 4096> piece{};
            const ssize_t count = ::read(waiting[i].fd, piece.data(), piece.size());
            if (count > 0)
                texts[i]->append(piece.data(), static_cast<std::size_t>(count));
            else if (count == 0 || errno != EINTR)
                waiting[i].fd = -1;
        }
    }
}

}  // namespace

ProcessEnd run_process(const std::vector<std::string>& words) {
    Pipe out(words.front()), err(words.front());
    const pid_t child = start(words, out, err);
    out.close_end(1);
    err.close_end(1);
    ProcessEnd end;
    drain(out, err, end);
    int status = 0;
    while (::waitpid(child, &status, 0) < 0)
        if (errno != EINTR) refuse(words.front(), "cannot wait for it", errno);
    end.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    return end;
}

std::string words_of(const ProcessEnd& end) {
    const std::string& said = end.err.find_first_not_of(" \n") != std::string::npos ? end.err : end.out;
    std::string text;
    for (const char c : said) {
        if (c != '\n')
            text += c;
        else if (!text.empty() && text.back() != ' ')
            text += ' ';
    }
    while (!text.empty() && text.back() == ' ') text.pop_back();
    return text.empty() ? "exit status " + std::to_string(end.status) : text;
}

}  // namespace cultivar
