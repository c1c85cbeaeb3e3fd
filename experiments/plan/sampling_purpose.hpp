// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace cultivar {

/// What an experiment draws for outside its runs. The numbers lie above those of the model's purposes, so that
/// a design and a run of one seed share no draw; like those they are never changed nor used again.
enum class SamplingPurpose : std::uint16_t {
    random_point = 1000,
    hypercube_order = 1001,
    hypercube_place = 1002,
    trajectory = 1003,
    bootstrap = 1004,
};

}  // namespace cultivar
