// SPDX-License-Identifier: Apache-2.0
#include "experiments/cli/command_line.hpp"

int main(int argc, char** argv) {
    return cultivar::command_line(argc, argv);
}
