#pragma once

#include "compiler/explain/explain.h"
#include "compiler/explain/formatter.h"
#include "compiler/explain/text.h"

// Priority over time as a picture: straight pieces from the evaluator, not samples.

namespace reeve::explain {

/// The priority goes straight from `begin` at `from` to `end` just before `to`.
struct PlotPiece {
    Instant from, to;
    Decimal begin, end;
};

struct PlotMark {
    enum class Kind : std::uint8_t { Now, Promise, Threshold, Segment, Band };
    Kind kind = Kind::Now;
    Instant at;
    std::string label;
};

struct Plot {
    std::string title;
    Instant from, to, now;
    std::vector<PlotPiece> pieces;
    std::vector<PlotMark> marks;  // in time
    std::string calendar;         // whose closed hours are shaded; empty: none
    std::vector<std::pair<Instant, Instant>> closed;
    Decimal low, high;

    /// The pieces meet, so each instant from `from` to before `to` has a value.
    [[nodiscard]] Decimal at(Instant instant) const;
};

/// From the item's creation to `options.until`, or to a little after it is due and its priority has
/// bent for the last time.
Plot make_plot(const Inputs& inputs, const eval::Item& item, const Options& options);

struct ChartOptions {
    std::size_t width = 120;
    std::size_t height = 16;
    bool ascii = false;
};
/// For a terminal, in braille or in ASCII.
Text to_chart(const Plot& plot, const Formatter& format, const ChartOptions& options);
std::string to_svg(const Plot& plot, const Formatter& format);

/// What the axis of a picture shows: from zero, unless little would be left of the curve.
std::pair<double, double> value_range(const Plot& plot);
/// Round numbers between two values, about `count` of them.
std::vector<Decimal> value_ticks(Decimal low, Decimal high, int count);

struct TimeTick {
    Instant at;
    std::string label;
};
/// Round local times, at most `count_max`.
std::vector<TimeTick> time_ticks(const Plot& plot, const Formatter& format, std::size_t count_max);

}  // namespace reeve::explain
