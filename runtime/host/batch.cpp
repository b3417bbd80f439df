#include "runtime/host/batch.h"

#include "runtime/model/bytes.h"
#include "runtime/model/encoding.h"

namespace reeve::host {

namespace {

constexpr std::uint64_t kBatchVersion = 1;

}  // namespace

std::string encode(const model::Events& events) {
    model::ByteWriter writer;
    std::uint64_t version = kBatchVersion;
    std::uint64_t count = events.size();
    writer.number(version);
    writer.number(count);
    for (const model::Event& event : events) {
        std::string bytes = model::encode(event);
        writer.text(bytes);
    }
    return writer.take();
}

std::optional<model::Events> decode(std::string_view payload) {
    model::ByteReader reader(payload);
    std::uint64_t version = 0;
    std::uint64_t count = 0;
    reader.number(version);
    reader.number(count);
    if (reader.failed() || version != kBatchVersion || count > reader.size_max())
        return std::nullopt;
    model::Events events;
    for (std::uint64_t i = 0; i < count; ++i) {
        std::string bytes;
        reader.text(bytes);
        auto event = reader.failed() ? std::nullopt : model::decode_event(bytes);
        if (!event) return std::nullopt;
        events.push_back(std::move(*event));
    }
    if (!reader.at_end()) return std::nullopt;
    return events;
}

}  // namespace reeve::host
