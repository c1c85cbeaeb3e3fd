// SPDX-License-Identifier: Apache-2.0

#include "tests/bench/bench.hpp"
#include "tests/support/queueing.hpp"

namespace cultivar::bench {

void bench_single_server(const Options& options) {
    const std::uint64_t customers = options.shortened(2'000'000);
    compare(options, "mm1", "rho=0.8", "customers/cpu_s",
            {{"cultivar", [=] {
                  const double start = cpu_seconds();
                  const auto result = test::run_station({1, 0.8}, customers, 1);
                  return static_cast<double>(result.served) / (cpu_seconds() - start);
              }}});
}

}  // namespace cultivar::bench
