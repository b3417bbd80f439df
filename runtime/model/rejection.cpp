#include "runtime/model/rejection.h"

#include <array>
#include <utility>

namespace reeve::model {

namespace {

struct Known {
    std::string_view name;
    std::string_view text;
};

constexpr auto kKnown = std::to_array<Known>({
#define REJECTION(name, text) {#name, text},
#include "runtime/model/rejections.def"
#undef REJECTION
});

}  // namespace

std::string_view name_of(RejectionCode code) { return kKnown[static_cast<std::size_t>(code)].name; }

Rejection rejection(RejectionCode code) {
    return {code, std::string(kKnown[static_cast<std::size_t>(code)].text)};
}

Rejection rejection(RejectionCode code, std::string text) { return {code, std::move(text)}; }

}  // namespace reeve::model
