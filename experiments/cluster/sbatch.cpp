// SPDX-License-Identifier: Apache-2.0
#include "experiments/cluster/sbatch.hpp"

#include <algorithm>
#include <cctype>
#include <cmath>

#include "experiments/plan/refusal.hpp"
#include "experiments/plan/size.hpp"
#include "experiments/results/run_folder.hpp"
#include "experiments/results/submission_file.hpp"
#include "scenarios/reader/diagnostics.hpp"

namespace cultivar {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t longest_job_name = 40;
constexpr double bytes_per_megabyte = 1024.0 * 1024.0;

fs::path whole_path(const fs::path& path) {
    const bool upward = std::find(path.begin(), path.end(), "..") != path.end();
    const fs::path found = upward ? fs::absolute(path) : fs::absolute(path).lexically_normal();
    const std::string& text = found.native();
    if (std::any_of(text.begin(), text.end(), [](unsigned char c) { return c < 0x20 || c == 0x7f; }))
        refuse_input("name", "a control character in the path " + in_quotes(text), "cli",
                     "Slurm keeps its records line by line; choose another name with -o");
    return found;
}

/// What job lists show: plain letters only, whatever the file is called.
std::string job_name(const std::string& name) {
    std::string plain = "cultivar-";
    for (const char c : name.substr(0, longest_job_name)) {
        const bool harmless = std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-' || c == '.';
        plain += harmless ? c : '_';
    }
    return plain;
}

/// The options that both jobs share. What they print is named relative to the folder of logs: in a pattern
/// Slurm would take a '%' of the folder's name for one of its own.
ArgumentVector common_words(const Sending& sending, const char* log) {
    const RunBlock& block = sending.block;
    ArgumentVector words{"sbatch",
                         "--parsable",
                         "--job-name=" + job_name(sending.name),
                         "--nodes=1",
                         "--ntasks=1",
                         "--requeue",
                         "--open-mode=append",
                         "--chdir=" + sending.logs.string(),
                         std::string("--output=") + log};
    const auto named = [&](const char* option, const std::string& value) {
        if (!value.empty()) words.push_back(option + value);
    };
    named("--partition=", block.partition);
    named("--account=", block.account);
    named("--qos=", block.qos);
    named("--constraint=", block.constraint);
    return words;
}

void add(ArgumentVector& words, const ArgumentVector& more) {
    words.insert(words.end(), more.begin(), more.end());
}

}  // namespace

Sending sending_of(const Experiment& experiment, const fs::path& output, const Packing& packing,
                   const std::string& ticket) {
    const double results = result_bytes(experiment);
    const std::size_t runs = planned_runs(experiment).size();
    Sending sending;
    sending.program = whole_path(fs::read_symlink("/proc/self/exe"));
    sending.folder = run_folder_of(whole_path(output));
    sending.logs = logs_of(whole_path(output));
    sending.name = experiment.name;
    sending.ticket = ticket;
    sending.block = experiment.run_block;
    sending.packing = packing;
    sending.collect_minutes = 10 + runs / 1000;
    sending.collect_megabytes =
        1024 + static_cast<std::uint64_t>(std::ceil(3.0 * results / bytes_per_megabyte));
    return sending;
}

fs::path logs_of(const fs::path& output) {
    return output.string() + ".logs";
}

ArgumentVector array_words(const Sending& sending) {
    const RunBlock& block = sending.block;
    ArgumentVector words = common_words(sending, "task-%A_%a.log");
    words.push_back("--array=1-" + std::to_string(sending.packing.tasks) +
                    (block.concurrent > 0 ? '%' + std::to_string(block.concurrent) : ""));
    words.push_back("--cpus-per-task=" + std::to_string(block.cores));
    if (block.megabytes > 0)
        words.push_back((block.per_core ? "--mem-per-cpu=" : "--mem=") + std::to_string(block.megabytes) +
                        'M');
    words.push_back("--time=" + std::to_string(sending.packing.minutes));
    words.push_back("--signal=B:USR1@" + std::to_string(block.grace_seconds));
    add(words, {job_script_in(sending.folder).string(), sending.program.string(), "task",
                sending.folder.string(), sending.ticket});
    return words;
}

ArgumentVector collect_words(const Sending& sending, const std::string& array_job) {
    ArgumentVector words = common_words(sending, "collect-%j.log");
    words.push_back("--dependency=afterany:" + array_job);
    words.push_back("--mem=" + std::to_string(sending.collect_megabytes) + 'M');
    words.push_back("--time=" + std::to_string(sending.collect_minutes));
    add(words, {job_script_in(sending.folder).string(), sending.program.string(), "collect",
                sending.folder.string()});
    return words;
}

std::optional<std::string> job_in(std::string_view answer) {
    std::optional<std::string> job;
    while (!answer.empty()) {
        const std::size_t end = std::min(answer.find('\n'), answer.size());
        const std::string_view line = answer.substr(0, end);
        const std::string_view number = line.substr(0, line.find(';'));
        if (!number.empty() && number.find_first_not_of("0123456789") == std::string_view::npos)
            job = std::string(number);
        answer.remove_prefix(std::min(end + 1, answer.size()));
    }
    return job;
}

}  // namespace cultivar
