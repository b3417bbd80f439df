#include "compiler/ide/hints.h"

#include "compiler/diagnostics/analyze_messages.h"
#include "compiler/ide/blocks.h"

#include <fmt/format.h>

#include <algorithm>

namespace reeve::ide {

namespace {

bool is_in(Span place, Span range) {
    return place.valid() && place.file == range.file && range.begin <= place.begin &&
           place.begin <= range.end;
}

std::string points_of(Decimal low, Decimal high) {
    if (low == high) return low.to_string();
    return fmt::format("{} to {}", low.to_string(), high.to_string());
}

/// `f` with each priority block of the program.
template <class F>
void for_each_priority(const Program& program, F f) {
    for (const typed::WorkType& type : program.typed().work_types) {
        if (type.priority) f(*type.priority);
    }
    for (const typed::Plan& plan : program.typed().plans) {
        if (plan.priority) f(*plan.priority);
    }
}

void add_types(const Program& program, Span range, std::vector<InlayHint>& hints) {
    for (const typed::Define& define : program.typed().defines) {
        const Span name = define.header.span;
        // With parameters the type would stand before them.
        if (!is_in(name, range) || !define.params.empty() || define.result.type.is_error())
            continue;
        hints.push_back({name.after(), ": " + typed::describe(define.result.type, program.typed()),
                         InlayHint::Kind::Type});
    }
}

void add_rows(const Program& program, Span range, std::vector<InlayHint>& hints) {
    for (const typed::Table& table : program.typed().tables) {
        // Numbers help where rows are many.
        if (table.rows.size() < 3 || !table.from_file.empty()) continue;
        for (std::size_t i = 0; i < table.rows.size(); ++i) {
            if (is_in(table.rows[i].span, range))
                hints.push_back(
                    {table.rows[i].span.before(), fmt::format("{}", i + 1), InlayHint::Kind::Row});
        }
    }
}

void add_points(const Program& program, Span range, std::vector<InlayHint>& hints) {
    if (program.has_errors()) return;
    for_each_priority(program, [&](const typed::Priority& priority) {
        for (const typed::PriorityLine& line : priority.lines) {
            const typed::Interval& term = line.term;
            const Decimal far = Decimal::scaled(1, 9);
            const bool says_something = line.kind != typed::PriorityLine::Kind::StartAt &&
                                        term.low > -far && term.high < far && !term.is_point();
            if (!says_something || !is_in(line.span.after(), range)) continue;
            const bool factor = line.kind == typed::PriorityLine::Kind::Multiply;
            hints.push_back(
                {line.span.after(),
                 fmt::format("{}{}", factor ? "times " : "", points_of(term.low, term.high)),
                 InlayHint::Kind::Points});
        }
    });
}

}  // namespace

std::vector<InlayHint> inlay_hints(const Program& program, Span range) {
    std::vector<InlayHint> hints;
    add_types(program, range, hints);
    add_rows(program, range, hints);
    add_points(program, range, hints);
    std::ranges::stable_sort(hints, {}, [](const InlayHint& hint) { return hint.place; });
    return hints;
}

std::vector<Lens> lenses(const Program& program, FileId file) {
    std::vector<Lens> found;
    std::map<sema::SymbolId, std::vector<Span>> uses;
    for (const Occurrence& place : program.occurrences()) {
        if (place.role != Occurrence::Role::Declaration) uses[place.symbol].push_back(place.span);
    }
    for (std::size_t i = 0; i < program.symbols().size(); ++i) {
        const sema::SymbolId id(i);
        const sema::Symbol& symbol = program.symbols().symbol(id);
        if (symbol.span.file != file || symbol.owner.valid() ||
            symbol.space == sema::Space::Variable || symbol.space == sema::Space::Param)
            continue;
        std::vector<Span>& places = uses[id];
        const std::size_t count = places.size();
        found.push_back({symbol.span,
                         count == 0   ? std::string("not used")
                         : count == 1 ? std::string("used once")
                                      : fmt::format("used {} times", count),
                         Lens::Kind::Uses, places});
    }
    for (const diagnostics::Diagnostic& message : program.session().sink().diagnostics()) {
        if (message.span.file == file &&
            message.kind->number == diagnostics::messages::table_gap::kind.number)
            found.push_back({message.span, message.message, Lens::Kind::Gap, {}});
    }
    std::ranges::stable_sort(found, {}, [](const Lens& lens) { return lens.name; });
    return found;
}

std::vector<Curve> curves(const Program& program, FileId file) {
    std::vector<Curve> found;
    for_each_priority(program, [&](const typed::Priority& priority) {
        for (const typed::PriorityLine& line : priority.lines) {
            const bool curve = line.kind == typed::PriorityLine::Kind::AddCurve;
            const bool steps = line.kind == typed::PriorityLine::Kind::AddSteps;
            if ((!curve && !steps) || line.span.file != file || !line.subject.valid()) continue;
            const typed::Expr& subject = program.typed().expr(line.subject);
            Curve drawn{line.span, std::string(program.sources().text(subject.span)), steps, {}};
            for (const typed::PriorityLine::Point& point : line.points) {
                typed::Value at;
                at.number = point.at;
                drawn.points.push_back({typed::to_string(at, subject.type.required(), {}),
                                        point.at.to_double(), point.value.to_double()});
            }
            found.push_back(std::move(drawn));
        }
    });
    return found;
}

}  // namespace reeve::ide
