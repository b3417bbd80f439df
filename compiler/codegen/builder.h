#pragma once

#include "compiler/codegen/unit.h"

#include <functional>
#include <map>
#include <optional>
#include <tuple>

namespace reeve::codegen {

/// Appends operations to a unit; an operation that stands there already is used again.
class Builder {
public:
    explicit Builder(Unit& unit) : unit_(unit) {}

    /// A wide integer: ranges are worked out in it before they are known to fit.
    __extension__ typedef __int128 Wide;
    struct Range {
        Wide low = 0;
        Wide high = 0;
    };

    Ref constant(std::int64_t value);
    Ref truth(bool value);
    Ref real(double value);
    Ref load(Op op, std::size_t column, Range range);
    Ref batch(Op op, std::size_t slot, Range range);
    Ref batch_at(Ref index, std::size_t first_slot, Range range);
    Ref test(Ref index, std::size_t table);

    Ref both(Ref a, Ref b);
    Ref either(Ref a, Ref b);
    Ref negation(Ref a);
    Ref compare(Op op, Ref a, Ref b) { return add({op, a, b}); }
    /// `op` has the range; it fits 64 bits.
    Ref integer(Op op, Ref a, Ref b, Range range);
    Ref divide(Ref a, std::int64_t divisor, Range range);
    Ref select(Ref condition, Ref a, Ref b);
    Ref bits(Ref index, std::uint64_t set);
    /// Where `chosen` is a constant that conditions select: the same choice of other constants;
    /// nothing where it is something else, or where `other` gives nothing.
    std::optional<Ref> replace_chosen(
        Ref chosen, const std::function<std::optional<std::int64_t>(std::int64_t)>& other);
    Ref real(Op op, Ref a, Ref b = 0, Ref c = 0) { return add({op, a, b, c}); }
    Ref to_integer(Ref a, Range range);

    [[nodiscard]] Range range(Ref a) const { return {unit_.code[a].low, unit_.code[a].high}; }
    /// Where the next new operation goes.
    [[nodiscard]] Ref end() const { return static_cast<Ref>(unit_.code.size()); }
    [[nodiscard]] const Operation& at(Ref a) const { return unit_.code[a]; }

private:
    using Key = std::tuple<Op, Ref, Ref, Ref, std::int64_t, double>;

    Ref add(Operation operation);

    Unit& unit_;
    std::map<Key, Ref> known_;
};

/// What operations may compute with: sums and products of two such never overflow unseen.
bool fits(Builder::Range range);

}  // namespace reeve::codegen
