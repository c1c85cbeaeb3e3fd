// SPDX-License-Identifier: Apache-2.0
#include <cstdio>
#include <string_view>

#include "tests/bench/bench.hpp"

int main(int count, char** arguments) {
    cultivar::bench::Options options;
    for (int i = 1; i < count; ++i) {
        const std::string_view argument = arguments[i];
        if (options.take(argument)) continue;
        if (argument == "phold" || argument == "hold" || argument == "storm" || argument == "mm1") {
            options.only = argument;
        } else {
            std::fprintf(stderr, "usage: bench_engine [--json] [--quick] [phold|hold|storm|mm1]\n");
            return 2;
        }
    }
    const auto wanted = [&](const char* bench) { return options.only.empty() || options.only == bench; };
    if (wanted("phold")) cultivar::bench::bench_phold(options);
    if (wanted("hold")) cultivar::bench::bench_hold(options);
    if (wanted("storm")) cultivar::bench::bench_storm(options);
    if (wanted("mm1")) cultivar::bench::bench_single_server(options);
}
