// SPDX-License-Identifier: Apache-2.0
#include "experiments/cli/typed.hpp"

namespace cultivar {

namespace {

CLI::Option* add(CLI::App* command, const char* name, Given& given, const char* meaning) {
    return command->add_option(name, given, meaning)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)
        ->expected(1);
}

/// What is asked, and where the answer goes.
void describe_question(CLI::App* command, Typed& typed) {
    command->add_option("FILE", typed.files, "experiment or world")->expected(0, 1000)->type_name("");
    add(command, "-o,--output", typed.output, "results file (default: results/<name of FILE>.h5)")
        ->type_name("FILE.h5");
    add(command, "--seeds", typed.seeds, "number of seeds")->type_name("N");
    add(command, "--first-seed", typed.first_seed, "first seed")->type_name("S");
    add(command, "--to", typed.to, "last day, such as 2030-12-31")->type_name("DATE");
    add(command, "--scale", typed.scale, "share of the real firms that is modelled, such as 10 %")
        ->type_name("SHARE");
    add(command, "--set", typed.settings,
        "another value of a parameter, for all variants from the start; may be repeated")
        ->type_name("PATH=VALUE");
    add(command, "--progress", typed.progress, "tty, json or none (default: tty on a terminal)")
        ->type_name("STYLE");
    command->add_flag("--trace", typed.trace, "store every event with its cause");
    command->add_flag("--draws", typed.draws, "the same and every draw of chance; for small worlds");
    command->add_flag(
        "--force", typed.force,
        "move results, or unfinished runs, of another experiment aside (to FILE.h5.1, FILE.h5.d.1)");
}

void describe_run(CLI::App& program, Typed& typed) {
    CLI::App* run = program.add_subcommand("run", "Run a world or an experiment and report what came of it");
    describe_question(run, typed);
    add(run, "-j,--jobs", typed.jobs, "threads (default: all processors)")->type_name("N");
    add(run, "--shard", typed.shard,
        "run the I-th of N parts only; the parts may run at once, on several hosts, into one folder")
        ->type_name("I/N");
    run->footer(
        "\nFinished runs are kept in FILE.h5.d at once. After Ctrl-C, a kill or a loss of power the same\n"
        "command goes on with the others; when all are there it writes FILE.h5 and removes the folder.");
}

void describe_submit(CLI::App& program, Typed& typed) {
    CLI::App* submit = program.add_subcommand("submit", "Send a world or an experiment to a Slurm cluster");
    describe_question(submit, typed);
    submit->add_flag("--dry-run", typed.dry_run,
                     "show the plan, the job script and both calls of sbatch; send nothing");
    submit->footer(
        "\nThe block run: of the experiment says how. What one run takes is measured on a few of them here, "
        "and the\n"
        "others are packed into at most 1,000 tasks; a last job writes FILE.h5, or says in FILE.h5.logs what "
        "is\n"
        "missing. The same command sends what is missing, no more.");
    CLI::App* task =
        program.add_subcommand("task", "Run one task of what was submitted; job scripts do this");
    task->add_option("FOLDER", typed.result, "the folder FILE.h5.d");
    task->add_option("TICKET", typed.name, "the ticket of the submission");
}

void describe_runs(CLI::App& program, Typed& typed) {
    CLI::App* collect =
        program.add_subcommand("collect", "Write the results of a folder in which every run is there");
    collect->add_option("FOLDER", typed.result, "the folder FILE.h5.d");
    CLI::App* status = program.add_subcommand("status", "Tell how many runs are done, failed and missing");
    status->add_option("FOLDER", typed.result, "the folder FILE.h5.d, or a results file");
    CLI::App* rerun =
        program.add_subcommand("rerun", "Run one stored run again and compare its events and fingerprint");
    rerun->add_option("RESULT", typed.result, "results file");
    add(rerun, "--run", typed.runs, "run: row, id, variant/seed or point/seed")->type_name("RUN");
    rerun->add_flag("--verify", typed.verify, "only say whether it comes out the same");
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
    add(why, "--run", typed.runs,
        "run: row, id, variant/seed or point/seed (default: the last variant, first seed)")
        ->type_name("RUN");
    why->add_flag("--down", typed.down, "tell what followed from the event: its cascade and how large it is");
    CLI::App* facts =
        program.add_subcommand("facts", "Hold runs against the stylised facts of docs/validation.md");
    facts->add_option("RESULT", typed.result, "results file");
    add(facts, "--variant", typed.variant, "variant (default: the last)")->type_name("NAME");
    add(facts, "--runs", typed.runs, "at most so many of its runs (default: 5)")->type_name("N");
    CLI::App* diff = program.add_subcommand("diff", "Tell the first event in which two runs differ");
    diff->add_option("RESULTS", typed.files, "one results file or two")->expected(0, 1000);
    add(diff, "--run", typed.runs,
        "run: row, id, variant/seed or point/seed; once for both files, or once for each")
        ->type_name("RUN");
}

}  // namespace

void describe_commands(CLI::App& program, Typed& typed) {
    describe_run(program, typed);
    describe_submit(program, typed);
    describe_runs(program, typed);
    describe_others(program, typed);
}

}  // namespace cultivar
