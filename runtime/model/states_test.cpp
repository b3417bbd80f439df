#include "runtime/model/states.h"
#include "runtime/model/part_states.h"

#include "tests/support/source_directory.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

namespace reeve::model {
namespace {

/// The table as the page about life cycles shows it.
std::string life_cycle_table() {
    std::string text = "| |";
    for (std::size_t state = 0; state < kStates; ++state)
        text += " " + std::string(name_of(static_cast<ItemState>(state))) + " |";
    text += "\n|---|";
    for (std::size_t state = 0; state < kStates; ++state) text += "---|";
    text += '\n';
    for (std::size_t act = 0; act < kActs; ++act) {
        text += "| " + std::string(name_of(static_cast<Act>(act))) + " |";
        for (std::size_t state = 0; state < kStates; ++state)
            text += allows(static_cast<ItemState>(state), static_cast<Act>(act)) ? " x |" : " |";
        text += '\n';
    }
    return text;
}

TEST(LifeCycle, ThePageShowsTheTable) {
    std::ifstream file(support::source_directory() / "docs/life-cycles.md");
    std::stringstream page;
    page << file.rdbuf();
    EXPECT_NE(page.str().find(life_cycle_table()), std::string::npos)
        << "docs/life-cycles.md should show:\n"
        << life_cycle_table();
}

std::string part_table() {
    std::string text = "| |";
    for (std::size_t state = 0; state < kPartStates; ++state)
        text += " " + std::string(name_of(static_cast<abi::PartState>(state))) + " |";
    text += "\n|---|";
    for (std::size_t state = 0; state < kPartStates; ++state) text += "---|";
    text += '\n';
    for (std::size_t move = 0; move < kPartMoves; ++move) {
        text += "| " + std::string(name_of(static_cast<PartMove>(move))) + " |";
        for (std::size_t state = 0; state < kPartStates; ++state)
            text += allows(static_cast<abi::PartState>(state), static_cast<PartMove>(move)) ? " x |"
                                                                                            : " |";
        text += '\n';
    }
    return text;
}

TEST(LifeCycle, ThePageShowsThatOfPartsOfCases) {
    std::ifstream file(support::source_directory() / "docs/life-cycles.md");
    std::stringstream page;
    page << file.rdbuf();
    EXPECT_NE(page.str().find(part_table()), std::string::npos)
        << "docs/life-cycles.md should show:\n"
        << part_table();
}

TEST(LifeCycle, WhatIsFinishedIsOnlyBegunAgain) {
    for (std::size_t state = 0; state < kStates; ++state) {
        for (std::size_t act = 0; act < kActs; ++act) {
            const auto a = static_cast<Act>(act);
            const bool begins = a == Act::StartOver || a == Act::Reopen;
            if (!is_finished(static_cast<ItemState>(state))) continue;
            EXPECT_EQ(allows(static_cast<ItemState>(state), a), begins);
        }
    }
}

}  // namespace
}  // namespace reeve::model
