// SPDX-License-Identifier: Apache-2.0
#include "experiments/cluster/slurm.hpp"

#include <algorithm>
#include <cctype>

#include "experiments/cluster/process.hpp"
#include "experiments/results/file_error.hpp"

namespace cultivar {

namespace {

constexpr std::size_t usual_array = 1000;

/// The number behind "NAME = " in what scontrol shows; none if it is not there.
std::optional<std::size_t> setting(const std::string& config, const std::string& name) {
    std::size_t at = config.find(name);
    if (at == std::string::npos || (at > 0 && config[at - 1] != '\n')) return std::nullopt;
    at = config.find_first_not_of(" =", at + name.size());
    std::size_t number = 0;
    bool found = false;
    for (; at < config.size() && std::isdigit(static_cast<unsigned char>(config[at])) != 0; ++at) {
        number = 10 * number + static_cast<std::size_t>(config[at] - '0');
        found = true;
        if (number > 100'000'000) break;
    }
    return found ? std::optional(number) : std::nullopt;
}

}  // namespace

std::string send(const ArgumentVector& words) {
    const ProcessEnd end = run_process(words);
    if (end.status != 0) throw FileError(words.front(), "slurm", words_of(end));
    if (const auto job = job_in(end.out)) return *job;
    throw FileError(words.front(), "slurm", "names no job it has taken; it says: " + words_of(end));
}

std::size_t largest_array() {
    const ProcessEnd end = run_process({"scontrol", "show", "config"});
    const auto size = end.status == 0 ? setting(end.out, "MaxArraySize") : std::nullopt;
    if (size && *size < 2) throw FileError("scontrol", "slurm", "this cluster takes no job arrays");
    return size ? *size - 1 : usual_array;
}

bool in_queue(const std::string& job) {
    const ProcessEnd end = run_process({"squeue", "--noheader", "--format=%T", "--jobs=" + job});
    return end.status == 0 &&
           std::any_of(end.out.begin(), end.out.end(), [](unsigned char c) { return std::isalpha(c) != 0; });
}

void requeue(const std::string& array_job, const std::string& task) {
    const ProcessEnd end = run_process({"scontrol", "requeue", array_job + '_' + task});
    if (end.status != 0) throw FileError("scontrol", "slurm", words_of(end));
}

}  // namespace cultivar
