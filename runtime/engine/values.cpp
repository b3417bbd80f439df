#include "runtime/engine/values.h"

#include "runtime/abi/window.h"

#include <fmt/format.h>

#include <algorithm>

namespace reeve::engine {

using model::RejectionCode;

namespace {

constexpr std::size_t kTextMax = 64 * 1024;
constexpr std::size_t kListMax = 64;

model::Rejection bad(const std::string& name, std::string_view what) {
    return model::rejection(RejectionCode::BadValue, fmt::format("`{}` {}", name, what));
}

abi::Value::Kind kind_of(abi::ValueType::Kind kind) {
    using Type = abi::ValueType::Kind;
    using Kind = abi::Value::Kind;
    switch (kind) {
        case Type::YesNo: return Kind::Truth;
        case Type::Number:
        case Type::Percent:
        case Type::Money:
        case Type::Duration:
        case Type::BusinessDuration: return Kind::Number;
        case Type::Text: return Kind::Text;
        case Type::Choice: return Kind::Choice;
        case Type::Date: return Kind::Date;
        case Type::Time: return Kind::Time;
        case Type::Moment: return Kind::Moment;
        case Type::Agent:
        case Type::Team:
        case Type::Customer: return Kind::Reference;
    }
    return Kind::Missing;
}

Refusal check_number(const abi::ValueType& type, Decimal number, const std::string& name) {
    if (number < type.low || number > type.high)
        return bad(name, fmt::format("must lie within {} to {}, and is {}", type.low.to_string(),
                                     type.high.to_string(), number.to_string()));
    if (number.decimals() > type.decimals)
        return bad(name, fmt::format("has at most {} decimals, and is {}", type.decimals,
                                     number.to_string()));
    return std::nullopt;
}

Refusal check_single(const abi::Program& program, const abi::ValueType& type,
                     const abi::Value& value, const std::string& name) {
    using Kind = abi::Value::Kind;
    if (value.kind() != kind_of(type.kind)) return bad(name, "is of another type");
    switch (value.kind()) {
        case Kind::Number: return check_number(type, value.number(), name);
        case Kind::Text:
            if (value.text().size() > kTextMax) return bad(name, "is longer than 64 KiB");
            return std::nullopt;
        case Kind::Choice:
            if (value.choice() >= program.choices[type.choice.index()].values.size())
                return bad(name, "is none of its choice's values");
            return std::nullopt;
        case Kind::Date: {
            const int year = value.date().year();
            if (year < 1900 || year > 2200) return bad(name, "lies outside the years 1900 to 2200");
            return std::nullopt;
        }
        case Kind::Moment:
            if (value.moment() < abi::kFirstInstant || value.moment() >= abi::kLastInstant)
                return bad(name, "lies outside the years 1900 to 2200");
            return std::nullopt;
        case Kind::Time:
            if (value.time().ms < 0 || value.time().ms > 86'400'000)
                return bad(name, "is no time of day");
            return std::nullopt;
        case Kind::Reference:
            if (value.reference().id.empty()) return bad(name, "names nobody");
            return std::nullopt;
        default: return std::nullopt;
    }
}

}  // namespace

Refusal check_value(const abi::Program& program, const abi::ValueType& type,
                    const abi::Value& value, const std::string& name) {
    if (value.is_missing()) {
        if (type.optional) return std::nullopt;
        return model::rejection(RejectionCode::MissingValue,
                                fmt::format("`{}` must have a value", name));
    }
    if (!type.list) return check_single(program, type, value, name);
    if (value.kind() != abi::Value::Kind::List) return bad(name, "must be a list");
    if (value.list().size() > kListMax) return bad(name, "has more than 64 values");
    for (const abi::Value& each : value.list()) {
        if (Refusal refusal = check_single(program, type, each, name)) return refusal;
    }
    return std::nullopt;
}

std::expected<std::vector<abi::Value>, model::Rejection> complete_values(
    const abi::Program& program, const std::vector<abi::Attribute>& attributes,
    const std::vector<model::AttributeValue>& given) {
    std::vector<abi::Value> values(attributes.size());
    std::vector<bool> known(attributes.size());
    for (const model::AttributeValue& each : given) {
        if (each.attribute >= attributes.size())
            return std::unexpected(model::rejection(RejectionCode::UnknownAttribute));
        if (known[each.attribute])
            return std::unexpected(bad(attributes[each.attribute].named.name, "is given twice"));
        known[each.attribute] = true;
        values[each.attribute] = each.value;
    }
    for (std::size_t i = 0; i < attributes.size(); ++i) {
        const abi::Attribute& attribute = attributes[i];
        if (!known[i] && attribute.default_value) values[i] = *attribute.default_value;
        if (Refusal refusal = check_value(program, attribute.type, values[i], attribute.named.name))
            return std::unexpected(std::move(*refusal));
    }
    return values;
}

}  // namespace reeve::engine
