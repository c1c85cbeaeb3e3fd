// SPDX-License-Identifier: Apache-2.0
#include "tests/support/bad_input.hpp"

using namespace cultivar;
using namespace cultivar::test;

namespace {

struct Case {
    std::string name;
    std::string text;
    Answer answer;
};

const std::vector<Case> cases{
    {"a lone comma, on which the parser hangs", ",", {"syntax", 1, 1}},
    {"a text that the parser reads as nothing", ",a::", {"syntax", 1, 1}},
    {"an alias that contains itself", "&a [*a]", {"alias-cycle", 1, 5}},
    {"an alias inside its own map", "a: &x {b: *x}", {"alias-cycle", 1, 11}},
    {"an anchor defined twice", "a: &x 1\nb: &x 2\n", {"alias", 2, 4}},
    {"an alias without anchor", "a: *nobody\n", {"alias", 1, 4}},
    {"a tab that indents", "a:\n\tb: 1\n", {"tab", 2, 1}},
    {"a tab after spaces that indents", "a:\n  \tb: 1\n", {"tab", 2, 3}},
    {"a bracket never closed", "a: 1\nb: [1, 2\nc: 3\n", {"unclosed", 2, 4}},
    {"a brace never closed", "a: 1\nb: {c: 3\n", {"unclosed", 2, 4}},
    {"a bracket closed by a brace", "a: {x: [1, 2}\n", {"unclosed", 1, 8}},
    {"a quote never closed", "a: \"x\nb: 1\n", {"unclosed", 1, 4}},
    {"a single quote never closed", "a: 'x\nb: 1\n", {"unclosed", 1, 4}},
    {"a closing bracket without opening", "a: 1\nb: ]\n", {"syntax", 2, 4}},
    {"a closing brace without opening", "a: 1\n}\n", {"syntax", 2, 1}},
    {"no space after the colon", "a: 1\nscale:0.5\nb: 2\n", {"syntax", 2, 6}},
    {"no space after the colon in braces", "a: {b:1}\n", {"syntax", 1, 6}},
    {"no space after the first colon", "format:cultivar-world/1\ntitle: x\n", {"syntax", 1, 7}},
    {"a line without colon", "a: 1\nfoo bar\nb: 2\n", {"syntax", 2, 1}},
    {"a first line without colon", "hello\na: 1\n", {"syntax", 1, 1}},
    {"a line indented too far", "a: 1\n  b: 2\n", {"syntax", 2, 3}},
    {"a line indented by half", "a:\n    b: 1\n  c: 2\n", {"syntax", 3, 3}},
    {"two colons in a line", "a: b: c\n", {"syntax", 1, 5}},
    {"a value that starts with @", "a: @x\n", {"syntax", 1, 4}},
    {"a value that starts with a backtick", "a: `x`\n", {"syntax", 1, 4}},
    {"a value that starts with %", "a: %x\n", {"syntax", 1, 4}},
    {"a directive", "%YAML 1.1\n---\na: 1\n", {"syntax", 1, 1}},
    {"a duplicate key", "budget: 1\nb: 2\nbudget: 3\n", {"dup-key", 3, 1}},
    {"a duplicate key but for case", "budget: 1\nBudget: 3\n", {"dup-key", 2, 1}},
    {"a duplicate key but for width", "ab: 1\n\xEF\xBD\x81\xEF\xBD\x82: 3\n", {"dup-key", 2, 1}},
    {"a merge key", "a: &x {b: 1}\nc:\n  <<: *x\n", {"merge", 3, 3}},
    {"a foreign tag", "a: !foo x\n", {"tag", 1, 4}},
    {"a language tag", "a: !!python/object:os.system x\n", {"tag", 1, 4}},
    {"a complex key", "? [a]\n: 1\n", {"key", 1, 1}},
    {"a list as key", "[a]: 1\n", {"key", 1, 1}},
    {"nothing as key", "~: 1\n", {"key", 1, 1}},
    {"an empty key", "a: 1\n: 2\n", {"key", 2, 1}},
    {"a second document", "a: 1\n---\nb: 2\n", {"syntax", 2, 1}},
    {"text after the end", "a: 1\n...\nb: 2\n", {"syntax", 3, 1}},
    {"a trailing comma, as in careless JSON", "{\"a\": [1, 2],\n \"b\": 3,\n}\n", {"syntax", 3, 1}},
    {"two commas", "a: [1,, 2]\n", {"syntax", 1, 7}},
    {"a comma that cuts a value in braces", "a: {b: 5 per 1,000 firms}\n", {"syntax", 1, 16}},
    {"columns count characters", "a: 1\n\xE5\x8C\x97\xE4\xBA\xAC: @x\n", {"syntax", 2, 5}},
    {"a wrong escape", "a: \"\\q\"\n", {"syntax", 1, 7}},
};

}  // namespace

TEST_CASE("yaml: wrong syntax is answered with its code and place") {
    for (const Case& one : cases) check_one(one.name, errors_of_document(one.text), one.answer);
}

TEST_CASE("yaml: JSON, comments, block texts and many-line values are read") {
    for (const std::string text :
         {"{\"a\": [1, 2], \"b\": {\"c\": \"1\"}}",
          "--- # begin\na: 1 # one\n\n# two\nb: it's [fine, here\n...\n",
          "a: |\n  [ { @ not syntax\n\n  : ,\nb: 1\n", "a: one\n  two\n  three [\nb:\n- x\n  y\n- 'z\n  z'\n",
          "a:\n- b: 1\n  c: [1,\n    2]\n-\n  b: {x: 1,\n  y: 2}\n",
          "a: http://x.org/y#z\nb: 12:30\nc: a-b\n"}) {
        CAPTURE(text);
        CHECK(errors_of_document(text).empty());
    }
}

TEST_CASE("yaml: what an alias repeats keeps the place of its text") {
    Diagnostics diagnostics;
    const auto top = parse_document("a: &x {b: 1}\nc: *x\n", "W", diagnostics);
    REQUIRE(top);
    CHECK(top->find("c")->value.find("b")->value.place() == sim::Place{"W", 1, 11});
    CHECK(top->find("c")->key_place() == sim::Place{"W", 2, 1});
}

TEST_CASE("yaml: byte order mark, CRLF and a last line without end change nothing") {
    const auto shape = [](const std::string& text) {
        Diagnostics diagnostics;
        const auto top = parse_document(text, "W", diagnostics);
        REQUIRE(diagnostics.empty());
        const MapEntry& entry = top->entries().back();
        return entry.key + entry.value.text() + sim::format({"", "", entry.value.place(), ""});
    };
    const std::string plain = shape("a: x\nb: some text\n");
    CHECK(shape("\xEF\xBB\xBF"
                "a: x\nb: some text\n") == plain);
    CHECK(shape("a: x\r\nb: some text\r\n") == plain);
    CHECK(shape("a: x\nb: some text") == plain);
}
