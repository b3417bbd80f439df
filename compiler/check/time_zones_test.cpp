#include "compiler/check/time_zones.h"

#include <gtest/gtest.h>

namespace reeve::check {
namespace {

TEST(TimeZones, every_name_of_the_database_is_known_and_no_other) {
    EXPECT_TRUE(is_time_zone("Europe/Paris"));
    EXPECT_TRUE(is_time_zone("America/Argentina/Buenos_Aires"));
    EXPECT_TRUE(is_time_zone("Asia/Calcutta"));
    EXPECT_TRUE(is_time_zone("UTC"));
    EXPECT_FALSE(is_time_zone("Europe/Pari"));
    EXPECT_FALSE(is_time_zone("europe/paris"));
    EXPECT_FALSE(is_time_zone(""));
}

TEST(TimeZones, the_nearest_is_found_by_case_by_city_and_by_spelling) {
    EXPECT_EQ(nearest_time_zone("europe/paris"), "Europe/Paris");
    EXPECT_EQ(nearest_time_zone("New York"), "America/New_York");
    EXPECT_EQ(nearest_time_zone("Europe/Berln"), "Europe/Berlin");
    EXPECT_EQ(nearest_time_zone("somewhere over the rainbow"), std::nullopt);
}

}  // namespace
}  // namespace reeve::check
