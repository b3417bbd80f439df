#pragma once

// CHECK is for our own mistakes only and stays on in release builds. User input never reaches one.

namespace reeve {

[[noreturn]] void check_failed(const char* condition, const char* file, int line) noexcept;

}  // namespace reeve

#define CHECK(condition) \
    ((condition) ? static_cast<void>(0) : ::reeve::check_failed(#condition, __FILE__, __LINE__))
