#include "compiler/diagnostics/catalog.h"

#include <algorithm>
#include <array>
#include <vector>

namespace reeve::diagnostics {

namespace {

// A first empty entry keeps the array legal while the catalogue has no message.
constexpr std::array kKindsInFileOrder = std::to_array<const Kind*>({
    nullptr,
#define REEVE_MESSAGE(number, level, id, message) &messages::id::kind,
#include "compiler/diagnostics/catalog.def"
#undef REEVE_MESSAGE
});

consteval auto sorted_kinds() {
    auto kinds = kKindsInFileOrder;
    std::sort(kinds.begin() + 1, kinds.end(),
              [](const Kind* a, const Kind* b) { return a->number < b->number; });
    return kinds;
}
constexpr auto kKinds = sorted_kinds();

// Of the sorted ones only neighbours can be the same; comparing all with all is more than compilers
// are willing to do at once.
consteval bool numbers_are_unique() {
    for (std::size_t i = 2; i < kKinds.size(); ++i) {
        if (kKinds[i - 1]->number == kKinds[i]->number) return false;
    }
    return true;
}
static_assert(numbers_are_unique(), "two messages of the catalogue have the same number");

}  // namespace

std::span<const Kind* const> all_kinds() { return std::span(kKinds).subspan(1); }

const Kind* find_kind(int number) {
    const auto kinds = all_kinds();
    const auto found =
        std::lower_bound(kinds.begin(), kinds.end(), number,
                         [](const Kind* kind, int wanted) { return kind->number < wanted; });
    return found != kinds.end() && (*found)->number == number ? *found : nullptr;
}

std::string code_of(const Kind& kind) { return fmt::format("RV{:04}", kind.number); }

std::optional<int> parse_code(std::string_view text) {
    if (text.size() >= 2 && (text[0] == 'R' || text[0] == 'r') &&
        (text[1] == 'V' || text[1] == 'v')) {
        text.remove_prefix(2);
    }
    if (text.empty() || text.size() > 4) return std::nullopt;
    int number = 0;
    for (const char digit : text) {
        if (digit < '0' || digit > '9') return std::nullopt;
        number = 10 * number + (digit - '0');
    }
    return number;
}

}  // namespace reeve::diagnostics
