#include "compiler/native/load.h"

#include "compiler/native/entry.h"

#include <gtest/gtest.h>

#include <fstream>

namespace reeve::native {
namespace {

bool llvm_is_loaded() {
    std::ifstream maps("/proc/self/maps");
    for (std::string line; std::getline(maps, line);) {
        if (line.find("libLLVM") != std::string::npos) return true;
    }
    return false;
}

TEST(Load, LoadsLlvmWhenItIsAskedForAndNotBefore) {
    EXPECT_FALSE(llvm_is_loaded());
    const auto entry = load();
    ASSERT_TRUE(entry.has_value()) << entry.error();
    EXPECT_TRUE(llvm_is_loaded());
    EXPECT_EQ(load().value(), *entry);
}

TEST(Load, GivesAUnitsCode) {
    const auto entry = load();
    ASSERT_TRUE(entry.has_value()) << entry.error();
    codegen::Unit unit;
    unit.code.push_back({.op = codegen::Op::Constant, .integer = 42, .low = 42, .high = 42});
    unit.outputs.push_back({codegen::Result::Priority, 0, columns::Width::Bits8});
    auto compiled = (*entry)->compiler({})(unit, {});
    ASSERT_TRUE(compiled.has_value()) << compiled.error();
    std::array<std::int8_t, 64> out{};
    void* const outputs[] = {out.data()};
    const abi::Batch batch{nullptr, nullptr, nullptr, nullptr, outputs, 20};
    (*compiled)->kernel()(&batch);
    EXPECT_EQ(out[0], 42);
    EXPECT_EQ(out[19], 42);
    const std::string text = (*entry)->print(unit, {}, {}, jit::Stage::Llvm);
    EXPECT_NE(text.find("define void @reeve_kernel"), std::string::npos);
}

}  // namespace
}  // namespace reeve::native
