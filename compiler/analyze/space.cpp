#include "compiler/analyze/space.h"

#include "base/check.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>

namespace reeve::analyze {

Column Column::of_names(std::string name, std::vector<std::string> atoms, bool optional) {
    Column column;
    column.name_ = std::move(name);
    column.names_ = std::move(atoms);
    column.optional_ = optional;
    return column;
}

Column Column::of_numbers(std::string name, typed::Type type, typed::Interval range,
                          bool optional) {
    Column column;
    column.name_ = std::move(name);
    column.type_ = type;
    column.range_ = range;
    column.line_ = true;
    column.optional_ = optional;
    return column;
}

void Column::widen(const Column& other) {
    if (line_) {
        range_.low = std::min(range_.low, other.range_.low);
        range_.high = std::max(range_.high, other.range_.high);
        range_.scale = std::max(range_.scale, other.range_.scale);
        return;
    }
    for (const std::string& name : other.names_) {
        if (std::ranges::find(names_, name) == names_.end()) names_.push_back(name);
    }
}

void Column::freeze() {
    if (line_) {
        std::ranges::sort(cuts_);
        const auto rest = std::ranges::unique(cuts_);
        cuts_.erase(rest.begin(), rest.end());
    }
    // A line has an atom before, at and after each cut: before c0, c0, between c0 and c1, c1, ...
    const std::size_t values = line_ ? 2 * cuts_.size() + 1 : names_.size();
    atom_count_ = values + (optional_ ? 1 : 0);
    alive_.assign(atom_count_, true);
    if (!line_) return;
    const bool dense = range_.scale > 30;
    const Decimal step = dense ? Decimal(0) : Decimal::scaled(1, -range_.scale);
    for (std::size_t atom = 0; atom < values; ++atom) {
        if (atom % 2 == 1) {
            const Decimal cut = cuts_[atom / 2];
            alive_[atom] = range_.contains(cut) && (dense || cut.decimals() <= range_.scale);
            continue;
        }
        const bool first = atom == 0;
        const bool last = atom == values - 1;
        if (dense) {
            const bool after = first || cuts_[atom / 2 - 1] < range_.high;
            const bool before = last || cuts_[atom / 2] > range_.low;
            alive_[atom] = after && before;
            continue;
        }
        // The lowest and highest value at the declared resolution strictly between the neighbouring
        // cuts.
        Decimal low = range_.low;
        if (!first) low = std::max(low, cuts_[atom / 2 - 1].floor(range_.scale) + step);
        Decimal high = range_.high;
        if (!last) high = std::min(high, cuts_[atom / 2].ceiling(range_.scale) - step);
        alive_[atom] = low <= high;
    }
}

std::optional<std::size_t> Column::missing_atom() const {
    if (!optional_) return std::nullopt;
    return atom_count_ - 1;
}

std::size_t Column::named_atom(std::string_view atom) const {
    const auto found = std::ranges::find(names_, atom);
    CHECK(found != names_.end());
    return static_cast<std::size_t>(found - names_.begin());
}

bool Column::holds(std::size_t atom, bool less, bool same, bool greater, Decimal at) const {
    if (atom == missing_atom()) return false;
    if (atom % 2 == 1) {
        const Decimal value = cuts_[atom / 2];
        return value < at ? less : value == at ? same : greater;
    }
    // `at` is a cut, so an atom between cuts lies on one side of it.
    const bool below = atom / 2 < cuts_.size() && cuts_[atom / 2] <= at;
    return below ? less : greater;
}

Decimal Column::value_in(std::size_t atom) const {
    if (atom % 2 == 1) return cuts_[atom / 2];
    const std::size_t next = atom / 2;
    if (range_.scale > 30) {
        // Dense: halfway, or one beyond the last cut.
        if (cuts_.empty()) return range_.contains(Decimal(0)) ? Decimal(0) : range_.low;
        if (next == 0) return std::max(range_.low, cuts_[0] - Decimal(1));
        if (next == cuts_.size()) return std::min(range_.high, cuts_.back() + Decimal(1));
        return (cuts_[next - 1] + cuts_[next]) / Decimal(2);
    }
    const Decimal step = Decimal::scaled(1, -range_.scale);
    if (next > 0) return std::max(range_.low, cuts_[next - 1].floor(range_.scale) + step);
    if (cuts_.empty()) return range_.contains(Decimal(0)) ? Decimal(0) : range_.low;
    return std::min(range_.high, cuts_[0].ceiling(range_.scale) - step);
}

std::string Column::example(std::size_t atom, const typed::Program& program) const {
    if (atom == missing_atom()) return "missing";
    if (!line_) return names_[atom];
    typed::Value value;
    const Decimal number = value_in(atom);
    constexpr std::int64_t kDay = 86'400'000;
    const std::int64_t whole = number.to_int64().value_or(0);
    switch (type_.base) {
        case typed::Base::Date: value.moment.date.days = static_cast<std::int32_t>(whole); break;
        case typed::Base::Time: value.moment.time.ms = static_cast<std::int32_t>(whole); break;
        case typed::Base::Moment: {
            const std::int64_t days = whole >= 0 ? whole / kDay : -((kDay - 1 - whole) / kDay);
            value.moment = {{static_cast<std::int32_t>(days)},
                            {static_cast<std::int32_t>(whole - days * kDay)}};
            break;
        }
        default: value.number = number; break;
    }
    std::vector<std::string> names;
    if (type_.choice) {
        for (const auto& header : program.choice(type_.choice).values) names.push_back(header.name);
        value.choice = static_cast<std::uint32_t>(whole);
    }
    return typed::to_string(value, type_, names);
}

Space::Space(std::vector<Column> columns) : columns_(std::move(columns)) {
    first_word_.push_back(0);
    for (const Column& column : columns_)
        first_word_.push_back(first_word_.back() + (column.atom_count() + 63) / 64);
    full_.words.assign(first_word_.back(), 0);
    for (std::size_t c = 0; c < columns_.size(); ++c) {
        for (std::size_t atom = 0; atom < columns_[c].atom_count(); ++atom) {
            if (columns_[c].alive(atom)) set(full_, c, atom);
        }
    }
}

bool Space::test(const Box& box, std::size_t column, std::size_t atom) const {
    return (box.words[first_word_[column] + atom / 64] >> (atom % 64) & 1) != 0;
}

void Space::set(Box& box, std::size_t column, std::size_t atom) const {
    box.words[first_word_[column] + atom / 64] |= std::uint64_t{1} << (atom % 64);
}

void Space::clear(Box& box, std::size_t column) const {
    for (std::size_t w = first_word_[column]; w < first_word_[column + 1]; ++w) box.words[w] = 0;
}

bool Space::is_empty(const Box& box) const {
    for (std::size_t c = 0; c < size(); ++c) {
        std::uint64_t any = 0;
        for (std::size_t w = first_word_[c]; w < first_word_[c + 1]; ++w) any |= box.words[w];
        if (any == 0) return true;
    }
    return false;
}

bool Space::overlap(const Box& a, const Box& b) const {
    for (std::size_t c = 0; c < size(); ++c) {
        std::uint64_t any = 0;
        for (std::size_t w = first_word_[c]; w < first_word_[c + 1]; ++w)
            any |= a.words[w] & b.words[w];
        if (any == 0) return false;
    }
    return true;
}

bool Space::covers(const Box& outer, const Box& inner) const {
    for (std::size_t w = 0; w < inner.words.size(); ++w) {
        if ((inner.words[w] & ~outer.words[w]) != 0) return false;
    }
    return true;
}

Box Space::intersect(const Box& a, const Box& b) {
    Box result = a;
    for (std::size_t w = 0; w < result.words.size(); ++w) result.words[w] &= b.words[w];
    return result;
}

bool Space::column_covers(const Box& outer, const Box& inner, std::size_t column) const {
    for (std::size_t w = first_word_[column]; w < first_word_[column + 1]; ++w) {
        if ((inner.words[w] & ~outer.words[w]) != 0) return false;
    }
    return true;
}

Box Space::minus_in_column(const Box& a, const Box& b, std::size_t column) const {
    Box result = a;
    for (std::size_t w = first_word_[column]; w < first_word_[column + 1]; ++w)
        result.words[w] &= ~b.words[w];
    return result;
}

Box Space::with_column_of(const Box& a, const Box& b, std::size_t column) const {
    Box result = a;
    for (std::size_t w = first_word_[column]; w < first_word_[column + 1]; ++w)
        result.words[w] &= b.words[w];
    return result;
}

bool Space::same_in_column(const Box& a, const Box& b, std::size_t column) const {
    for (std::size_t w = first_word_[column]; w < first_word_[column + 1]; ++w) {
        if (a.words[w] != b.words[w]) return false;
    }
    return true;
}

std::string Space::example(const Box& box, const typed::Program& program) const {
    std::string text;
    for (std::size_t c = 0; c < size(); ++c) {
        if (same_in_column(box, full_, c)) continue;
        for (std::size_t atom = 0; atom < columns_[c].atom_count(); ++atom) {
            if (!test(box, c, atom)) continue;
            text += fmt::format("{}{} {}", text.empty() ? "" : ", ", columns_[c].name(),
                                columns_[c].example(atom, program));
            break;
        }
    }
    return text.empty() ? "any values" : text;
}

namespace {

constexpr std::size_t kCoversPerStep = 64;

/// Depth-first subtraction: the part of a box that escapes its first overlapping cover falls into
/// at most one box for each column, and these do not overlap.
class CoverageSearch {
public:
    CoverageSearch(const Space& space, std::size_t budget) : space_(space), budget_(budget) {}

    CoverageResult run(const Box& within, std::span<const Box> covers) {
        if (space_.is_empty(within)) return {Coverage::Covered, {}};
        stack_.push_back({within, 0});
        while (!stack_.empty()) {
            if (budget_-- == 0) return {Coverage::Unknown, {}};
            Task task = std::move(stack_.back());
            stack_.pop_back();
            std::size_t next = task.next_cover;
            while (next < covers.size() && !space_.overlap(task.box, covers[next])) ++next;
            if (next == covers.size()) return {Coverage::Uncovered, std::move(task.box)};
            // Looking through many covers is work too.
            const std::size_t work = (next - task.next_cover) / kCoversPerStep;
            if (work > budget_) return {Coverage::Unknown, {}};
            budget_ -= work;
            split(std::move(task.box), covers[next], next + 1);
        }
        return {Coverage::Covered, {}};
    }

private:
    struct Task {
        Box box;
        std::size_t next_cover;
    };

    void split(Box rest, const Box& cover, std::size_t next_cover) {
        for (std::size_t c = 0; c < space_.size(); ++c) {
            if (space_.column_covers(cover, rest, c)) continue;
            stack_.push_back({space_.minus_in_column(rest, cover, c), next_cover});
            rest = space_.with_column_of(rest, cover, c);
        }
    }

    const Space& space_;
    std::size_t budget_;
    std::vector<Task> stack_;
};

}  // namespace

CoverageResult coverage(const Space& space, const Box& within, std::span<const Box> covers,
                        std::size_t budget) {
    // Boxes that do not meet `within` only cost time; those that cover it all settle the question
    // at once.
    std::vector<Box> relevant;
    for (const Box& cover : covers) {
        if (!space.overlap(cover, within)) continue;
        if (space.covers(cover, within)) return {Coverage::Covered, {}};
        relevant.push_back(cover);
    }
    // Large boxes first: they leave the fewest pieces.
    const auto weight = [&](const Box& box) {
        std::size_t covered = 0;
        for (std::size_t c = 0; c < space.size(); ++c)
            covered += space.column_covers(box, within, c) ? 1 : 0;
        return covered;
    };
    std::ranges::stable_sort(relevant, std::ranges::greater{}, weight);
    return CoverageSearch(space, budget).run(within, relevant);
}

}  // namespace reeve::analyze
