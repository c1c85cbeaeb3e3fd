// SPDX-License-Identifier: Apache-2.0
#include "experiments/cli/command_line.hpp"
#include "experiments/cli/huge_pages.hpp"

int main(int argc, char** argv) {
    cultivar::prefer_huge_pages(argv);
    return cultivar::command_line(argc, argv);
}
