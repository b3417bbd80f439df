#include "runtime/abi/value.h"

#include "base/check.h"

namespace reeve::abi {

template <class T>
const T& Value::get() const {
    const T* value = std::get_if<T>(&data_);
    CHECK(value != nullptr);
    return *value;
}

template const bool& Value::get<bool>() const;
template const Decimal& Value::get<Decimal>() const;
template const std::string& Value::get<std::string>() const;
template const ChoiceValue& Value::get<ChoiceValue>() const;
template const Date& Value::get<Date>() const;
template const TimeOfDay& Value::get<TimeOfDay>() const;
template const Instant& Value::get<Instant>() const;
template const Reference& Value::get<Reference>() const;
template const Step& Value::get<Step>() const;
template const Record& Value::get<Record>() const;
template const Value::List& Value::get<Value::List>() const;

bool operator==(const Value& a, const Value& b) {
    if (a.data_.index() != b.data_.index()) return false;
    return std::visit(
        [&b](const auto& x) -> bool {
            using T = std::decay_t<decltype(x)>;
            if constexpr (std::is_same_v<T, std::monostate>)
                return true;
            else if constexpr (std::is_same_v<T, Step>)
                // Steps are never compared: the language has no such operation.
                return false;
            else
                return x == std::get<T>(b.data_);
        },
        a.data_);
}

}  // namespace reeve::abi
