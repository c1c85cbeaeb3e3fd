// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <limits>

#include "experiments/analysis/text_table.hpp"

using namespace cultivar;

TEST_CASE("spoken numbers: four digits that count, thousands set off, no sign of zero") {
    CHECK(spoken_number(0.0) == "0");
    CHECK(spoken_number(-0.0) == "0");
    CHECK(spoken_number(-0.00001) == "0");
    CHECK(spoken_number(131234.5) == "131,200");
    CHECK(spoken_number(999.96) == "1,000");
    CHECK(spoken_number(1234567.0) == "1,235,000");
    CHECK(spoken_number(46.34) == "46.3");
    CHECK(spoken_number(4.636) == "4.64");
    CHECK(spoken_number(0.5) == "0.500");
    CHECK(spoken_number(0.02) == "0.0200");
    CHECK(spoken_number(-2500.0) == "−2,500");
    CHECK(spoken_number(std::numeric_limits<double>::quiet_NaN()) == "–");
    CHECK(signed_number(12.0) == "+12.0");
    CHECK(signed_number(0.0) == "0");
    CHECK(signed_number(-12.0) == "−12.0");
}

TEST_CASE("text table: names to the left, numbers to the right, characters counted and not bytes") {
    TextTable table;
    table.row({"", "mean"});
    table.heading("A heading that is longer than every name");
    table.row({"  江苏", "12"});
    table.row({"  Anhui", "1,200"});
    CHECK(table.text() ==
          "           mean\n"
          "A heading that is longer than every name\n"
          "  江苏         12\n"
          "  Anhui   1,200\n");
}
