#include "compiler/eval/prepared.h"

#include "base/text.h"
#include "runtime/calendar/time_zone.h"

namespace reeve::eval {

using typed::Base;

namespace {

calendar::TimeZone zone_named(const std::string& name) {
    return calendar::TimeZone::find(name).value_or(calendar::TimeZone());
}

std::vector<TableRow> prepare_table(const typed::Table& table) {
    std::vector<TableRow> rows;
    rows.reserve(table.rows.size());
    for (const typed::Row& row : table.rows) {
        TableRow& prepared = rows.emplace_back();
        prepared.result = row.result;
        for (std::size_t i = 0; i < row.cells.size(); ++i) {
            const typed::Type type = table.columns[i].type.type.required();
            auto& cell = prepared.cells.emplace_back();
            for (const typed::CellTest& test : row.cells[i].tests) {
                CellTest& to = cell.emplace_back();
                to.kind = test.kind;
                for (const typed::Value& value : test.values)
                    to.values.push_back(to_value(value, type));
                to.low = to_value(test.low, type);
                to.high = to_value(test.high, type);
            }
        }
    }
    return rows;
}

}  // namespace

Value to_value(const typed::Value& constant, const typed::Type& type) {
    if (constant.missing) return {};
    switch (type.base) {
        case Base::YesNo: return constant.truth;
        // As texts of items are brought to one form, so that equal texts have equal code points.
        case Base::Text: return normalize_nfc(constant.text);
        case Base::Choice: return ChoiceValue{constant.choice};
        case Base::Date: return constant.moment.date;
        case Base::Time: return constant.moment.time;
        case Base::Moment:
            if (constant.zoned) return constant.instant;
            return zone_named(constant.zone).instant(constant.moment);
        case Base::CalendarStep: return Step{constant.step};
        case Base::List: {
            typed::Type element;
            element.base = type.element;
            element.choice = type.choice;
            Value::List list;
            for (const typed::Value& value : constant.elements)
                list.push_back(to_value(value, element));
            return list;
        }
        case Base::Agent:
        case Base::Team:
        case Base::Customer: return Reference{constant.text};
        default: return constant.number;
    }
}

Value blank(const typed::Type& type) {
    if (type.optional) return {};
    switch (type.base) {
        case Base::YesNo: return false;
        case Base::Text: return "";
        case Base::Choice: return ChoiceValue{};
        case Base::Date: return Date{};
        case Base::Time: return TimeOfDay{};
        case Base::Moment: return Instant{};
        case Base::List: return Value::List{};
        case Base::Agent:
        case Base::Team:
        case Base::Customer: return {};
        default: return Decimal();
    }
}

Prepared::Prepared(const Program& program) {
    constants.resize(program.expr_count());
    for (std::size_t i = 0; i < constants.size(); ++i) {
        const typed::Expr& expr = program.expr(typed::ExprId(i));
        if (expr.op == typed::Op::Constant) constants[i] = to_value(expr.value, expr.type);
    }
    for (const typed::Table& table : program.tables) tables.push_back(prepare_table(table));
    for (const typed::Setting& setting : program.settings) {
        const typed::Expr& value = program.expr(setting.value);
        settings.push_back(to_value(value.value, value.type));
    }
}

}  // namespace reeve::eval
