#pragma once

#include "planning/forecast/history.h"
#include "planning/forecast/model.h"
#include "planning/staffing/queueing.h"

#include <array>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// From volumes to people: each group of a history, each slot of the days to come.

namespace reeve::forecast {

/// Minutes of the day in which people work, by weekday from Monday.
struct OpenHours {
    struct Window {
        int from = 0;
        int until = 24 * 60;
    };
    std::array<std::vector<Window>, 7> days;

    /// Around the clock.
    static OpenHours always();
    /// `mon-fri 08:00-18:00, sat 09:00-12:00`. In the error case why not.
    static std::expected<OpenHours, std::string> read(std::string_view text);
    /// A slot that is open in part is open.
    [[nodiscard]] bool is_open(Date date, int minute, int minutes) const;
};

/// Work that is due some time after it came, instead of at once.
struct Deadline {
    double seconds = 0;
    bool open_time = false;  // counted while people work
};

struct PlanOptions {
    Date first;
    int days = 7;
    double handling_seconds = 0;  // of groups that do not say; 0: they have to
    bool handling_given = false;  // for all groups, whatever they say
    staffing::Target target;
    double patience_seconds = 0;  // 0: Erlang C
    std::optional<Deadline> deadline;
    OpenHours open = OpenHours::always();
    double shrinkage = 0;     // share of paid time without work, 0 to below 1
    double confidence = 0.8;  // of intervals
};

struct SlotPlan {
    Date date;
    int minute = 0;       // of the day at which it begins
    double expected = 0;  // items
    double low = 0;       // of the interval
    double high = 0;
    double erlangs = 0;
    double people = 0;     // at work: whole
    double scheduled = 0;  // with shrinkage: whole
    bool open = true;
    staffing::Performance performance;  // where the work is immediate
};

struct GroupPlan {
    std::string name;
    double handling_seconds = 0;
    bool handling_from_items = false;
    double level_now = 0;  // items a week
    double trend = 0;      // a week
    double holiday_factor = -1;
    int weeks = 0;  // of history
    Uncertainty uncertainty;
    std::vector<SlotPlan> slots;
    double closed_items = 0;  // expected while nobody works
    double late_items = 0;    // of these, what nobody can do in time

    [[nodiscard]] double items() const;
    /// Of those at work.
    [[nodiscard]] double people_hours(int slot_minutes) const;
    [[nodiscard]] double peak() const;
};

/// All groups. In the error case what is missing, in words that end a sentence.
std::expected<std::vector<GroupPlan>, std::string> plan(const History& history,
                                                        const Holidays& holidays,
                                                        const PlanOptions& options);

}  // namespace reeve::forecast
