#include "runtime/journal/frame.h"

#include "runtime/journal/crc32c.h"

#include <gtest/gtest.h>

namespace reeve::journal {
namespace {

TEST(Crc32c, AgreesWithPublishedValues) {
    // RFC 3720, appendix B.4, and the check value of the catalogue of parametrised CRCs.
    EXPECT_EQ(crc32c("123456789"), 0xe306'9283U);
    EXPECT_EQ(crc32c(std::string(32, '\0')), 0x8a91'36aaU);
    EXPECT_EQ(crc32c(std::string(32, '\xff')), 0x62a8'ab43U);
}

TEST(Crc32c, GoesOnWhereItStopped) {
    const std::string text = "a claim that is split somewhere";
    for (std::size_t at = 0; at <= text.size(); ++at) {
        const auto head = crc32c(std::string_view(text).substr(0, at));
        EXPECT_EQ(crc32c(std::string_view(text).substr(at), head), crc32c(text));
    }
}

TEST(Frame, ComesBackAsItWasWritten) {
    std::string bytes;
    const Hash first = encode({7, 3, {}, "payload"}, bytes);
    const std::size_t size = bytes.size();
    encode({8, 3, first, ""}, bytes);
    const auto one = decode(bytes);
    ASSERT_TRUE(one);
    EXPECT_EQ(one->sequence, 7U);
    EXPECT_EQ(one->epoch, 3U);
    EXPECT_EQ(one->payload, "payload");
    const auto two = decode(std::string_view(bytes).substr(size));
    ASSERT_TRUE(two);
    EXPECT_EQ(two->before, hash_of(std::string_view(bytes).substr(0, size)));
}

TEST(Frame, IsShortAtEveryPlaceWhereItMayBeCutOff) {
    std::string bytes;
    encode({1, 1, {}, "payload"}, bytes);
    for (std::size_t size = 0; size < bytes.size(); ++size) {
        const auto frame = decode(std::string_view(bytes).substr(0, size));
        ASSERT_FALSE(frame);
        EXPECT_EQ(frame.error(), FrameError::Short) << size;
    }
}

TEST(Frame, DoesNotAcceptAnyFlippedBit) {
    std::string bytes;
    encode({1, 1, {}, "payload"}, bytes);
    for (std::size_t bit = 0; bit < bytes.size() * 8; ++bit) {
        std::string other = bytes;
        other[bit / 8] = static_cast<char>(other[bit / 8] ^ (1 << bit % 8));
        EXPECT_FALSE(decode(other)) << bit;
    }
}

}  // namespace
}  // namespace reeve::journal
