#pragma once

#include "runtime/abi/rules.h"
#include "runtime/model/bytes.h"
#include "runtime/model/ids.h"

#include <array>
#include <deque>
#include <map>
#include <optional>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

// How plain structs are turned into bytes and back: one list of fields serves both ways. A class
// that derives from `Codec` names the fields of its structs as overloads of `fields`.

namespace reeve::model {

template <class Derived, class Bytes>
class Codec {
public:
    explicit Codec(Bytes& bytes) : bytes_(bytes) {}

    template <class... T>
    void all(T&... values) {
        (one(values), ...);
    }

    void one(std::uint64_t& value) { bytes_.number(value); }
    void one(std::int64_t& value) { bytes_.signed_number(value); }
    void one(std::string& value) { bytes_.text(value); }
    void one(Decimal& value);
    void one(abi::Points& value);
    void one(abi::Value& value);
    void one(Instant& value) { one(value.ms); }
    void one(Duration& value) { one(value.ms); }

    template <class T>
    requires std::is_enum_v<T> ||(std::is_integral_v<T> && sizeof(T) < 8) void one(T& value) {
        auto number = static_cast<std::int64_t>(value);
        one(number);
        if constexpr (Bytes::kReads) value = static_cast<T>(number);
    }
    template <class Tag>
    void one(Id<Tag>& id) {
        std::uint64_t number = id.valid() ? id.index() + std::uint64_t{1} : 0;
        one(number);
        if constexpr (Bytes::kReads) id = number == 0 ? Id<Tag>() : Id<Tag>(number - 1);
    }
    template <class T>
    void one(std::optional<T>& value) {
        bool there = value.has_value();
        one(there);
        if constexpr (Bytes::kReads) {
            if (there)
                value.emplace();
            else
                value.reset();
        }
        if (there && !bytes_.failed()) one(*value);
    }
    template <class T>
    void one(std::vector<T>& values) {
        list(values);
    }
    template <class T>
    void one(std::deque<T>& values) {
        list(values);
    }
    template <class T, std::size_t kSize>
    void one(std::array<T, kSize>& values) {
        for (T& value : values) one(value);
    }
    template <class A, class B>
    void one(std::pair<A, B>& pair) {
        all(pair.first, pair.second);
    }
    template <class... T>
    void one(std::variant<T...>& value) {
        std::uint64_t index = value.index();
        one(index);
        if (index >= sizeof...(T)) return bytes_.fail();
        if constexpr (Bytes::kReads) choose(value, index, std::index_sequence_for<T...>());
        std::visit([this](auto& what) { one(what); }, value);
    }
    template <class T>
    requires std::is_class_v<T>
    void one(T& value) { static_cast<Derived*>(this)->fields(value); }

protected:
    Bytes& bytes_;

private:
    template <class List>
    void list(List& values) {
        std::uint64_t size = values.size();
        one(size);
        if (size > bytes_.size_max()) return bytes_.fail();
        if constexpr (Bytes::kReads) values.resize(size);
        for (auto& value : values) {
            if (bytes_.failed()) return;
            one(value);
        }
    }
    template <class V, std::size_t... kIndex>
    void choose(V& value, std::uint64_t index, std::index_sequence<kIndex...>) {
        ((index == kIndex ? static_cast<void>(value.template emplace<kIndex>()) : void()), ...);
    }
};

template <class Derived, class Bytes>
void Codec<Derived, Bytes>::one(Decimal& value) {
    std::string text;
    if constexpr (!Bytes::kReads) text = value.to_string();
    one(text);
    if constexpr (Bytes::kReads) {
        const auto number = Decimal::parse(text);
        if (!number) return bytes_.fail();
        value = *number;
    }
}

template <class Derived, class Bytes>
void Codec<Derived, Bytes>::one(abi::Points& value) {
    auto high = static_cast<std::int64_t>(value >> 64);
    auto low = static_cast<std::uint64_t>(value);
    all(high, low);
    value = (abi::Points{high} << 64) | abi::Points{low};
}

}  // namespace reeve::model
