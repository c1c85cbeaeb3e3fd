// SPDX-License-Identifier: Apache-2.0
#include "experiments/cli/command_line.hpp"

#include <signal.h>
#include <sys/resource.h>

#include <cstdio>
#include <exception>
#include <new>
#include <optional>
#include <string>
#include <vector>

#include "experiments/cli/arguments.hpp"
#include "experiments/cli/commands.hpp"
#include "experiments/plan/refusal.hpp"
#include "experiments/results/file_error.hpp"
#include "scenarios/reader/diagnostics.hpp"
#include "scenarios/reader/utf8.hpp"
#include "sim/error.hpp"
#include "sim/guards.hpp"

namespace cultivar {

namespace {

void check_encoding(const std::vector<std::string>& arguments) {
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        for (std::size_t at = 0; at < arguments[i].size();) {
            const CodePoint character = decode_utf8(arguments[i], at);
            if (!character.valid) refuse_input("cli", "argument " + std::to_string(i + 1) + " is not UTF-8");
            at += character.length;
        }
    }
}

/// Libraries need room that the smallest stacks do not have; without this they end the program without a word.
void check_stack() {
    constexpr rlim_t least = 1 << 20;
    rlimit stack{};
    if (::getrlimit(RLIMIT_STACK, &stack) != 0 || stack.rlim_cur >= least) return;
    refuse_input(
        "stack",
        "the stack is limited to " + std::to_string(stack.rlim_cur / 1024) + " kB; 1,024 kB are needed",
        "cli", "raise it with ulimit -s", exit_code::file_system);
}

int answer(const std::vector<std::string>& arguments) {
    check_stack();
    check_encoding(arguments);
    const Request request = read_arguments(arguments);
    if (const auto* text = std::get_if<std::string>(&request)) {
        say(*text);
        return exit_code::done;
    }
    if (const auto* run = std::get_if<RunRequest>(&request)) return run_command(*run);
    if (const auto* check = std::get_if<CheckRequest>(&request)) return check_command(check->files);
    if (const auto* fields = std::get_if<FieldsRequest>(&request)) return fields_command(*fields);
    if (const auto* why = std::get_if<WhyRequest>(&request)) return why_command(*why);
    if (const auto* collect = std::get_if<CollectRequest>(&request)) return collect_command(*collect);
    if (const auto* submit = std::get_if<SubmitRequest>(&request)) return submit_command(*submit);
    if (const auto* task = std::get_if<TaskRequest>(&request)) return task_command(*task);
    if (const auto* status = std::get_if<StatusRequest>(&request)) return status_command(*status);
    if (const auto* again = std::get_if<RerunRequest>(&request)) return rerun_command(*again);
    if (const auto* facts = std::get_if<FactsRequest>(&request)) return facts_command(*facts);
    return diff_command(std::get<DiffRequest>(request));
}

}  // namespace

void say(const std::string& text) {
    std::fwrite(text.data(), 1, text.size(), stdout);
    std::fflush(stdout);
}

void complain(const std::string& text) {
    std::fwrite(text.data(), 1, text.size(), stderr);
    std::fputc('\n', stderr);
}

int command_line(int argc, char** argv) {
    // Writing to a closed pipe, or beyond the size that this user's files may have, is an error like others.
    ::signal(SIGPIPE, SIG_IGN);
    ::signal(SIGXFSZ, SIG_IGN);
    try {
        return answer({argv + (argc > 0 ? 1 : 0), argv + argc});
    } catch (const sim::InputError& error) {
        complain(error.what());
        return error.exit_code();
    } catch (const FileError& error) {
        complain(error.what());
        return error.exit_code();
    } catch (const sim::ModelStop& stop) {
        complain(stop.what());
        return exit_code::model_stopped;
    } catch (const std::bad_alloc&) {
        complain("error[memory]: the memory of this machine or of this user is used up");
        return exit_code::file_system;
    } catch (const std::exception& error) {
        complain(std::string("error[bug]: ") + error.what() +
                 " — please report this with the command and its files");
        return exit_code::bug;
    }
}

}  // namespace cultivar
