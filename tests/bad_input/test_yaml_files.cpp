// SPDX-License-Identifier: Apache-2.0
#include <sys/stat.h>
#include <unistd.h>

#include "tests/support/bad_input.hpp"

using namespace cultivar;
using namespace cultivar::test;
using namespace std::string_literals;

namespace {

struct Case {
    std::string name;
    std::string bytes;
    Answer answer;
};

std::string repeated(const std::string& text, std::size_t count) {
    std::string result;
    result.reserve(text.size() * count);
    for (std::size_t i = 0; i < count; ++i) result += text;
    return result;
}

std::string many_keys(std::size_t count) {
    std::string text;
    for (std::size_t i = 0; i < count; ++i) text += std::to_string(i % 10) + ":\n";
    return text;
}

/// Nine levels of nine aliases each: 4·10⁸ values when walked.
std::string billion_laughs() {
    std::string text = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n";
    for (int level = 1; level < 9; ++level) {
        const std::string name = 'a' + std::to_string(level);
        text += name + ": &" + name + " [";
        for (int i = 0; i < 9; ++i) text += (i > 0 ? ", *a" : "*a") + std::to_string(level - 1);
        text += "]\n";
    }
    return text;
}

std::vector<sim::Error> errors_of_file(const std::filesystem::path& path) {
    return errors_of([&] { (void)read_world(path); });
}

}  // namespace

TEST_CASE("files: foreign encodings and binary files are named") {
    const std::vector<Case> cases{
        {"empty", "", {"empty", 0, 0}},
        {"only comments", "# nothing\n\n  # here\n", {"empty", 0, 0}},
        {"UTF-16",
         "\xFF\xFE"
         "a\0:\0"s,
         {"encoding", 1, 1}},
        {"UTF-16, big end first", "\xFE\xFF\0a\0:"s, {"encoding", 1, 1}},
        {"UTF-32", "\xFF\xFE\0\0a\0\0\0"s, {"encoding", 1, 1}},
        {"UTF-16 without mark", "a\0:\0 \0"s, {"encoding", 1, 1}},
        {"Latin-1", "title: x\nname: caf\xE9\n", {"encoding", 2, 10}},
        {"overlong UTF-8", "a: \xC0\xAF\n", {"encoding", 1, 4}},
        {"half a surrogate pair", "a: \xED\xA0\x80\n", {"encoding", 1, 4}},
        {"an escape character", "a: x\x1B[31m\n", {"encoding", 1, 5}},
        {"an override of the writing direction", "a: x\xE2\x80\xAEy\n", {"encoding", 1, 5}},
        {"a character of no width in a key", "na\xE2\x80\x8Bme: x\n", {"encoding", 1, 3}},
        {"an escaped override in a key", "\"a\\u202e\": x\n", {"encoding", 1, 1}},
        {"a NUL byte", "a: 1\nb: \0\n"s, {"encoding", 2, 4}},
        {"an HDF5 file", "\x89HDF\r\n\x1A\n\0\0\0"s, {"encoding", 1, 1}},
        {"a carriage return alone", "a: 1\rb: 2\n", {"encoding", 1, 5}},
    };
    for (const Case& one : cases) check_one(one.name, errors_of_document(one.bytes), one.answer);
}

TEST_CASE("files: texts beyond the limits are refused in time") {
    const std::vector<Case> cases{
        {"17 MiB", std::string(17u << 20, ' '), {"limit-size", 0, 0}},
        {"a long text", "a: " + std::string(2u << 20, 'x'), {"limit-scalar", 1, 4}},
        {"brackets in brackets", std::string(100'000, '['), {"limit-depth", 1, 65}},
        {"braces in braces", repeated("{a: ", 100'000), {"limit-depth", 1, 257}},
        {"dashes after dashes", repeated("- ", 100'000), {"limit-depth", 1, 129}},
        {"millions of keys", many_keys(2'500'000), {"limit-nodes", 2'000'001, 1}},
        {"aliases of aliases", billion_laughs(), {"limit-alias", 7, 20}},
    };
    for (const Case& one : cases) check_one(one.name, errors_of_document(one.bytes), one.answer);
}

TEST_CASE("files: what is no readable file is not read") {
    const Folder folder("files");
    check_one("missing", errors_of_file(folder.path() / "none.yaml"), {"file-missing", 0, 0});
    check_one("a folder", errors_of_file(folder.path()), {"file-kind", 0, 0});
    check_one("a device", errors_of_file("/dev/zero"), {"file-kind", 0, 0});
    REQUIRE(::mkfifo((folder.path() / "pipe").c_str(), 0600) == 0);
    check_one("a pipe", errors_of_file(folder.path() / "pipe"), {"file-kind", 0, 0});
    write_file(folder.path() / "secret.yaml", "a: 1\n");
    std::filesystem::permissions(folder.path() / "secret.yaml", std::filesystem::perms::none);
    if (::geteuid() != 0)
        check_one("no permission", errors_of_file(folder.path() / "secret.yaml"), {"file-open", 0, 0});
}

TEST_CASE("files: a missing file that is near another one is hinted at") {
    const Folder folder("near");
    write_file(folder.path() / "world.yaml", "a: 1\n");
    const auto errors = errors_of_file(folder.path() / "wolrd.yaml");
    REQUIRE(errors.size() == 1);
    CHECK(errors.front().hint == "did you mean 'world.yaml'?");
}

TEST_CASE("files: names with blanks, quotes, dollars and other scripts work") {
    const Folder folder("names");
    const std::string toy = two_regions();
    for (const std::string name :
         {"a b.yaml", "it's \"x\".yaml", "$HOME;rm.yaml", "\xE4\xB8\x96\xE7\x95\x8C.yaml"}) {
        write_file(folder.path() / name, toy);
        CHECK(errors_of_file(folder.path() / name).empty());
    }
}
