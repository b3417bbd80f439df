#pragma once

#include "base/decimal.h"
#include "base/time.h"
#include "base/time_span.h"

#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace reeve::abi {

/// A choice's value: its index in the choice that the type names.
struct ChoiceValue {
    std::uint32_t index = 0;
    friend bool operator==(ChoiceValue, ChoiceValue) = default;
};

/// An agent, a team or a customer, by its id (a team: its name).
struct Reference {
    std::string id;
    friend bool operator==(const Reference&, const Reference&) = default;
};

/// `3 business days`, `24 months`: only added to and taken from moments and dates.
struct Step {
    std::vector<TimeSpanPart> parts;
};

/// An item that a name stands for: its place among `the context`.
struct Record {
    std::uint32_t index = 0;
    friend bool operator==(Record, Record) = default;
};

/// A value while rules run. Which alternative it holds follows from the type: numbers, percents and
/// money (major units) as well as durations and business durations (milliseconds) are decimals.
/// What holds nothing is missing.
class Value {
public:
    using List = std::vector<Value>;

    enum class Kind : std::uint8_t {
        Missing,
        Truth,
        Number,
        Text,
        Choice,
        Date,
        Time,
        Moment,
        Reference,
        Step,
        List,
        Record
    };

    Value() = default;  // missing
    Value(bool truth) : data_(truth) {}
    Value(Decimal number) : data_(number) {}
    Value(std::string text) : data_(std::move(text)) {}
    Value(const char* text) : data_(std::string(text)) {}
    Value(ChoiceValue choice) : data_(choice) {}
    Value(Date date) : data_(date) {}
    Value(TimeOfDay time) : data_(time) {}
    Value(Instant moment) : data_(moment) {}
    Value(Reference reference) : data_(std::move(reference)) {}
    Value(Step step) : data_(std::move(step)) {}
    Value(List list) : data_(std::move(list)) {}
    Value(Record record) : data_(record) {}

    [[nodiscard]] Kind kind() const { return static_cast<Kind>(data_.index()); }
    [[nodiscard]] bool is_missing() const { return std::holds_alternative<std::monostate>(data_); }

    /// Each asks for the alternative that the type promises; another one is our own mistake.
    [[nodiscard]] bool truth() const { return get<bool>(); }
    [[nodiscard]] Decimal number() const { return get<Decimal>(); }
    [[nodiscard]] const std::string& text() const { return get<std::string>(); }
    [[nodiscard]] std::uint32_t choice() const { return get<ChoiceValue>().index; }
    [[nodiscard]] Date date() const { return get<Date>(); }
    [[nodiscard]] TimeOfDay time() const { return get<TimeOfDay>(); }
    [[nodiscard]] Instant moment() const { return get<Instant>(); }
    [[nodiscard]] const Reference& reference() const { return get<Reference>(); }
    [[nodiscard]] const Step& step() const { return get<Step>(); }
    [[nodiscard]] const List& list() const { return get<List>(); }
    [[nodiscard]] std::uint32_t record() const { return get<Record>().index; }

    /// Null where it is another alternative.
    [[nodiscard]] const std::string* text_or_null() const {
        return std::get_if<std::string>(&data_);
    }
    [[nodiscard]] const Decimal* number_or_null() const { return std::get_if<Decimal>(&data_); }

    /// The language's `is` between values of one type: missing is equal to missing alone.
    friend bool operator==(const Value& a, const Value& b);

private:
    template <class T>
    [[nodiscard]] const T& get() const;

    std::variant<std::monostate, bool, Decimal, std::string, ChoiceValue, Date, TimeOfDay, Instant,
                 Reference, Step, List, Record>
        data_;
};

}  // namespace reeve::abi
