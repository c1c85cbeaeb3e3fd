// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

#include "experiments/plan/refusal.hpp"

namespace cultivar {

/// The folder of runs that a user names, with or without a slash at its end. Refuses other names than X.h5.d.
[[nodiscard]] inline std::filesystem::path named_run_folder(const std::filesystem::path& typed) {
    const std::filesystem::path folder = typed.has_filename() ? typed : typed.parent_path();
    if (folder.extension() != ".d" || !folder.has_stem())
        refuse_input("cli", "not a folder of runs", typed.string(),
                     "name the folder that ends in .d, such as results/first_look.h5.d");
    return folder;
}

/// The results file that a folder of runs stands beside.
[[nodiscard]] inline std::filesystem::path output_of(const std::filesystem::path& folder) {
    return folder.parent_path() / folder.stem();
}

}  // namespace cultivar
