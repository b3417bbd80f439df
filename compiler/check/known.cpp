#include "compiler/check/known.h"

#include "compiler/check/ranges.h"

#include <algorithm>

namespace reeve::check {

using typed::Interval;

namespace {

void learn_range(std::map<std::string, Interval>& known, const std::string& path,
                 const Interval& range) {
    const auto [place, added] = known.try_emplace(path, range);
    if (!added) place->second = ranges::narrow(place->second, range);
}

std::set<std::string> in_both(const std::set<std::string>& a, const std::set<std::string>& b) {
    std::set<std::string> both;
    std::ranges::set_intersection(a, b, std::inserter(both, both.end()));
    return both;
}

}  // namespace

void merge(Knowledge& known, Knowledge&& more) {
    known.present.merge(more.present);
    known.nonzero.merge(more.nonzero);
    known.done.merge(more.done);
    for (const auto& [path, range] : more.narrowed) learn_range(known.narrowed, path, range);
}

Knowledge Knowledge::and_also(const Knowledge& other) const {
    Knowledge both = *this;
    merge(both, Knowledge(other));
    return both;
}

Knowledge Knowledge::or_either(const Knowledge& other) const {
    Knowledge either;
    either.present = in_both(present, other.present);
    either.nonzero = in_both(nonzero, other.nonzero);
    either.done = in_both(done, other.done);
    for (const auto& [path, range] : narrowed) {
        const auto found = other.narrowed.find(path);
        if (found != other.narrowed.end())
            either.narrowed[path] = ranges::hull(range, found->second);
    }
    return either;
}

Knowledge either_or_both(const Knowledge& either, const Knowledge& first, const Knowledge& second) {
    Knowledge result;
    const auto keep = [](const std::set<std::string>& in, const std::set<std::string>& a,
                         const std::set<std::string>& b) {
        std::set<std::string> kept;
        for (const std::string& path : in)
            if (a.contains(path) || b.contains(path)) kept.insert(path);
        return kept;
    };
    result.present = keep(either.present, first.present, second.present);
    result.nonzero = keep(either.nonzero, first.nonzero, second.nonzero);
    result.done = keep(either.done, first.done, second.done);
    for (const auto& [path, range] : either.narrowed) {
        const auto a = first.narrowed.find(path);
        const auto b = second.narrowed.find(path);
        std::optional<Interval> both;
        if (a != first.narrowed.end()) both = a->second;
        if (b != second.narrowed.end()) both = both ? ranges::narrow(*both, b->second) : b->second;
        if (both) result.narrowed[path] = ranges::hull(range, *both);
    }
    return result;
}

Scope Scope::with(const Knowledge& more) const {
    Scope scope = *this;
    merge(scope.knowledge, Knowledge(more));
    return scope;
}

const Interval* KnownHere::narrowed(const std::string& path) const {
    const auto found = now_.narrowed.find(path);
    return found == now_.narrowed.end() ? nullptr : &found->second;
}

void KnownHere::learn(std::set<std::string>& known, const std::set<std::string>& more) {
    for (const std::string& path : more)
        if (known.insert(path).second) log_.push_back({&known, path, {}});
}

void KnownHere::learn(const Knowledge& more) {
    learn(now_.present, more.present);
    learn(now_.nonzero, more.nonzero);
    learn(now_.done, more.done);
    for (const auto& [path, range] : more.narrowed) {
        const auto found = now_.narrowed.find(path);
        std::optional<Interval> before;
        if (found != now_.narrowed.end()) before = found->second;
        learn_range(now_.narrowed, path, range);
        log_.push_back({nullptr, path, before});
    }
}

void KnownHere::forget(std::size_t mark) {
    while (log_.size() > mark) {
        Change& change = log_.back();
        if (change.set) {
            change.set->erase(change.path);
        } else if (change.before) {
            now_.narrowed[change.path] = *change.before;
        } else {
            now_.narrowed.erase(change.path);
        }
        log_.pop_back();
    }
}

namespace {

/// The side's own range below (or above) a bound. `strict`: the bound itself is left out, as far as
/// a smallest step is known.
void bound_above(Knowledge& known, const Side& side, Decimal bound, Decimal step) {
    if (side.path.empty()) return;
    Interval range = side.range;
    range.high = std::min(range.high, bound - step);
    range.scale = Interval::kAnyScale;
    if (range.low <= range.high) learn_range(known.narrowed, side.path, range);
}

void bound_below(Knowledge& known, const Side& side, Decimal bound, Decimal step) {
    if (side.path.empty()) return;
    Interval range = side.range;
    range.low = std::max(range.low, bound + step);
    range.scale = Interval::kAnyScale;
    if (range.low <= range.high) learn_range(known.narrowed, side.path, range);
}

void not_zero(Knowledge& known, const Side& side, const Side& other, bool strict_less,
              bool side_is_low) {
    if (side.path.empty()) return;
    // `n > 0` with any decimals: its range still touches zero.
    const bool above = !side_is_low && !other.range.low.is_negative() && strict_less;
    const bool below = side_is_low && other.range.high <= Decimal() && strict_less;
    if (above || below) known.nonzero.insert(side.path);
}

void differ(Knowledge& known, const Side& side, const Side& other) {
    if (side.path.empty() || !other.range.is_point()) return;
    const Decimal value = other.range.low;
    if (value.is_zero()) known.nonzero.insert(side.path);
    const Decimal step = ranges::unit(side.range.scale);
    if (step.is_zero()) return;
    if (side.range.low == value) bound_below(known, side, value, step);
    if (side.range.high == value) bound_above(known, side, value, step);
}

}  // namespace

Knowledge knowledge_of(Relation relation, const Side& left, const Side& right) {
    Knowledge known;
    // A step is only certain where both sides move in it.
    const int scale = std::max(left.range.scale, right.range.scale);
    const bool strict = relation == Relation::Less;
    const Decimal step = strict && scale != Interval::kAnyScale ? ranges::unit(scale) : Decimal();
    switch (relation) {
        case Relation::Less:
        case Relation::LessEqual:
            bound_above(known, left, right.range.high, step);
            bound_below(known, right, left.range.low, step);
            not_zero(known, left, right, strict, true);
            not_zero(known, right, left, strict, false);
            break;
        case Relation::Equal:
            for (const Side* side : {&left, &right}) {
                const Side& other = side == &left ? right : left;
                if (side->path.empty()) continue;
                const Interval range = ranges::narrow(side->range, other.range);
                learn_range(known.narrowed, side->path, range);
                if (ranges::excludes_zero(other.range)) known.nonzero.insert(side->path);
            }
            break;
        case Relation::NotEqual:
            differ(known, left, right);
            differ(known, right, left);
            break;
    }
    return known;
}

}  // namespace reeve::check
