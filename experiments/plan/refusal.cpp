// SPDX-License-Identifier: Apache-2.0
#include "experiments/plan/refusal.hpp"

#include <utility>

#include "sim/error.hpp"

namespace cultivar {

void refuse_input(const std::string& code, const std::string& what, const std::string& file,
                  const std::string& hint, int exit_code) {
    sim::Error error;
    error.code = code;
    error.what = what;
    error.where.file = file;
    error.hint = hint;
    std::vector<sim::Error> errors;
    errors.push_back(std::move(error));
    throw sim::InputError(std::move(errors), exit_code);
}

}  // namespace cultivar
