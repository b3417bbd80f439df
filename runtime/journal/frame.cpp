#include "runtime/journal/frame.h"

#include "base/check.h"
#include "runtime/journal/crc32c.h"

#include <xxhash.h>
#include <algorithm>
#include <cstring>

namespace reeve::journal {

namespace {

constexpr std::string_view kMagic = "RVF1";
constexpr std::size_t kSumAt = 40;

template <class T>
void put(std::string& to, T value) {
    for (std::size_t i = 0; i < sizeof(T); ++i)
        to += static_cast<char>(static_cast<std::uint8_t>(value >> (8 * i)));
}

template <class T>
T get(std::string_view bytes, std::size_t at) {
    T value = 0;
    for (std::size_t i = 0; i < sizeof(T); ++i)
        value |= static_cast<T>(static_cast<std::uint8_t>(bytes[at + i])) << (8 * i);
    return value;
}

}  // namespace

Hash hash_of(std::string_view encoded) {
    XXH128_canonical_t canonical;
    XXH128_canonicalFromHash(&canonical, XXH3_128bits(encoded.data(), encoded.size()));
    Hash hash;
    std::ranges::copy(canonical.digest, hash.begin());
    return hash;
}

Hash encode(const Frame& frame, std::string& to) {
    CHECK(frame.payload.size() <= kPayloadBytesMax);
    const std::size_t begin = to.size();
    to += kMagic;
    put(to, static_cast<std::uint32_t>(frame.payload.size()));
    put(to, frame.sequence);
    put(to, frame.epoch);
    to.append(reinterpret_cast<const char*>(frame.before.data()), frame.before.size());
    const auto head = std::string_view(to).substr(begin, kSumAt);
    put(to, crc32c(frame.payload, crc32c(head)));
    to += frame.payload;
    return hash_of(std::string_view(to).substr(begin));
}

std::string_view to_string(FrameError error) {
    switch (error) {
        case FrameError::Short: return "it ends too early";
        case FrameError::Foreign: return "it does not begin as a frame does";
        case FrameError::Sum: return "its bytes do not agree with their checksum";
    }
    return "";
}

std::expected<Frame, FrameError> decode(std::string_view bytes) {
    const auto magic = bytes.substr(0, std::min(bytes.size(), kMagic.size()));
    if (magic != kMagic.substr(0, magic.size())) return std::unexpected(FrameError::Foreign);
    if (bytes.size() < kFrameHeaderBytes) return std::unexpected(FrameError::Short);
    const auto size = get<std::uint32_t>(bytes, 4);
    if (size > kPayloadBytesMax) return std::unexpected(FrameError::Sum);
    if (bytes.size() - kFrameHeaderBytes < size) return std::unexpected(FrameError::Short);
    Frame frame;
    frame.sequence = get<std::uint64_t>(bytes, 8);
    frame.epoch = get<std::uint64_t>(bytes, 16);
    std::memcpy(frame.before.data(), bytes.data() + 24, frame.before.size());
    frame.payload = bytes.substr(kFrameHeaderBytes, size);
    if (crc32c(frame.payload, crc32c(bytes.substr(0, kSumAt))) != get<std::uint32_t>(bytes, kSumAt))
        return std::unexpected(FrameError::Sum);
    return frame;
}

}  // namespace reeve::journal
