// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <variant>
#include <vector>

#include "experiments/cli/commands.hpp"

namespace cultivar {

struct CheckRequest {
    std::vector<std::filesystem::path> files;
};

/// What a command line asks for; a text is to be printed as it stands (help, version).
using Request =
    std::variant<std::string, RunRequest, CheckRequest, FieldsRequest, WhyRequest, DiffRequest, FactsRequest,
                 CollectRequest, StatusRequest, RerunRequest, SubmitRequest, TaskRequest>;

/// Reads the arguments after the program's name. Throws sim::InputError with place "cli".
[[nodiscard]] Request read_arguments(const std::vector<std::string>& arguments);

}  // namespace cultivar
