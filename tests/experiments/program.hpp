// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

/// What a run of the program left behind; `status` is 128 + n if signal n ended it.
struct Finished {
    int status = 0;
    std::string out;
    std::string err;
    double cpu_seconds = 0.0;  ///< of all its threads
};

inline std::string text_of(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

/// Starts the program in a folder with its output going to files there; `closed_output` leaves it without
/// standard output. The caller waits for it with `finish`.
inline pid_t start_program(std::vector<std::string> arguments, const std::filesystem::path& folder,
                           bool closed_output = false) {
    const pid_t child = ::fork();
    if (child != 0) return child;
    if (::chdir(folder.c_str()) != 0) ::_exit(127);
    const int out = ::open("out.txt", O_CREAT | O_TRUNC | O_WRONLY, 0666);
    const int err = ::open("err.txt", O_CREAT | O_TRUNC | O_WRONLY, 0666);
    ::dup2(out, STDOUT_FILENO);
    ::dup2(err, STDERR_FILENO);
    if (closed_output) ::close(STDOUT_FILENO);
    std::vector<char*> words{const_cast<char*>(CULTIVAR_PROGRAM)};
    for (std::string& argument : arguments) words.push_back(argument.data());
    words.push_back(nullptr);
    ::execv(CULTIVAR_PROGRAM, words.data());
    ::_exit(127);
}

inline Finished finish_program(pid_t child, const std::filesystem::path& folder) {
    int status = 0;
    rusage usage{};
    ::wait4(child, &status, 0, &usage);
    const int code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    const auto seconds = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_usec);
    };
    return {code, text_of(folder / "out.txt"), text_of(folder / "err.txt"),
            seconds(usage.ru_utime) + seconds(usage.ru_stime)};
}

/// Runs the program to its end.
inline Finished run_program(const std::vector<std::string>& arguments, const std::filesystem::path& folder) {
    return finish_program(start_program(arguments, folder), folder);
}
