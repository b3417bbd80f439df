#include "compiler/eval/evaluator.h"

namespace reeve::eval {

std::optional<IntakeAnswer> Rules::take_in(std::uint32_t intake, std::span<const Value> values,
                                           Instant now, const House* house) const {
    const typed::Intake& rules = program_.intakes[intake];
    const Context context{.program = program_,
                          .prepared = *prepared_,
                          .calendars = calendars_,
                          .house = house,
                          .trace = trace_};
    Frame frame;
    frame.values.assign(values.begin(), values.end());
    IntakeAnswer answer{.intake = intake};
    Evaluator evaluator(context, now, nullptr, &frame);
    for (const typed::IntakeLine& line : rules.lines) {
        if (!evaluator.holds(line.condition.when)) {
            ++answer.line;
            continue;
        }
        if (!line.work_type.valid() && !line.plan.valid()) {
            // Handed on to another intake, which gets what this one got.
            std::vector<Value> handed(program_.intakes[line.intake].params.size());
            for (const typed::FieldValue& field : line.fields)
                handed[field.attribute] = evaluator.value(field.value);
            return take_in(line.intake, handed, now, house);
        }
        if (trace_ != nullptr) trace_->used(&line);
        answer.work_type = line.work_type;
        answer.plan = line.plan;
        const auto& attributes = line.plan.valid() ? program_.plan(line.plan).data
                                                   : program_.work_type(line.work_type).attributes;
        for (const typed::Attribute& attribute : attributes) {
            answer.attributes.push_back(attribute.default_value.valid()
                                            ? prepared_->constants[attribute.default_value.index()]
                                            : Value());
        }
        for (const typed::FieldValue& field : line.fields) {
            answer.attributes[field.attribute] =
                field.value.valid() ? evaluator.value(field.value) : Value();
        }
        return answer;
    }
    return std::nullopt;
}

}  // namespace reeve::eval
