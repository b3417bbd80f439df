#pragma once

#include "runtime/model/codec.h"

// Values as bytes. Steps and records are never stored.

namespace reeve::model {

template <class Derived, class Bytes>
class ValueCodec {
public:
    using Kind = abi::Value::Kind;

    explicit ValueCodec(Codec<Derived, Bytes>& codec, Bytes& bytes)
        : codec_(codec), bytes_(bytes) {}

    void run(abi::Value& value) {
        auto kind = value.kind();
        codec_.one(kind);
        switch (kind) {
            case Kind::Missing: return put(value, 0, [](int) { return abi::Value(); });
            case Kind::Truth: return through<bool>(value, [](auto& v) { return v.truth(); });
            case Kind::Number: return through<Decimal>(value, [](auto& v) { return v.number(); });
            case Kind::Text: return through<std::string>(value, [](auto& v) { return v.text(); });
            case Kind::Moment: return through<Instant>(value, [](auto& v) { return v.moment(); });
            case Kind::Choice:
                return through<std::uint32_t>(
                    value, [](auto& v) { return v.choice(); },
                    [](std::uint32_t index) { return abi::ChoiceValue{index}; });
            case Kind::Date:
                return through<std::int32_t>(
                    value, [](auto& v) { return v.date().days; },
                    [](std::int32_t days) { return Date{days}; });
            case Kind::Time:
                return through<std::int32_t>(
                    value, [](auto& v) { return v.time().ms; },
                    [](std::int32_t ms) { return TimeOfDay{ms}; });
            case Kind::Reference:
                return through<std::string>(
                    value, [](auto& v) { return v.reference().id; },
                    [](std::string id) { return abi::Reference{std::move(id)}; });
            case Kind::List:
                // Lists hold no lists, so this goes no deeper.
                if (std::exchange(in_list_, true)) return bytes_.fail();
                through<abi::Value::List>(value, [](auto& v) { return v.list(); });
                in_list_ = false;
                return;
            case Kind::Step:
            case Kind::Record: break;
        }
        bytes_.fail();
    }

private:
    template <class T, class Make>
    void put(abi::Value& value, T stored, Make make) {
        if constexpr (Bytes::kReads) value = abi::Value(make(std::move(stored)));
    }
    struct Same {
        template <class T>
        T operator()(T value) const {
            return value;
        }
    };
    template <class T, class Read, class Make = Same>
    void through(abi::Value& value, Read read, Make make = {}) {
        T stored{};
        if constexpr (!Bytes::kReads) stored = read(value);
        if constexpr (std::is_same_v<T, abi::Value::List>)
            list(stored);
        else
            codec_.one(stored);
        put(value, std::move(stored), make);
    }
    void list(abi::Value::List& values) {
        std::uint64_t size = values.size();
        codec_.one(size);
        if (size > bytes_.size_max()) return bytes_.fail();
        if constexpr (Bytes::kReads) values.resize(size);
        for (abi::Value& each : values) run(each);
    }

    Codec<Derived, Bytes>& codec_;
    Bytes& bytes_;
    bool in_list_ = false;
};

template <class Derived, class Bytes>
void Codec<Derived, Bytes>::one(abi::Value& value) {
    ValueCodec<Derived, Bytes>(*this, bytes_).run(value);
}

}  // namespace reeve::model
