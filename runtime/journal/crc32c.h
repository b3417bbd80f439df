#pragma once

#include <cstdint>
#include <string_view>

namespace reeve::journal {

/// CRC-32C (Castagnoli) of the bytes, as iSCSI uses it (RFC 3720, appendix B.4). `before` continues
/// a sum that was made of what stands in front.
std::uint32_t crc32c(std::string_view bytes, std::uint32_t before = 0);

}  // namespace reeve::journal
