// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "experiments/results/byte_stream.hpp"
#include "experiments/runner/run_result.hpp"

namespace cultivar {

/// A finished run under its identity.
struct KeptRun {
    std::string id;
    RunResult result;
};

/// What the records of a journal have in common: the form of their numbers (see run_layout), and the scalars
/// their values belong to.
struct JournalHead {
    std::string layout;
    std::vector<Scalar> scalars;
};

/// Payloads of a journal's frames, bit for bit; docs/results-format.md lists their fields. `decode` is false
/// for bytes that are no such payload.
void encode(ByteWriter& writer, const std::string& id, const RunResult& run);
[[nodiscard]] bool decode(std::string_view payload, KeptRun& kept);
void encode(ByteWriter& writer, const JournalHead& head);
[[nodiscard]] bool decode(std::string_view payload, JournalHead& head);

}  // namespace cultivar
