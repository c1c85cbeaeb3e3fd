// SPDX-License-Identifier: Apache-2.0
#include "experiments/cli/arguments.hpp"

#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <limits>
#include <thread>

#include "experiments/cli/given.hpp"
#include "experiments/cli/typed.hpp"
#include "experiments/plan/version.hpp"
#include "scenarios/reader/diagnostics.hpp"

namespace cultivar {

namespace {

std::vector<std::string> command_names(const CLI::App& program) {
    std::vector<std::string> names;
    for (const CLI::App* command : program.get_subcommands([](const CLI::App*) { return true; }))
        names.push_back(command->get_name());
    return names;
}

std::vector<std::string> option_names(const CLI::App& command) {
    std::vector<std::string> names;
    for (const CLI::Option* option : command.get_options())
        for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
    return names;
}

/// What no command or option took.
void refuse_left_over(const CLI::App& program) {
    const std::vector<CLI::App*> chosen = program.get_subcommands();
    const CLI::App& last = chosen.empty() ? program : *chosen.back();
    const std::vector<std::string> left = program.remaining(true);
    if (left.empty()) return;
    const std::string& word = left.front();
    if (word.size() > 1 && word.front() == '-')
        refuse_arguments("unknown option " + in_quotes(word),
                         option_hint(word.substr(0, word.find('=')), option_names(last)));
    if (chosen.empty())
        refuse_arguments("unknown command " + in_quotes(word), hint_for(word, command_names(program)));
    refuse_arguments("one argument too many: " + in_quotes(word));
}

ProgressStyle progress_style(const Given& given) {
    const std::string text =
        once(given, "--progress").value_or(::isatty(STDERR_FILENO) != 0 ? "tty" : "none");
    if (text == "tty") return ProgressStyle::terminal;
    if (text == "json") return ProgressStyle::json;
    if (text != "none") refuse_arguments("--progress " + in_quotes(text), "tty, json or none");
    return ProgressStyle::none;
}

std::string one_file(const Typed& typed, const std::string& usage) {
    if (typed.files.empty()) refuse_arguments("no file given", "write " + usage);
    if (typed.files.size() > 1)
        refuse_arguments("one file at a time, found also " + in_quotes(typed.files[1]), "write " + usage);
    return typed.files.front();
}

/// The arguments as a shell would take them again.
std::string joined(const std::vector<std::string>& arguments) {
    std::string text = "cultivar";
    for (const std::string& argument : arguments) text += ' ' + shell_word(argument);
    return text;
}

/// The same without --shard.
std::string joined_whole(std::vector<std::string> arguments) {
    for (std::size_t i = 0; i < arguments.size();) {
        const bool apart = arguments[i] == "--shard";
        if (!apart && !arguments[i].starts_with("--shard=")) {
            ++i;
            continue;
        }
        const auto at = arguments.begin() + static_cast<std::ptrdiff_t>(i);
        arguments.erase(at, at + (apart && i + 1 < arguments.size() ? 2 : 1));
    }
    return joined(arguments);
}

RunRequest run_request(const Typed& typed, const std::vector<std::string>& arguments) {
    RunRequest request;
    request.file = one_file(typed, "cultivar " + arguments.front() + " experiments/first_look.yaml");
    if (const auto output = once(typed.output, "-o")) request.output = *output;
    request.overrides.seeds = whole(typed.seeds, "--seeds", 1, 1'000'000);
    request.overrides.first_seed =
        whole(typed.first_seed, "--first-seed", 0, std::numeric_limits<std::int64_t>::max() - 1'000'000);
    if (const auto to = once(typed.to, "--to")) {
        request.overrides.last_day = sim::parse_date(*to);
        if (!request.overrides.last_day)
            refuse_arguments("--to " + in_quotes(*to) + ": expected a day such as 2030-12-31");
    }
    request.overrides.scale = once(typed.scale, "--scale");
    request.overrides.settings = typed.settings;
    const unsigned processors = std::max(1U, std::thread::hardware_concurrency());
    request.jobs = static_cast<unsigned>(whole(typed.jobs, "-j", 1, 1024).value_or(processors));
    request.trace = typed.trace || typed.draws;
    request.draws = typed.draws;
    request.force = typed.force;
    request.progress = progress_style(typed.progress);
    request.shard = shard_of(typed.shard);
    request.command = joined(arguments);
    request.whole_command = joined_whole(arguments);
    return request;
}

DiffRequest diff_request(const Typed& typed) {
    const std::string usage = "cultivar diff A.h5 B.h5 --run VARIANT/SEED";
    if (typed.files.empty()) refuse_arguments("no file given", "write " + usage);
    if (typed.files.size() > 2)
        refuse_arguments("two files at most, found also " + in_quotes(typed.files[2]), "write " + usage);
    if (typed.runs.size() > 2)
        refuse_arguments("--run given " + std::to_string(typed.runs.size()) + " times", "twice at most");
    if (typed.files.size() == 1 && typed.runs.size() != 2)
        refuse_arguments("one file needs --run twice", "write " + usage);
    return {typed.files.front(), typed.files.back(), typed.runs};
}

WhyRequest why_request(const Typed& typed) {
    if (typed.result.empty())
        refuse_arguments("no file given", "write cultivar why results/first_look.h5 installed");
    const char* usual = typed.down ? "breakthrough-made" : "installed";
    return {typed.result, typed.name.empty() ? usual : typed.name, once(typed.runs, "--run"), typed.down};
}

FactsRequest facts_request(const Typed& typed) {
    if (typed.result.empty()) refuse_arguments("no file given", "write cultivar facts results/first_look.h5");
    return {typed.result, once(typed.variant, "--variant"),
            whole(typed.runs, "--runs", 1, 1'000'000).value_or(5)};
}

RerunRequest rerun_request(const Typed& typed) {
    const std::string usage = "write cultivar rerun results/first_look.h5 --run reform/20251107";
    if (typed.result.empty()) refuse_arguments("no file given", usage);
    const auto run = once(typed.runs, "--run");
    if (!run) refuse_arguments("no run given", usage);
    return {typed.result, *run, typed.verify};
}

std::string one_folder(const Typed& typed, const std::string& command) {
    if (typed.result.empty())
        refuse_arguments("no folder given", "write cultivar " + command + " results/first_look.h5.d");
    return typed.result;
}

Request request_of(const std::string& command, const Typed& typed,
                   const std::vector<std::string>& arguments) {
    if (command == "submit") return SubmitRequest{run_request(typed, arguments), typed.dry_run};
    if (command == "task") return TaskRequest{one_folder(typed, command), typed.name};
    if (command == "run") return run_request(typed, arguments);
    if (command == "fields") return FieldsRequest{typed.markdown, typed.name};
    if (command == "why") return why_request(typed);
    if (command == "facts") return facts_request(typed);
    if (command == "collect") return CollectRequest{one_folder(typed, command)};
    if (command == "status") return StatusRequest{one_folder(typed, command)};
    if (command == "rerun") return rerun_request(typed);
    if (command == "diff") return diff_request(typed);
    if (typed.files.empty()) refuse_arguments("no file given", "write cultivar check scenarios/china.yaml");
    return CheckRequest{{typed.files.begin(), typed.files.end()}};
}

}  // namespace

Request read_arguments(const std::vector<std::string>& arguments) {
    CLI::App program(
        "Cultivar runs worlds in which new technology becomes application scenarios in use, and compares "
        "policies.\nWorlds and experiments are YAML files in scenarios/ and experiments/.");
    program.name("cultivar");
    program.set_version_flag("--version", "cultivar " + std::string(version) + " (" + compiler() +
                                              ", result version " + std::to_string(result_version) + ')');
    program.allow_extras();
    program.footer(
        "\nFirst steps:\n"
        "  cultivar run experiments/first_look.yaml          the nation with and without the reform\n"
        "  cultivar why results/first_look.h5 installed      why did a firm adopt?\n"
        "  cultivar run scenarios/delta.yaml --seeds 20      four provinces, twenty seeds\n"
        "  cultivar fields soe                               which levers are there?\n\n"
        "cultivar COMMAND --help says more. Exit codes: 0 done, 1 a bug, 2 bad input, 3 too large,\n"
        "4 files or system, 5 the model stopped itself or more than 5 % of the runs failed, 6 runs are\n"
        "missing, 75 stopped by a signal.");
    Typed typed;
    describe_commands(program, typed);
    for (CLI::App* command : program.get_subcommands([](CLI::App*) { return true; })) {
        command->allow_extras();
        if (command->get_footer().empty() || command->get_footer() == program.get_footer())
            command->footer("");
    }
    try {
        std::vector<std::string> reversed(arguments.rbegin(), arguments.rend());
        program.parse(reversed);
    } catch (const CLI::CallForVersion& call) {
        return std::string(call.what()) + '\n';
    } catch (const CLI::CallForHelp&) {
        const auto chosen = program.get_subcommands();
        return chosen.empty() ? program.help() : chosen.back()->help("cultivar");
    } catch (const CLI::ParseError& error) {
        refuse_arguments(error.what());
    }
    refuse_left_over(program);
    const auto chosen = program.get_subcommands();
    if (chosen.empty()) {
        if (arguments.empty()) return program.help();
        refuse_arguments("no command given", hint_for("", command_names(program)));
    }
    if (chosen.size() > 1)
        refuse_arguments("one command at a time, found also '" + chosen[1]->get_name() + '\'');
    return request_of(chosen.front()->get_name(), typed, arguments);
}

}  // namespace cultivar
