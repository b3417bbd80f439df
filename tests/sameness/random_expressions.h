#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <vector>

namespace reeve::sameness {

/// The kinds of values that random programs compute with.
enum class Kind : std::uint8_t {
    YesNo,
    Number,
    Percent,
    Money,  // EUR
    Yen,
    Text,
    Tier,   // a ranked choice
    Color,  // another
    Date,
    Time,
    Moment,
    Duration,
    OpenTime,  // of the calendar Office
    Texts,     // lists
    Numbers,
    Colors,
    Agent
};
inline constexpr int kKindCount = 17;

struct Named {
    std::string name;
    Kind kind = Kind::Number;
    bool optional = false;
};
struct Callable {
    std::string name;
    Kind result = Kind::Number;
    std::vector<Kind> params;
    std::vector<bool> optional;  // of a table's columns; empty: none
};

/// Where an expression stands, which says what it may read.
enum class Place : std::uint8_t { Definition, Segment, Promise, Priority, Route };

/// Random expressions of a wanted kind, in parentheses wherever they consist of parts. They have
/// the right types; what the checker may still say is that they always or never hold, become too
/// large, or move with time in other ways than lines.
class RandomExpressions {
public:
    explicit RandomExpressions(std::uint64_t seed) : random_(seed) {}

    std::vector<Named> names;         // attributes and settings; in a definition its parameters
    std::vector<Callable> callables;  // definitions and tables
    std::vector<std::string> segments, periods;
    bool has_sla = false, has_start = false, has_target = false;
    /// Only what compiled rules compute themselves, mostly.
    bool tame = false;
    Place place = Place::Segment;

    std::string of(Kind kind, int depth);
    std::string condition(int depth);
    /// A length of time that goes on by itself, alone or in open time.
    std::string clock();
    /// A number or percent that moves in straight lines.
    std::string moving(int depth);
    std::string literal(Kind kind);

    std::uint64_t below(std::uint64_t end) { return random_() % end; }
    bool one_in(std::uint64_t n) { return below(n) == 0; }
    std::string any_of(const std::vector<std::string>& words) { return words[below(words.size())]; }

private:
    [[nodiscard]] const Named* pick(Kind kind, bool optional);
    std::string leaf(Kind kind);
    std::string call(Kind kind, int depth);
    std::string amount(Kind kind, int depth);
    std::string number(int depth);
    std::string number_literal();
    std::string moment(int depth);
    std::string text(int depth);
    std::string comparison(int depth);
    std::string amount_test(Kind kind, int depth);
    std::string text_test(int depth);
    std::string list_test();
    std::string choice_test(Kind kind);
    std::string known_test(int depth);
    std::string fact_test(int depth);

    std::mt19937_64 random_;
};

}  // namespace reeve::sameness
