#include "compiler/records/value_reader.h"

#include "base/text.h"
#include "compiler/records/times.h"

#include <fmt/format.h>

#include <algorithm>

namespace reeve::records {

using typed::Base;

namespace {

constexpr std::size_t kTextBytesMax = 64 * 1024;
constexpr std::size_t kListMax = 64;
constexpr std::size_t kNamesListed = 8;

using Kind = RawValue::Kind;

std::string_view describe_found(Kind kind) {
    switch (kind) {
        case Kind::Missing: return "nothing";
        case Kind::Text: return "a text";
        case Kind::Number: return "a number";
        case Kind::Yes:
        case Kind::No: return "yes or no";
        case Kind::List: return "a list";
        case Kind::Object: return "an object";
    }
    return "something else";
}

std::string show(const RawValue& raw) {
    switch (raw.kind) {
        case Kind::Text:
        case Kind::Number: return excerpt(raw.text);
        case Kind::Yes: return "true";
        case Kind::No: return "false";
        default: return "";
    }
}

std::string explain_kind(const RawValue& raw, const typed::Type& type,
                         const typed::Program& program) {
    if (raw.kind == Kind::Object) {
        return "an object; a record has one level: give its values names of their own and write "
               "them beside the others";
    }
    const std::string expected = typed::describe(type.required(), program);
    std::string reason =
        fmt::format("{}, where {} is expected", describe_found(raw.kind), expected);
    if (raw.kind == Kind::Number && type.base == Base::Text) reason += ": put it into quotes";
    return reason;
}

/// The range of a declared list is that of its values.
typed::DeclaredType element_type(const typed::DeclaredType& list) {
    typed::DeclaredType element = list;
    element.type = {};
    element.type.base = list.type.element;
    element.type.choice = list.type.choice;
    return element;
}

}  // namespace

std::string show_number(const typed::Type& type, Decimal number) {
    switch (type.base) {
        case Base::Percent: return (number * Decimal(100)).to_string() + "%";
        case Base::Money: return fmt::format("{} {}", number.to_string(), type.currency->code);
        case Base::Duration:
            if (const auto ms = number.to_int64()) return to_string(Duration{*ms});
            return number.to_string() + " milliseconds";
        case Base::BusinessDuration:
            return (number / Decimal(60'000)).round(3).to_string() + " business minutes";
        default: return number.to_string();
    }
}

namespace {

std::string explain_range(const typed::DeclaredType& type, Decimal value, const RawValue& raw) {
    const bool above = value > type.range.high;
    const std::string bound = show_number(type.type, above ? type.range.high : type.range.low);
    std::string reason =
        fmt::format("{} than {}, the {} {}", above ? "larger" : "smaller", bound,
                    above ? "largest" : "smallest",
                    type.declared_range ? "that is declared" : "that there can be");
    const bool bare = raw.text.find('%') == std::string_view::npos;
    if (type.type.base == Base::Percent && bare && type.range.contains(value / Decimal(100))) {
        reason += fmt::format(": {} is {}; write `{}%`", value.to_string(),
                              show_number(type.type, value), value.to_string());
    }
    return reason;
}

/// Nothing where the value keeps what the declaration promises.
std::optional<std::string> broken_promise(const typed::DeclaredType& type, Decimal value,
                                          const RawValue& raw) {
    if (!type.range.contains(value)) return explain_range(type, value, raw);
    const int scale = type.range.scale;
    if (scale == typed::Interval::kAnyScale || value.decimals() <= scale) return std::nullopt;
    if (scale == 0) return "not a whole number";
    // Of a percentage the declaration counts the decimals of the ratio.
    return fmt::format("it has {} decimals, where {} are the most", value.decimals(), scale);
}

}  // namespace

ValueReader::ValueReader(const typed::Program& program) : program_(program) {
    if (const auto zone = calendar::TimeZone::find(program.business.time_zone)) zone_ = *zone;
}

std::expected<eval::Value, Refusal> ValueReader::read(const typed::DeclaredType& type,
                                                      const RawValue& raw) const {
    if (type.type.base == Base::List) {
        // The quickest way to see a cell or an argument as a list.
        if (raw.kind == Kind::Text) return list(type, split_list(raw.text));
        if (raw.kind == Kind::List) return list(type, raw);
    }
    auto value = scalar(type, raw);
    if (value) return std::move(*value);
    return std::unexpected(Refusal{std::move(value.error()), show(raw)});
}

std::expected<eval::Value, Refusal> ValueReader::read(const typed::DeclaredType& type,
                                                      std::string_view text) const {
    return read(type, RawValue{Kind::Text, text, {}});
}

ValueReader::Result ValueReader::scalar(const typed::DeclaredType& type,
                                        const RawValue& raw) const {
    if (type.type.is_numeric()) return numeric(type, raw);
    if (type.type.base == Base::YesNo) return yes_no(raw);
    if (raw.kind != Kind::Text) return std::unexpected(explain_kind(raw, type.type, program_));
    return text_value(type, raw.text);
}

ValueReader::Result ValueReader::text_value(const typed::DeclaredType& type,
                                            std::string_view raw) const {
    const std::string_view text = trimmed(raw);
    switch (type.type.base) {
        case Base::Text: return this->text(raw);
        case Base::Choice: return choice(type.type.choice, text);
        case Base::Date: return read_date(text);
        case Base::Time: return read_time(text);
        case Base::Moment: return read_moment(text, zone_);
        case Base::Agent:
        case Base::Team:
        case Base::Customer: return reference(type.type, text);
        default: break;
    }
    return std::unexpected(fmt::format("records cannot give {}", describe(type.type, program_)));
}

ValueReader::Result ValueReader::numeric(const typed::DeclaredType& type,
                                         const RawValue& raw) const {
    const bool time = type.type.base == Base::Duration || type.type.base == Base::BusinessDuration;
    if (raw.kind == Kind::Number && time) {
        return std::unexpected(
            fmt::format("a number without a unit: write `{}`",
                        type.type.base == Base::Duration ? "2 hours" : "4 business hours"));
    }
    if (raw.kind != Kind::Text && raw.kind != Kind::Number)
        return std::unexpected(explain_kind(raw, type.type, program_));
    const std::string_view text = trimmed(raw.text);
    if (text.empty()) {
        return std::unexpected(
            fmt::format("empty, where {} is expected", describe(type.type.required(), program_)));
    }
    Read<Decimal> value = Decimal();
    switch (type.type.base) {
        case Base::Percent: value = read_percent(text); break;
        case Base::Money: value = read_money(text, *type.type.currency); break;
        case Base::Duration: value = read_duration(text); break;
        case Base::BusinessDuration: value = read_business_duration(text); break;
        default: value = read_number(text); break;
    }
    if (!value) return std::unexpected(std::move(value.error()));
    if (auto broken = broken_promise(type, *value, raw)) return std::unexpected(std::move(*broken));
    return eval::Value(*value);
}

ValueReader::Result ValueReader::yes_no(const RawValue& raw) const {
    if (raw.kind == Kind::Yes) return eval::Value(true);
    if (raw.kind == Kind::No) return eval::Value(false);
    if (raw.kind == Kind::Text) {
        const std::string_view text = trimmed(raw.text);
        if (text == "yes" || text == "true") return eval::Value(true);
        if (text == "no" || text == "false") return eval::Value(false);
    }
    return std::unexpected(std::string("neither yes nor no: write `yes` or `no`"));
}

ValueReader::Result ValueReader::text(std::string_view text) const {
    // Rules compare texts by code point, so that one way to write a letter has to do.
    std::string value = normalize_nfc(text);
    if (value.size() > kTextBytesMax) {
        return std::unexpected(fmt::format("a text of {} bytes; the longest may have {}",
                                           value.size(), kTextBytesMax));
    }
    return eval::Value(std::move(value));
}

ValueReader::Result ValueReader::choice(typed::ChoiceId id, std::string_view raw) const {
    if (!id.valid()) return std::unexpected(std::string("the rules name no values for it"));
    const typed::Choice& choice = program_.choice(id);
    const std::string text = normalize_nfc(raw);
    if (const auto found = choice.find(text)) return eval::Value(eval::ChoiceValue{*found});
    if (const auto* group = choice.find_group(text)) {
        std::vector<std::string> names;
        for (const std::uint32_t value : group->values) names.push_back(choice.values[value].name);
        return std::unexpected(
            fmt::format("it stands for several values; write {}", join_words(names, "or")));
    }
    std::vector<std::string> names;
    for (const typed::Header& value : choice.values) {
        if (value.display == text) {
            return std::unexpected(
                fmt::format("this is what people see; records say `{}`", value.name));
        }
        names.push_back(value.name);
    }
    std::string reason = "no such value";
    if (names.empty()) {
        reason = "the rules name no values for it";
    } else if (names.size() <= kNamesListed) {
        reason = "it can be " + join_words(names, "or");
    }
    const std::vector<std::string_view> candidates(names.begin(), names.end());
    if (const auto nearest = nearest_word(text, candidates))
        reason += fmt::format("; did you mean `{}`?", *nearest);
    return std::unexpected(std::move(reason));
}

ValueReader::Result ValueReader::reference(const typed::Type& type, std::string_view text) const {
    if (text.empty()) {
        return std::unexpected(
            fmt::format("empty, where {} is expected", describe(type.required(), program_)));
    }
    if (text.size() > kTextBytesMax) {
        return std::unexpected(
            fmt::format("a name of {} bytes; the longest may have {}", text.size(), kTextBytesMax));
    }
    std::string name = normalize_nfc(text);
    if (type.base != Base::Team) return eval::Value(eval::Reference{std::move(name)});
    std::vector<std::string_view> names;
    for (const typed::Team& team : program_.teams) names.push_back(team.header.name);
    if (std::ranges::find(names, name) != names.end())
        return eval::Value(eval::Reference{std::move(name)});
    std::string reason = "there is no team of this name";
    if (const auto nearest = nearest_word(name, names))
        reason += fmt::format("; did you mean `{}`?", *nearest);
    return std::unexpected(std::move(reason));
}

std::expected<eval::Value, Refusal> ValueReader::list(const typed::DeclaredType& type,
                                                      const RawValue& raw) const {
    if (raw.elements.size() > kListMax) {
        return std::unexpected(Refusal{fmt::format("a list of {} values; the longest may have {}",
                                                   raw.elements.size(), kListMax),
                                       ""});
    }
    const typed::DeclaredType element = element_type(type);
    eval::Value::List values;
    values.reserve(raw.elements.size());
    for (std::size_t i = 0; i < raw.elements.size(); ++i) {
        const RawValue& found = raw.elements[i];
        auto value = found.kind == Kind::Missing
                         ? Result(std::unexpected(std::string("nothing stands there")))
                         : scalar(element, found);
        if (!value) {
            const std::string shown = show(found);
            return std::unexpected(Refusal{
                fmt::format("value {} of the list{}: {}", i + 1,
                            shown.empty() ? "" : fmt::format(", `{}`", shown), value.error()),
                ""});
        }
        values.push_back(std::move(*value));
    }
    return eval::Value(std::move(values));
}

RawValue split_list(std::string_view text) {
    RawValue list{Kind::List, {}, {}};
    text = trimmed(text);
    if (text.empty() || text == "[]") return list;
    for (;;) {
        const std::size_t end = text.find(';');
        const std::string_view part = trimmed(text.substr(0, end));
        list.elements.push_back({part.empty() ? Kind::Missing : Kind::Text, part, {}});
        if (end == std::string_view::npos) return list;
        text.remove_prefix(end + 1);
    }
}

}  // namespace reeve::records
