#include "base/id.h"

#include <gtest/gtest.h>

#include <type_traits>
#include <unordered_set>

namespace reeve {
namespace {

using AppleId = Id<struct AppleTag>;
using PearId = Id<struct PearTag>;

TEST(Id, RefersToNothingUntilItIsGivenAnIndex) {
    EXPECT_FALSE(AppleId().valid());
    EXPECT_TRUE(AppleId(0).valid());
    EXPECT_EQ(AppleId(7).index(), 7U);
}

TEST(Id, KeepsTagsApart) {
    static_assert(!std::is_convertible_v<AppleId, PearId>);
    static_assert(!std::is_convertible_v<int, AppleId>);
    std::unordered_set<AppleId> ids{AppleId(1), AppleId(2), AppleId(1)};
    EXPECT_EQ(ids.size(), 2U);
    EXPECT_LT(AppleId(1), AppleId(2));
}

}  // namespace
}  // namespace reeve
