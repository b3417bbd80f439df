#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

namespace reeve::sameness {

/// A program in pieces that may be left out one by one, so that what fails in a large one can be
/// shown in a small one.
struct Draft {
    struct Block {
        std::string head;  // "segment of Item {"; with an empty tail the whole of it
        std::vector<std::string> lines;
        std::string tail;
        bool needed = false;
    };
    std::vector<Block> blocks;

    [[nodiscard]] std::string text() const;
    /// The piece that stands on a line of the text, from 1.
    struct Place {
        std::size_t block = 0;
        std::size_t line = 0;  // of the block
        bool is_line = false;  // else its head or tail
    };
    [[nodiscard]] Place place(std::size_t line) const;
    /// Leaves out the line, or the block where it is its head.
    void remove(const Place& place);
};

/// Leaves out blocks, lines and parts of lines for as long as `fails` says that what is left still
/// fails; asks it at most `most` times.
Draft shrink(Draft draft, const std::function<bool(const Draft&)>& fails, std::size_t most);

}  // namespace reeve::sameness
