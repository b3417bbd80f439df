#include "compiler/explain/plot.h"

#include "compiler/explain/layout.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <tuple>

// The plot on a terminal: each letter of braille shows two columns of four dots.

namespace reeve::explain {

namespace {

constexpr std::size_t kWidthMax = 160;
constexpr std::size_t kTickWidth = 14;
constexpr int kValueTicks = 5;

std::string utf8(unsigned code) {
    return {static_cast<char>(0xE0 | (code >> 12)), static_cast<char>(0x80 | ((code >> 6) & 0x3F)),
            static_cast<char>(0x80 | (code & 0x3F))};
}

class Chart {
public:
    Chart(const Plot& plot, const Formatter& format, const ChartOptions& options)
        : plot_(plot), format_(format), options_(options), out_(options.width) {
        std::tie(low_, high_) = value_range(plot);
        ticks_ = value_ticks(decimal(low_), decimal(high_), kValueTicks);
        for (const Decimal& tick : ticks_) margin_ = std::max(margin_, grouped(tick).size());
        const std::size_t width = std::min(options.width, kWidthMax);
        columns_ = width > margin_ + 22 ? width - margin_ - 2 : 20;
        dots_x_ = options.ascii ? 1 : 2;
        dots_y_ = options.ascii ? 1 : 4;
    }

    Text run() {
        draw();
        out_.line().put(Tone::Title, plot_.title);
        out_.put(fmt::format("  {} to {}", format_.moment(plot_.from), format_.moment(plot_.to)));
        out_.empty_line();
        for (std::size_t row = 0; row < options_.height; ++row) this->row(row);
        time_axis();
        legend();
        return out_.take();
    }

private:
    [[nodiscard]] static Decimal decimal(double value) {
        return Decimal(static_cast<std::int64_t>(std::floor(value)));
    }
    [[nodiscard]] double time_of(std::size_t dot) const {
        const double share = double(dot) / double(columns_ * dots_x_);
        return double(plot_.from.ms) + share * double(plot_.to.ms - plot_.from.ms);
    }
    [[nodiscard]] std::size_t column_of(Instant at) const {
        const double share = double(at.ms - plot_.from.ms) /
                             double(std::max<std::int64_t>(plot_.to.ms - plot_.from.ms, 1));
        return std::min(columns_ - 1, std::size_t(share * double(columns_)));
    }
    [[nodiscard]] std::size_t dot_row(double value) const {
        const double rows = double(options_.height * dots_y_);
        const double share = (value - low_) / (high_ - low_);
        return std::size_t(std::clamp((1 - share) * (rows - 1), 0.0, rows - 1) + 0.5);
    }

    /// Each dot column is filled over all values that the priority has in it, jumps included.
    void draw() {
        const std::size_t dots = columns_ * dots_x_;
        grid_.assign(options_.height * dots_y_, std::vector<bool>(dots, false));
        std::size_t piece = 0;
        for (std::size_t dot = 0; dot < dots && !plot_.pieces.empty(); ++dot) {
            const double from = time_of(dot);
            const double to = time_of(dot + 1);
            double low = 1e300;
            double high = -1e300;
            while (piece + 1 < plot_.pieces.size() && double(plot_.pieces[piece].to.ms) <= from)
                ++piece;
            for (std::size_t i = piece; i < plot_.pieces.size(); ++i) {
                const PlotPiece& p = plot_.pieces[i];
                if (double(p.from.ms) >= to) break;
                for (const double t :
                     {std::max(from, double(p.from.ms)), std::min(to, double(p.to.ms))}) {
                    const double length = double(p.to.ms - p.from.ms);
                    const double share = length > 0 ? (t - double(p.from.ms)) / length : 0;
                    const double value =
                        p.begin.to_double() + share * (p.end.to_double() - p.begin.to_double());
                    low = std::min(low, value);
                    high = std::max(high, value);
                }
            }
            if (low > high) continue;
            for (std::size_t y = dot_row(high); y <= dot_row(low); ++y) grid_[y][dot] = true;
        }
    }

    [[nodiscard]] std::string cell(std::size_t row, std::size_t column) const {
        if (options_.ascii) return grid_[row][column] ? "*" : "";
        constexpr unsigned kBits[4][2] = {{0x01, 0x08}, {0x02, 0x10}, {0x04, 0x20}, {0x40, 0x80}};
        unsigned bits = 0;
        for (std::size_t y = 0; y < 4; ++y) {
            for (std::size_t x = 0; x < 2; ++x) {
                if (grid_[row * 4 + y][column * 2 + x]) bits |= kBits[y][x];
            }
        }
        return bits == 0 ? "" : utf8(0x2800 + bits);
    }

    void row(std::size_t row) {
        out_.line();
        std::string label;
        for (const Decimal& tick : ticks_) {
            if (dot_row(tick.to_double()) / dots_y_ == row) label = grouped(tick);
        }
        out_.right(margin_, Tone::Quiet, label);
        out_.put(Tone::Quiet, label.empty() ? " │" : " ┤");
        for (std::size_t column = 0; column < columns_; ++column) {
            const std::string dots = cell(row, column);
            const bool marked = std::ranges::any_of(
                plot_.marks, [&](const PlotMark& mark) { return column_of(mark.at) == column; });
            if (!dots.empty())
                out_.put(Tone::Strong, dots);
            else if (marked)
                out_.put(Tone::Quiet, options_.ascii ? ":" : "┊");
            else
                out_.put(" ");
        }
    }

    void time_axis() {
        std::string axis;
        std::vector<bool> ticked(columns_, false);
        std::string labels(columns_ + kTickWidth, ' ');
        for (const TimeTick& tick :
             time_ticks(plot_, format_, std::max<std::size_t>(columns_ / kTickWidth, 2))) {
            const std::size_t column = column_of(tick.at);
            ticked[column] = true;
            const std::size_t begin =
                std::min(column, columns_ - std::min(columns_, tick.label.size()));
            // A label that would touch the one before it is left out.
            if (begin > 0 && labels[begin - 1] != ' ') continue;
            if (labels[begin] != ' ') continue;
            labels.replace(begin, tick.label.size(), tick.label);
        }
        for (std::size_t column = 0; column < columns_; ++column)
            axis += ticked[column] ? "┬" : is_closed(column) ? "╌" : "─";
        out_.line().right(margin_, Tone::Quiet, "").put(Tone::Quiet, " └" + axis);
        labels.erase(labels.find_last_not_of(' ') + 1);
        out_.line(margin_ + 2).put(Tone::Quiet, labels);
        std::string numbers(columns_ + 2, ' ');
        for (std::size_t i = 0; i < plot_.marks.size(); ++i) {
            std::size_t column = column_of(plot_.marks[i].at);
            while (column < columns_ + 1 && numbers[column] != ' ') ++column;
            numbers[column] = name_of(i);
        }
        numbers.erase(numbers.find_last_not_of(' ') + 1);
        out_.line(margin_ + 2).put(Tone::Strong, numbers);
    }

    [[nodiscard]] bool is_closed(std::size_t column) const {
        const double middle = (time_of(column * dots_x_) + time_of((column + 1) * dots_x_)) / 2;
        return std::ranges::any_of(plot_.closed, [&](const auto& span) {
            return double(span.first.ms) <= middle && middle < double(span.second.ms);
        });
    }

    [[nodiscard]] static char name_of(std::size_t index) {
        return index < 9 ? char('1' + index) : char('a' + (index - 9));
    }

    void legend() {
        for (std::size_t i = 0; i < plot_.marks.size(); ++i) {
            const PlotMark& mark = plot_.marks[i];
            out_.line(margin_ + 2).put(Tone::Strong, std::string(1, name_of(i))).put("  ");
            out_.put(format_.moment(mark.at)).put("  ");
            out_.right(out_.column() + 10, Tone::Strong,
                       mark.at < plot_.to ? grouped(plot_.at(mark.at).round(3)) : "");
            out_.put("  ");
            const std::size_t room = std::max(out_.width(), out_.column() + 20) - out_.column();
            out_.put(shortened(mark.label, room));
        }
        if (!plot_.closed.empty())
            out_.line(margin_ + 2).put(Tone::Quiet, "╌  " + plot_.calendar + " is closed");
    }

    const Plot& plot_;
    const Formatter& format_;
    const ChartOptions& options_;
    Layout out_;
    double low_ = 0;
    double high_ = 1;
    std::vector<Decimal> ticks_;
    std::size_t margin_ = 0;
    std::size_t columns_ = 0;
    std::size_t dots_x_ = 2;
    std::size_t dots_y_ = 4;
    std::vector<std::vector<bool>> grid_;
};

}  // namespace

Text to_chart(const Plot& plot, const Formatter& format, const ChartOptions& options) {
    return Chart(plot, format, options).run();
}

}  // namespace reeve::explain
