#pragma once

#include <array>
#include <cstdint>
#include <expected>
#include <string>
#include <string_view>

// How a frame lies on the disk. All numbers are little-endian:
//
//    0  "RVF1"
//    4  size of the payload, 32 bits
//    8  sequence, 64 bits
//   16  epoch of the writer, 64 bits
//   24  hash of the frame before (128 bits, XXH3); zeros for the first
//   40  CRC-32C of the 40 bytes before and the payload
//   44  payload
//
// The sum finds what the disk changed, the hash what was left out or put in.

namespace reeve::journal {

/// Number of a frame in its journal, from 1.
using Sequence = std::uint64_t;
using Hash = std::array<std::uint8_t, 16>;

inline constexpr std::size_t kFrameHeaderBytes = 44;
inline constexpr std::size_t kPayloadBytesMax = 64 << 20;

struct Frame {
    Sequence sequence = 0;
    std::uint64_t epoch = 0;
    Hash before{};
    std::string_view payload;  // of the bytes that were decoded
};

/// Appends the frame to `to` and returns its hash, which the next frame names.
Hash encode(const Frame& frame, std::string& to);
Hash hash_of(std::string_view encoded);

enum class FrameError : std::uint8_t {
    Short,    // the bytes end within it: a write that did not complete
    Foreign,  // does not begin as a frame does
    Sum       // the sum does not agree
};
/// What is wrong, for people.
std::string_view to_string(FrameError error);

/// The frame at the beginning of `bytes`; its length is `kFrameHeaderBytes` and the payload.
std::expected<Frame, FrameError> decode(std::string_view bytes);

}  // namespace reeve::journal
