// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "experiments/results/dataset.hpp"

using namespace cultivar;

TEST_CASE("digest: the empty text has the values that XXH3 publishes") {
    CHECK(digest(std::string()) == "99aa06d3014798d86001c324468d497f");
    CHECK(short_digest("") == "2d06800538d394c2");
}

TEST_CASE("digest: name, type, shape and values of a dataset all count") {
    const Dataset base{"/a/b", {"x"}, {2}, std::vector<double>{1.0, 2.0}, {{"unit", "day"}}, false};
    const std::string text = digest(base);
    Dataset other = base;
    other.path = "/a/c";
    CHECK(digest(other) != text);
    other = base;
    other.values = std::vector<double>{1.0, 2.5};
    CHECK(digest(other) != text);
    other = base;
    other.shape = {1, 2};
    CHECK(digest(other) != text);
    other = base;
    other.values = std::vector<std::int64_t>{1, 2};
    CHECK(digest(other) != text);
    other = base;
    other.attributes.clear();
    CHECK(digest(other) == text);
}

TEST_CASE("digest: texts that are cut elsewhere differ") {
    const Dataset one{"/t", {"x"}, {2}, std::vector<std::string>{"ab", "c"}, {}, false};
    const Dataset two{"/t", {"x"}, {2}, std::vector<std::string>{"a", "bc"}, {}, false};
    CHECK(digest(one) != digest(two));
}
