// SPDX-License-Identifier: Apache-2.0
#include "experiments/cli/arguments.hpp"

#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <limits>
#include <thread>

#include "experiments/cli/given.hpp"
#include "experiments/plan/version.hpp"
#include "scenarios/reader/diagnostics.hpp"

namespace cultivar {

namespace {

/// The options as they were typed.
struct Typed {
    Given files, output, seeds, first_seed, to, scale, settings, jobs, progress, runs, variant;
    std::string result;
    std::string name;  ///< of an event or a parameter
    bool trace = false;
    bool draws = false;
    bool down = false;
    bool force = false;
    bool markdown = false;
};

CLI::Option* add(CLI::App* command, const char* name, Given& given, const char* meaning) {
    return command->add_option(name, given, meaning)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)
        ->expected(1);
}

void describe_run(CLI::App& program, Typed& typed) {
    CLI::App* run = program.add_subcommand("run", "Run a world or an experiment and report what came of it");
    run->add_option("FILE", typed.files, "experiment or world")->expected(0, 1000)->type_name("");
    add(run, "-j,--jobs", typed.jobs, "threads (default: all processors)")->type_name("N");
    add(run, "-o,--output", typed.output, "results file (default: results/<name of FILE>.h5)")
        ->type_name("FILE.h5");
    add(run, "--seeds", typed.seeds, "number of seeds")->type_name("N");
    add(run, "--first-seed", typed.first_seed, "first seed")->type_name("S");
    add(run, "--to", typed.to, "last day, such as 2030-12-31")->type_name("DATE");
    add(run, "--scale", typed.scale, "share of the real firms that is modelled, such as 10 %")
        ->type_name("SHARE");
    add(run, "--set", typed.settings,
        "another value of a parameter, for all variants from the start; may be repeated")
        ->type_name("PATH=VALUE");
    add(run, "--progress", typed.progress, "tty, json or none (default: tty on a terminal)")
        ->type_name("STYLE");
    run->add_flag("--trace", typed.trace, "store every event with its cause");
    run->add_flag("--draws", typed.draws, "the same and every draw of chance; for small worlds");
    run->add_flag("--force", typed.force, "move a results file of another experiment aside (to FILE.h5.1)");
}

void describe_others(CLI::App& program, Typed& typed) {
    CLI::App* check = program.add_subcommand("check", "Say what is wrong with files, or what they would run");
    check->add_option("FILE", typed.files, "experiments and worlds")->expected(0, 1000);
    CLI::App* fields =
        program.add_subcommand("fields", "List every parameter: unit, range, default, meaning, source");
    fields->add_option("NAME", typed.name, "a parameter, or the mechanism whose parameters are wanted");
    fields->add_flag("--markdown", typed.markdown, "as a table for documents");
    CLI::App* why = program.add_subcommand("why", "Tell what led to an event, or what followed from it");
    why->add_option("RESULT", typed.result, "results file");
    why->add_option("EVENT", typed.name, "an event's number, or a type: installed, installed:3 (the third)");
    add(why, "--run", typed.runs, "run: row, id, or variant/seed (default: the last variant, first seed)")
        ->type_name("RUN");
    why->add_flag("--down", typed.down, "tell what followed from the event: its cascade and how large it is");
    CLI::App* facts =
        program.add_subcommand("facts", "Hold runs against the stylised facts of docs/validation.md");
    facts->add_option("RESULT", typed.result, "results file");
    add(facts, "--variant", typed.variant, "variant (default: the last)")->type_name("NAME");
    add(facts, "--runs", typed.runs, "at most so many of its runs (default: 5)")->type_name("N");
    CLI::App* diff = program.add_subcommand("diff", "Tell the first event in which two runs differ");
    diff->add_option("RESULTS", typed.files, "one results file or two")->expected(0, 1000);
    add(diff, "--run", typed.runs, "run: row, id, or variant/seed; once for both files, or once for each")
        ->type_name("RUN");
}

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

std::string joined(const std::vector<std::string>& arguments) {
    std::string text = "cultivar";
    for (const std::string& argument : arguments) text += ' ' + argument;
    return text;
}

RunRequest run_request(const Typed& typed, const std::vector<std::string>& arguments) {
    RunRequest request;
    request.file = one_file(typed, "cultivar run experiments/first_look.yaml");
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
    request.command = joined(arguments);
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

Request request_of(const std::string& command, const Typed& typed,
                   const std::vector<std::string>& arguments) {
    if (command == "run") return run_request(typed, arguments);
    if (command == "fields") return FieldsRequest{typed.markdown, typed.name};
    if (command == "why") return why_request(typed);
    if (command == "facts") return facts_request(typed);
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
        "4 files or system, 5 the model stopped itself, 75 stopped by a signal.");
    Typed typed;
    describe_run(program, typed);
    describe_others(program, typed);
    for (CLI::App* command : program.get_subcommands([](CLI::App*) { return true; })) {
        command->allow_extras();
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
