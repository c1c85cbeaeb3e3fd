// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <sstream>

#include "experiments/cluster/sbatch.hpp"
#include "experiments/results/stored_results.hpp"
#include "tests/experiments/stand_in_slurm.hpp"

using namespace cultivar;
namespace fs = std::filesystem;

namespace {

const std::string longest(200, 'x');

/// Names that a shell, a pattern of Slurm or a line-by-line reader would trip over. None holds a slash.
const Words names{
    "plain",
    "two words",
    " blank first",
    "blank last ",
    "  ",
    "it's",
    "'",
    "''",
    "\"quoted\"",
    "\"",
    "back\\slash",
    "\\",
    "\\n",
    "$(canary)",
    "`canary`",
    "${canary}",
    "$HOME",
    "$1",
    "$@",
    "$$",
    "a;canary",
    "a&canary",
    "a&&canary",
    "a|canary",
    "a||canary",
    "a>canary",
    "<canary",
    "(canary)",
    "{canary,}",
    "!canary",
    "!!",
    "# canary",
    "#SBATCH --wrap=canary",
    "';canary;'",
    "\";canary;\"",
    "'$(canary)'",
    "x' $(canary) '",
    "-rf",
    "--wrap=canary",
    "--array=1-9",
    "--",
    "-",
    "*",
    "?",
    "[a-z]*",
    "~",
    "~root",
    "=canary",
    "a=b",
    "%A_%a",
    "%j%%",
    "100%",
    "a,b:c@d",
    "\xE5\x8C\x97\xE4\xBA\xAC",
    "na\xC3\xAFve \xF0\x9F\x8C\xBE",
    "\xE2\x80\xAE right to left",
    "\xC2\xA0",  // no-break space
    "...",
    ".hidden",
    longest,
    "a\nb",
    "\n#SBATCH --wrap=canary\n",
    "a\tb",
    "a\rb",
    "\x1B[2Jclear",
    "a\x7F",
    "\x01",
};

bool has_control(const std::string& name) {
    return std::any_of(name.begin(), name.end(), [](unsigned char c) { return c < 0x20 || c == 0x7F; });
}

std::string in_yaml(const std::string& text) {
    std::string quoted = "'";
    for (const char c : text) quoted += c == '\'' ? "''" : std::string(1, c);
    return quoted + '\'';
}

std::vector<std::uint64_t> fingerprints(const fs::path& file) {
    std::vector<std::uint64_t> prints;
    for (const StoredRun& run : read_results(file).runs) prints.push_back(run.fingerprint);
    return prints;
}

/// The words that a shell makes of the lines of a dry run that begin with sbatch.
std::vector<Words> as_a_shell_reads(const std::string& out, const StandInSlurm& slurm,
                                    const fs::path& folder) {
    slurm.forget();
    std::istringstream lines(out);
    std::string text;
    for (std::string line; std::getline(lines, line);)
        if (line.starts_with("sbatch ")) text += line + '\n';
    std::ofstream(folder / "lines.sh") << text;
    const pid_t child = ::fork();
    if (child == 0) {
        ::execl("/bin/sh", "sh", (folder / "lines.sh").c_str(), nullptr);
        ::_exit(127);
    }
    CHECK(finish_program(child, folder).status == 0);
    return slurm.calls("sbatch");
}

/// The words but for what differs between a dry run and the real one.
Words without_numbers(Words words, const std::string& placeholder, const std::string& number) {
    for (std::string& word : words)
        if (word == placeholder || word == "--dependency=afterany:" + placeholder)
            word.replace(word.size() - placeholder.size(), placeholder.size(), number);
    return words;
}

}  // namespace

TEST_CASE("hostile names: files and folders called so reach sbatch and its jobs as they are, or not at all") {
    const Scratch scratch;
    const StandInSlurm slurm(scratch);
    CHECK(names.size() >= 60);
    fs::create_directory(scratch / "plain");
    ask_toy(scratch, 3);
    std::string question = text_of(scratch / "question.yaml");
    question.insert(question.find("world: ") + 7, "../");
    scratch.write("plain/plain.yaml", question);
    const Words local{"run", "plain/plain.yaml", "-o", "local.h5"};
    REQUIRE(run_program(local, scratch.folder()).status == 0);
    const std::vector<std::uint64_t> prints = fingerprints(scratch / "local.h5");
    CHECK(prints.size() == 6);
    for (const std::string& name : names) {
        CAPTURE(name);
        slurm.forget();
        const fs::path folder = scratch.folder() / name;
        fs::create_directory(folder);
        scratch.write(name + '/' + name + ".yaml", question);
        const fs::path output = folder / (name + ".h5");
        const Words words{"submit", "./" + name + '/' + name + ".yaml",
                          "--output=./" + name + '/' + name + ".h5"};
        Words dry = words;
        dry.push_back("--dry-run");
        const Finished shown = run_program(dry, scratch.folder());
        const Finished submitted = run_program(words, scratch.folder());
        const std::vector<Words> calls = slurm.calls("sbatch");
        CHECK_FALSE(slurm.canary_sang());
        if (has_control(name)) {
            for (const Finished& refused : {shown, submitted}) {
                CHECK(refused.status == 2);
                CHECK(says(refused.err, "cli: error[name]: a control character in the path"));
                CHECK(std::count(refused.err.begin(), refused.err.end(), '\n') == 1);
            }
            CHECK(calls.empty());
            CHECK(files_in(folder) == 1);
            continue;
        }
        REQUIRE_MESSAGE(shown.status == 0, shown.err);
        REQUIRE_MESSAGE(submitted.status == 0, submitted.err);
        REQUIRE(calls.size() == 2);
        const std::string runs = output.string() + ".d";
        CHECK(text_of(runs + "/job.sh") == job_script);
        CHECK(job_of(calls[0]) == Words{runs + "/job.sh", CULTIVAR_PROGRAM, "task", runs, calls[0].back()});
        CHECK(job_of(calls[1]) == Words{runs + "/job.sh", CULTIVAR_PROGRAM, "collect", runs});
        const std::string job = option(calls[0], "--job-name");
        CHECK(job.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-") ==
              std::string::npos);
        for (const Words& call : calls) CHECK(option(call, "--chdir") == output.string() + ".logs");
        const std::vector<Words> read = as_a_shell_reads(shown.out, slurm, scratch.folder());
        REQUIRE(read.size() == 2);
        CHECK(without_numbers(read[0], "TICKET", calls[0].back()) == calls[0]);
        CHECK(without_numbers(read[1], "JOB", "4711") == calls[1]);
        const Finished task = run_job(calls[0], 1);
        CHECK_MESSAGE(task.status == 0, task.err);
        const Finished collected = run_job(calls[1], 0);
        CHECK_MESSAGE(collected.status == 0, collected.err);
        CHECK(fingerprints(output) == prints);
        CHECK_FALSE(slurm.canary_sang());
    }
}

TEST_CASE(
    "hostile names: partitions, accounts and variants called so are one word, or refused in their place") {
    const Scratch scratch;
    const StandInSlurm slurm(scratch);
    ask_toy(scratch, 3);
    const std::string question = text_of(scratch / "question.yaml");
    std::size_t taken = 0;
    for (const std::string& name : names) {
        if (has_control(name)) continue;  // a text of YAML holds none
        for (const std::string key : {"partition", "account", "qos", "constraint", "variant"}) {
            CAPTURE(key);
            CAPTURE(name);
            slurm.forget();
            fs::remove_all(scratch / "x.h5.d");
            std::string text = question;
            if (key == "variant")
                text.replace(text.find("name: wide"), 10, "name: " + in_yaml(name));
            else
                text += "run: {on: slurm, " + key + ": " + in_yaml(name) + "}\n";
            scratch.write("question.yaml", text);
            const Finished submitted =
                run_program({"submit", "question.yaml", "-o", "x.h5"}, scratch.folder());
            const std::vector<Words> calls = slurm.calls("sbatch");
            CHECK_FALSE(slurm.canary_sang());
            if (submitted.status == 0) {
                ++taken;
                REQUIRE(calls.size() == 2);
                if (key != "variant") CHECK(option(calls[0], "--" + key) == name);
            } else {
                CHECK(submitted.status == 2);
                CHECK_MESSAGE(submitted.err.starts_with("question.yaml:"), submitted.err);
                CHECK(calls.empty());
                CHECK_FALSE(fs::exists(scratch / "x.h5.d"));
            }
        }
    }
    CHECK(taken >= 5);
}

TEST_CASE("hostile names: one that is too long for its folder, or no UTF-8, is refused in one line") {
    const Scratch scratch;
    const StandInSlurm slurm(scratch);
    ask_toy(scratch, 3);
    const Finished longer =
        run_program({"submit", "question.yaml", "-o", std::string(252, 'x') + ".h5"}, scratch.folder());
    CHECK(longer.status == 4);
    CHECK(says(longer.err, "File name too long"));
    const Finished bytes = run_program({"submit", "question.yaml", "-o", "caf\xE9.h5"}, scratch.folder());
    CHECK(bytes.status == 2);
    CHECK(says(bytes.err, "is not UTF-8"));
    for (const Finished& refused : {longer, bytes})
        CHECK(std::count(refused.err.begin(), refused.err.end(), '\n') == 1);
    CHECK(slurm.calls("sbatch").empty());
}
