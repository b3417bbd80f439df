#include "runtime/model/encoding.h"

#include "runtime/model/fields.h"

namespace reeve::model {

namespace {

template <class Bytes>
class Coding : public ModelCodec<Coding<Bytes>, Bytes> {
public:
    using ModelCodec<Coding<Bytes>, Bytes>::ModelCodec;
};

template <class T>
std::string to_bytes(const T& value) {
    ByteWriter writer;
    std::uint64_t version = kEncodingVersion;
    Coding<ByteWriter> coding(writer);
    coding.one(version);
    coding.one(const_cast<T&>(value));  // a writer changes nothing
    return writer.take();
}

template <class T>
std::optional<T> from_bytes(std::string_view bytes) {
    ByteReader reader(bytes);
    std::uint64_t version = 0;
    Coding<ByteReader> coding(reader);
    coding.one(version);
    if (version != kEncodingVersion) return std::nullopt;
    T value;
    coding.one(value);
    if (!reader.at_end()) return std::nullopt;
    return value;
}

}  // namespace

std::string encode(const Command& command) { return to_bytes(command); }

std::string encode(const Event& event) { return to_bytes(event); }

std::optional<Command> decode_command(std::string_view bytes) { return from_bytes<Command>(bytes); }

std::optional<Event> decode_event(std::string_view bytes) { return from_bytes<Event>(bytes); }

}  // namespace reeve::model
