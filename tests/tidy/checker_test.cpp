// The checker itself, on sources made up for it: every rule is shown to fail.

#include "tests/tidy/tidy.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace reeve::tidy {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Rules rules() {
    return read_rules(
        "# a comment: with a colon\n"
        "base:\n"
        "compiler/syntax: base\n"
        "compiler/parse: base compiler/syntax\n"
        "cli: base\n"
        "\n"
        "<CLI/: cli\n"
        "<grammar/: compiler/parse\n");
}

std::vector<std::string> check(std::string path, std::string text) {
    std::vector<std::string> found;
    for (const Violation& violation : check_source({std::move(path), std::move(text)}, rules())) {
        found.push_back(fmt::format("{}: {}", violation.line, violation.message));
    }
    return found;
}

std::string lines(int count) {
    std::string text;
    for (int i = 0; i < count; ++i) text += "int x;\n";
    return text;
}

TEST(Dependencies, MayPointLeft) {
    EXPECT_THAT(check("compiler/parse/a.cpp",
                      "#include \"compiler/parse/a.h\"\n"
                      "#include \"compiler/syntax/module.h\"\n"
                      "#include \"base/id.h\"\n"
                      "#include <vector>\n"),
                IsEmpty());
}

TEST(Dependencies, MayNotPointRight) {
    EXPECT_THAT(check("compiler/syntax/a.cpp",
                      "#include <vector>\n#  include \"compiler/parse/parse.h\"\n"),
                ElementsAre("2: `compiler/syntax` may not use `compiler/parse` (see "
                            "docs/internals.md)"));
    EXPECT_THAT(check("base/a.h", "#pragma once\n#include \"cli/options.h\"\n"),
                ElementsAre("2: `base` may not use `cli` (see docs/internals.md)"));
}

TEST(Dependencies, CoverFoldersBelowALibrary) {
    EXPECT_THAT(check("compiler/syntax/a.cpp", "#include \"compiler/syntax/list/a.def\"\n"),
                IsEmpty());
    EXPECT_THAT(check("compiler/syntax/list/a.def", "#include \"compiler/parse/parse.h\"\n"),
                ElementsAre("1: `compiler/syntax/list` may not use `compiler/parse` (see "
                            "docs/internals.md)"));
}

TEST(Dependencies, AreNotForTests) {
    EXPECT_THAT(check("compiler/syntax/a_test.cpp", "#include \"compiler/parse/parse.h\"\n"),
                IsEmpty());
    EXPECT_THAT(check("tests/golden/golden.cpp", "#include \"cli/options.h\"\n"), IsEmpty());
}

TEST(Dependencies, AreRequiredOfEveryLibrary) {
    EXPECT_THAT(check("compiler/new/a.cpp", "#include \"base/id.h\"\n"),
                ElementsAre("1: `compiler/new` is not in tests/tidy/dependencies.txt"));
    EXPECT_THAT(check("bench/a.cpp", "#include \"base/id.h\"\n"), IsEmpty());
}

TEST(Dependencies, AreNamedFromTheRoot) {
    EXPECT_THAT(check("base/a.cpp", "#include \"id.h\"\n"),
                ElementsAre("1: `id.h` is not named from the root of the repository"));
    EXPECT_THAT(check("base/a.cpp", "#include \"../base/id.h\"\n"),
                ElementsAre("1: `../base/id.h` is not named from the root of the repository"));
}

TEST(HeavyHeaders, StayInTheirFolder) {
    EXPECT_THAT(check("cli/main.cpp", "#include <CLI/CLI.hpp>\n"), IsEmpty());
    EXPECT_THAT(check("base/a.cpp", "#include <CLI/CLI.hpp>\n"),
                ElementsAre("1: `CLI/CLI.hpp` may be included only in cli"));
    EXPECT_THAT(check("compiler/parse/a.cpp", "#include \"grammar/ReeveParser.h\"\n"), IsEmpty());
    // In tests too.
    EXPECT_THAT(check("compiler/syntax/a_test.cpp", "#include \"grammar/ReeveParser.h\"\n"),
                ElementsAre("1: `grammar/ReeveParser.h` may be included only in compiler/parse"));
}

TEST(Sizes, HaveLimits) {
    EXPECT_THAT(check("base/a.h", "#pragma once\n" + lines(149)), IsEmpty());
    EXPECT_THAT(check("base/a.h", "#pragma once\n" + lines(150)),
                ElementsAre("1: 151 lines, 150 are allowed: split the file"));
    EXPECT_THAT(check("base/a.cpp", lines(800)), IsEmpty());
    EXPECT_THAT(check("base/a.cpp", lines(801)),
                ElementsAre("1: 801 lines, 800 are allowed: split the file"));
    EXPECT_THAT(check("docs/a.md", lines(2000)), IsEmpty());
}

TEST(Headers, AreReadOnce) {
    EXPECT_THAT(check("base/a.h", "int x;\n"), ElementsAre("1: a header without `#pragma once`"));
}

TEST(Functions, HaveALimit) {
    EXPECT_THAT(check("base/a.cpp", "int f() {\n" + lines(68) + "}\n"), IsEmpty());
    EXPECT_THAT(check("base/a.cpp", "int f() {\n" + lines(69) + "}\n"),
                ElementsAre("1: a function of 71 lines, 70 are allowed: split it"));
    EXPECT_THAT(check("base/a.cpp", "int f(int a,\n      int b) const {\n" + lines(70) + "}\n"),
                ElementsAre("1: a function of 73 lines, 70 are allowed: split it"));
    EXPECT_THAT(check("base/a.cpp", "class A {\n    int f() {\n" + lines(69) + "    }\n};\n"),
                ElementsAre("2: a function of 71 lines, 70 are allowed: split it"));
    EXPECT_THAT(check("base/a.cpp", "namespace x {\n" + lines(90) + "}\n"), IsEmpty());
    EXPECT_THAT(
        check("base/a.cpp", "class A {\nprivate:\n    int f() {\n    }\n" + lines(90) + "};\n"),
        IsEmpty());
}

TEST(Words, LeftForLaterAreFound) {
    std::string later = "TO";
    later += "DO";
    EXPECT_THAT(check("docs/a.md", "one\n" + later + ": two\n"),
                ElementsAre("2: `" + later + "`: finish it, or open an issue"));
    EXPECT_THAT(check("docs/a.md", "MAS" + later + "NS and " + later + "S\n"), IsEmpty());
}

TEST(Rules, MayNotGoInRings) {
    EXPECT_THAT(check_rules(rules()), IsEmpty());
    EXPECT_THAT(check_rules(read_rules("a: b\nb: a\n")),
                ElementsAre(Violation{"a", 0, "`b` does not stand above it in the table"}));
}

}  // namespace
}  // namespace reeve::tidy
