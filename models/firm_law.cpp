// SPDX-License-Identifier: Apache-2.0
#include "models/firm_law.hpp"

namespace cultivar {

double size_quantile(double least, double tail, double most, double u) {
    const double kept = 1.0 - sim::pow(least / most, tail);
    return least * sim::pow(1.0 - u * kept, -1.0 / tail);
}

OwnerType draw_owner(const FirmLaw& law, sim::Stream stream, double relative_size) {
    std::array<double, owner_type_names.size()> weights{};
    for (std::size_t t = 0; t < weights.size(); ++t)
        weights[t] = law.owner_share[t] * sim::pow(relative_size, law.owner_slope[t]);
    return static_cast<OwnerType>(stream.categorical(weights));
}

}  // namespace cultivar
