// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "experiments/plan/sampling.hpp"
#include "experiments/results/byte_stream.hpp"

namespace cultivar {

/// The sampling of an experiment as part of a plan's payload, bit for bit; docs/results-format.md lists its
/// fields. `decode` is false for bytes that are none, or whose parts do not fit together.
void encode(ByteWriter& writer, const Sampling& sampling);
[[nodiscard]] bool decode(ByteReader& reader, Sampling& sampling);

}  // namespace cultivar
