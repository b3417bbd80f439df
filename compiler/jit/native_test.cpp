#include "compiler/jit/native.h"

#include <gtest/gtest.h>

#include <malloc.h>
#include <unistd.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <sstream>

// What becomes of machine code in this process: where it lies, and that it goes away.

namespace reeve::jit {
namespace {

namespace fs = std::filesystem;

/// One column, doubled; different for each `number`.
codegen::Unit small_unit(std::int64_t number) {
    using codegen::Op;
    codegen::Unit unit;
    unit.code.push_back({.op = Op::Load, .integer = 0, .low = 0, .high = 255});
    unit.code.push_back({.op = Op::Constant, .integer = number, .low = number, .high = number});
    unit.code.push_back({.op = Op::Add, .a = 0, .b = 1, .low = number, .high = number + 255});
    unit.outputs.push_back({codegen::Result::Priority, 2, columns::Width::Bits64});
    return unit;
}

columns::Schema one_column() { return {{{columns::Width::Bits8, false, false}}}; }

/// What the unit makes of a column of 0, 1, 2 … in its kernel, or row by row.
std::int64_t result_of(const codegen::CompiledUnit& unit, std::uint32_t row, bool by_row) {
    std::array<std::uint8_t, 64> column{};
    for (std::size_t i = 0; i < column.size(); ++i) column[i] = static_cast<std::uint8_t>(i);
    std::array<std::int64_t, 64> out{};
    const void* const values[] = {column.data()};
    const std::uint8_t* const missing[] = {nullptr};
    void* const outputs[] = {out.data()};
    const abi::Batch batch{values, missing, nullptr, nullptr, outputs, 40};
    if (by_row)
        unit.row()(&batch, row);
    else
        unit.kernel()(&batch);
    return out[row];
}

std::size_t resident_bytes() {
    std::ifstream statm("/proc/self/statm");
    std::size_t pages = 0;
    statm >> pages >> pages;
    return pages * static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
}

std::size_t mappings() {
    std::ifstream maps("/proc/self/maps");
    return static_cast<std::size_t>(
        std::count(std::istreambuf_iterator<char>(maps), std::istreambuf_iterator<char>(), '\n'));
}

TEST(Native, RunsUnitsInVectorsAndRowByRow) {
    for (const unsigned lanes : {1U, 4U, 8U, 16U, 32U}) {
        for (const bool optimize : {false, true}) {
            const auto unit = compiler({.optimize = optimize, .lanes = lanes, .cache = {}})(
                small_unit(1'000), one_column());
            ASSERT_TRUE(unit.has_value()) << unit.error();
            EXPECT_EQ(result_of(**unit, 39, false), 1'039);
            EXPECT_EQ(result_of(**unit, 5, true), 1'005);
        }
    }
}

TEST(Native, HasNoMemoryThatIsWrittenAndRun) {
    const auto unit = compiler({})(small_unit(1), one_column());
    ASSERT_TRUE(unit.has_value());
    const auto code = reinterpret_cast<std::uintptr_t>((*unit)->kernel());
    std::ifstream maps("/proc/self/maps");
    bool found = false;
    for (std::string line; std::getline(maps, line);) {
        std::istringstream words(line);
        std::string range, rights;
        words >> range >> rights;
        EXPECT_FALSE(rights[1] == 'w' && rights[2] == 'x') << line;
        const std::uintptr_t begin = std::stoull(range, nullptr, 16);
        const std::uintptr_t end = std::stoull(range.substr(range.find('-') + 1), nullptr, 16);
        if (code < begin || code >= end) continue;
        found = true;
        EXPECT_EQ(rights.substr(0, 3), "r-x") << line;
    }
    EXPECT_TRUE(found);
}

// Ten thousand versions of a tiny rule set, a few alive at any moment.
TEST(Native, FreesCodeWithItsVersion) {
    constexpr int kVersions = 10'000;
    constexpr int kSettled = 2'000;
    std::array<std::unique_ptr<codegen::CompiledUnit>, 3> alive;
    std::size_t bytes = 0;
    std::size_t maps = 0;
    // Objects come from a cache, as those of a rule set that is published again do.
    std::string pattern = (fs::temp_directory_path() / "reeve-native-XXXXXX").string();
    const std::string directory = mkdtemp(pattern.data());
    const codegen::CompileUnit compile =
        compiler({.optimize = false, .lanes = 4, .cache = directory});
    for (int version = 0; version < kVersions; ++version) {
        auto unit = compile(small_unit(version % 100), one_column());
        ASSERT_TRUE(unit.has_value()) << unit.error();
        alive[static_cast<std::size_t>(version) % alive.size()] = std::move(*unit);
        const auto& now = *alive[static_cast<std::size_t>(version) % alive.size()];
        ASSERT_EQ(result_of(now, 7, false), version % 100 + 7);
        if (version != kSettled) continue;
        malloc_trim(0);
        bytes = resident_bytes();
        maps = mappings();
    }
    malloc_trim(0);
    // The allocator rounds; a leak of a page a version would be 32 MB.
    EXPECT_LT(resident_bytes(), bytes + (std::size_t{6} << 20));
    EXPECT_LE(mappings(), maps + 20);
    fs::remove_all(directory);
}

TEST(Native, TakesKeptCodeOnlyForTheSameUnitAndOptions) {
    std::string pattern = (fs::temp_directory_path() / "reeve-native-XXXXXX").string();
    const std::string directory = mkdtemp(pattern.data());
    const auto files = [&] {
        return std::distance(fs::directory_iterator(directory), fs::directory_iterator());
    };
    const auto compile = [&](std::int64_t number, unsigned lanes) {
        auto unit =
            compiler({.lanes = lanes, .cache = directory})(small_unit(number), one_column());
        EXPECT_TRUE(unit.has_value());
        return result_of(**unit, 3, false);
    };
    EXPECT_EQ(compile(1, 8), 4);
    EXPECT_EQ(files(), 1);
    EXPECT_EQ(compile(1, 8), 4);
    EXPECT_EQ(files(), 1);
    EXPECT_EQ(compile(2, 8), 5);
    EXPECT_EQ(compile(1, 16), 4);
    EXPECT_EQ(files(), 3);
    // A file that is whole but no object is passed over, and written anew.
    for (const auto& entry : fs::directory_iterator(directory))
        std::ofstream(entry.path(), std::ios::binary) << "nonsense";
    EXPECT_EQ(compile(1, 8), 4);
    EXPECT_EQ(compile(2, 8), 5);
    fs::remove_all(directory);
}

}  // namespace
}  // namespace reeve::jit
