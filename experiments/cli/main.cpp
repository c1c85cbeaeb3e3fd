// SPDX-License-Identifier: Apache-2.0
#include "experiments/cli/command_line.hpp"
#include "sim/huge_pages.hpp"

int main(int argc, char** argv) {
    cultivar::sim::prefer_huge_pages(argv);
    return cultivar::command_line(argc, argv);
}
