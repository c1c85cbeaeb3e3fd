// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <doctest/doctest.h>
#include <stdlib.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <utility>

#include "tests/experiments/question.hpp"

/// While one lives, sbatch, squeue and scontrol are stand-ins that note their arguments byte for byte and answer
/// what the test has laid down. A program `canary`, which only a shell would start, leaves a trace.
class StandInSlurm {
  public:
    explicit StandInSlurm(const Scratch& scratch) : folder_(scratch / "stand-ins"), path_(::getenv("PATH")) {
        std::filesystem::create_directory(folder_);
        for (const char* name : {"sbatch", "squeue", "scontrol"})
            program(name,
                    "D=" + folder_.string() + "/" + name +
                        "\nprintf '%s\\0' \"$#\" \"$@\" >>$D.calls\n"
                        "[ -e $D.says ] && cat $D.says\n[ -e $D.refuses ] && cat $D.refuses >&2 && exit 1\n"
                        "exit 0\n");
        program("canary", "touch " + folder_.string() + "/canary.sang\n");
        says("sbatch", "4711\n");
        ::setenv("PATH", (folder_.string() + ':' + path_).c_str(), 1);
    }
    StandInSlurm(const StandInSlurm&) = delete;
    StandInSlurm& operator=(const StandInSlurm&) = delete;
    ~StandInSlurm() { ::setenv("PATH", path_.c_str(), 1); }

    void says(const std::string& name, const std::string& text) const { lay(name + ".says", text); }
    void refuses(const std::string& name, const std::string& text) const { lay(name + ".refuses", text); }
    void relents(const std::string& name) const { std::filesystem::remove(folder_ / (name + ".refuses")); }
    void remove(const std::string& name) const { std::filesystem::remove(folder_ / name); }
    void forget() const {
        for (const char* name : {"sbatch", "squeue", "scontrol"})
            std::filesystem::remove(folder_ / (std::string(name) + ".calls"));
    }

    /// The arguments of each call of a stand-in since they were last forgotten.
    [[nodiscard]] std::vector<Words> calls(const std::string& name) const {
        const std::string bytes = text_of(folder_ / (name + ".calls"));
        std::vector<Words> calls;
        std::size_t at = 0;
        const auto next = [&] {
            const std::size_t begin = at, end = bytes.find('\0', at);
            at = end + 1;
            return bytes.substr(begin, end - begin);
        };
        while (at < bytes.size()) {
            Words words(static_cast<std::size_t>(std::stoi(next())));
            for (std::string& word : words) word = next();
            calls.push_back(std::move(words));
        }
        return calls;
    }
    [[nodiscard]] bool canary_sang() const { return std::filesystem::exists(folder_ / "canary.sang"); }
    [[nodiscard]] std::filesystem::path folder() const { return folder_; }

  private:
    void lay(const std::string& name, const std::string& text) const {
        std::ofstream(folder_ / name, std::ios::binary) << text;
    }
    void program(const std::string& name, const std::string& text) const {
        lay(name, "#!/bin/sh\n" + text);
        ::chmod((folder_ / name).c_str(), 0755);
    }

    std::filesystem::path folder_;
    std::string path_;
};

/// The value of an option of a call of sbatch, empty if it is not there.
inline std::string option(const Words& call, const std::string& name) {
    for (const std::string& word : call)
        if (word.starts_with(name + '=')) return word.substr(name.size() + 1);
    return {};
}

/// The script of a call of sbatch and its arguments: all from the first word that is no option.
inline Words job_of(const Words& call) {
    std::size_t at = 0;
    while (at < call.size() && call[at].starts_with("--")) ++at;
    return {call.begin() + static_cast<std::ptrdiff_t>(at), call.end()};
}

/// Starts a job as Slurm does: a copy of the script, in the folder that --chdir names, with the arguments behind
/// it; `task` is the number in the array, 0 for a job that is none. What it prints lands in its folder.
inline pid_t start_job(const Words& call, int task, int restarts = 0) {
    const std::filesystem::path folder = option(call, "--chdir");
    const pid_t child = ::fork();
    if (child != 0) return child;
    if (task > 0) ::setenv("SLURM_ARRAY_TASK_ID", std::to_string(task).c_str(), 1);
    if (task > 0) ::setenv("SLURM_ARRAY_JOB_ID", "4711", 1);
    if (restarts > 0) ::setenv("SLURM_RESTART_COUNT", std::to_string(restarts).c_str(), 1);
    Words words = job_of(call);
    if (::chdir(folder.c_str()) != 0) ::_exit(127);
    std::filesystem::copy_file(words.front(), "slurm_script",
                               std::filesystem::copy_options::overwrite_existing);
    ::chmod("slurm_script", 0700);
    ::dup2(::open("out.txt", O_CREAT | O_TRUNC | O_WRONLY, 0666), STDOUT_FILENO);
    ::dup2(::open("err.txt", O_CREAT | O_TRUNC | O_WRONLY, 0666), STDERR_FILENO);
    std::vector<char*> pointers;
    for (std::string& word : words) pointers.push_back(word.data());
    pointers.push_back(nullptr);
    ::execv("slurm_script", pointers.data());
    ::_exit(127);
}

inline Finished run_job(const Words& call, int task, int restarts = 0) {
    return finish_program(start_job(call, task, restarts), option(call, "--chdir"));
}
