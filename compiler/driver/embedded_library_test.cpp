#include "compiler/driver/embedded_library.h"

#include "tests/support/source_directory.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <sstream>

namespace reeve::driver {
namespace {

TEST(EmbeddedLibrary, HoldsTheFileAsItStandsInTheTree) {
    std::ifstream file(support::source_directory() / "stdlib/calendars/france.reeve");
    std::stringstream expected;
    expected << file.rdbuf();
    ASSERT_FALSE(expected.str().empty());
    EXPECT_EQ(embedded_library("calendars.france"), expected.str());
}

TEST(EmbeddedLibrary, KnowsNoOtherNames) {
    EXPECT_EQ(embedded_library("calendars.atlantis"), std::nullopt);
    EXPECT_EQ(embedded_library("calendars"), std::nullopt);
    EXPECT_EQ(embedded_library(""), std::nullopt);
}

TEST(EmbeddedLibrary, ListsItsFilesInTheOrderOfTheirNames) {
    EXPECT_FALSE(embedded_library_files().empty());
    EXPECT_TRUE(std::ranges::is_sorted(embedded_library_files(), {}, &EmbeddedFile::name));
}

}  // namespace
}  // namespace reeve::driver
