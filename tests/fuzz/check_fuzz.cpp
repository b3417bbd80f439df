#include "base/check.h"
#include "compiler/diagnostics/render.h"
#include "compiler/driver/session.h"

#include <algorithm>
#include <cctype>
#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

// The compiler's promises, for any bytes: it ends, its messages lie within the file, and every
// form of them can be written.

namespace {

using namespace reeve;

void render(const driver::Session& session) {
    const auto& all = session.sink().diagnostics();
    std::string out;
    diagnostics::render_text(session.sources(), all, {.color = true, .width = 80}, out);
    diagnostics::render_json(session.sources(), all, out);
    diagnostics::render_sarif(session.sources(), all, out);
    diagnostics::render_github(session.sources(), all, out);
}

/// Words, numbers, texts and signs, with the blanks before them.
std::vector<std::string> pieces_of(const std::string& text, bool lines) {
    std::vector<std::string> pieces;
    const auto is_word = [](char c) {
        return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
    };
    for (std::size_t begin = 0; begin < text.size();) {
        std::size_t end = begin;
        if (lines) {
            end = std::min(text.find('\n', begin), text.size() - 1) + 1;
        } else {
            while (end < text.size() && (text[end] == ' ' || text[end] == '\n')) ++end;
            if (end < text.size() && !is_word(text[end]))
                ++end;
            else
                while (end < text.size() && is_word(text[end])) ++end;
        }
        pieces.push_back(text.substr(begin, end - begin));
        begin = end;
    }
    return pieces;
}

std::string text_of(const std::uint8_t* data, std::size_t size) {
    return {reinterpret_cast<const char*>(data), size};
}

std::size_t put(const std::vector<std::string>& pieces, std::uint8_t* data, std::size_t room) {
    std::string text;
    for (const std::string& piece : pieces) text += piece;
    const std::size_t size = std::min(text.size(), room);
    std::copy_n(text.begin(), size, data);
    return size;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    driver::MemoryFileSystem files;
    files.put("rules.reeve", text_of(data, size));
    driver::Session session(files);
    const std::vector<std::string> paths{"rules.reeve"};
    session.check(paths);
    for (const auto& program : session.programs()) {
        for (const auto phase : driver::kPhases) {
            static_cast<void>(session.print(program, phase));
        }
        static_cast<void>(driver::describe_contents(program));
    }
    render(session);
    return 0;
}

extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t room);

/// Half of the time bytes change. Else lines or words are dropped, doubled or exchanged, so that
/// most of the file can still be read.
extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size,
                                               std::size_t room, unsigned int seed) {
    std::minstd_rand random(seed);
    if (size == 0 || random() % 2 == 0) return LLVMFuzzerMutate(data, size, room);
    std::vector<std::string> pieces = pieces_of(text_of(data, size), random() % 2 == 0);
    const auto at = static_cast<std::ptrdiff_t>(random() % pieces.size());
    const auto other = static_cast<std::ptrdiff_t>(random() % pieces.size());
    switch (random() % 4) {
        case 0: pieces.erase(pieces.begin() + at); break;
        case 1: pieces.insert(pieces.begin() + at, std::string(pieces[other])); break;
        case 2: pieces[at] = std::string(pieces[other]); break;
        default: std::swap(pieces[at], pieces[other]); break;
    }
    return put(pieces, data, room);
}

/// Lines of two files, alternating in runs.
extern "C" std::size_t LLVMFuzzerCustomCrossOver(const std::uint8_t* first, std::size_t first_size,
                                                 const std::uint8_t* second,
                                                 std::size_t second_size, std::uint8_t* out,
                                                 std::size_t room, unsigned int seed) {
    std::minstd_rand random(seed);
    const std::vector<std::string> lines[2] = {pieces_of(text_of(first, first_size), true),
                                               pieces_of(text_of(second, second_size), true)};
    std::vector<std::string> mixed;
    std::size_t which = random() % 2;
    for (std::size_t at = 0; at < std::max(lines[0].size(), lines[1].size()); ++at) {
        if (random() % 8 == 0) which = 1 - which;
        if (at < lines[which].size()) mixed.push_back(lines[which][at]);
    }
    return put(mixed, out, room);
}
