#include "tests/sameness/random_program.h"

#include "tests/sameness/random_expressions.h"

#include <fmt/format.h>

#include <array>
#include <utility>

namespace reeve::sameness {

namespace {

const std::vector<std::string> kZones{
    "Europe/Paris",      "America/New_York", "Australia/Lord_Howe",
    "America/Sao_Paulo", "Asia/Kathmandu",   "UTC",
    "America/St_Johns",  "Pacific/Apia",     "Africa/Casablanca"};

class Programs {
public:
    explicit Programs(std::uint64_t seed) : write_(seed) { write_.tame = write_.one_in(2); }

    Draft run() {
        house();
        work_type();
        definitions();
        tables();
        segments();
        write_.has_sla = !write_.one_in(4);
        if (write_.has_sla) promises();
        priority();
        route();
        return std::move(draft_);
    }

private:
    using Lines = std::vector<std::string>;

    void add(std::string head, Lines lines, std::string tail, bool needed = false) {
        draft_.blocks.push_back({std::move(head), std::move(lines), std::move(tail), needed});
    }
    std::uint64_t below(std::uint64_t end) { return write_.below(end); }

    void house() {
        add(fmt::format("business House {{ time zone \"{}\"  calendar Office  currency EUR }}",
                        write_.any_of(kZones)),
            {}, "", true);
        add(fmt::format("calendar Office {{ time zone \"{}\"", write_.any_of(kZones)),
            {"open monday to friday 08:30-12:00, 13:00-18:00",
             write_.one_in(2) ? "open saturday 00:00-24:00" : "open sunday 01:30-03:15",
             "closed on 2026-03-30"},
            "}", true);
        add(fmt::format("calendar Night {{ time zone \"{}\"", write_.any_of(kZones)),
            {"open monday to sunday 22:00-06:00"}, "}", true);
        add("choice Tier = ranked { bronze, silver, gold }", {}, "", true);
        add("choice Color = one of { red, green, blue, black }", {}, "", true);
        add("bands { first, second, third }", {}, "", true);
        add("team crew", {}, "", true);
        add("skill motor levels 1..5", {}, "", true);
        add("skill french", {}, "", true);
        for (const char* name : {"desk", "cellar", "attic"})
            add(fmt::format("workbin {} {{ members when agent has motor  take any }}", name), {},
                "", true);
        add("period sale from 2026-03-20 08:00 to 2026-04-02 20:00", {}, "", true);
        write_.periods = {"sale"};
        add("setting boost: number 0..500 = 12.5, changed by team crew", {}, "", true);
        add("setting gate: yes/no = no, changed by team crew", {}, "", true);
    }

    std::string number_range() {
        // Where columns and lanes become wider.
        if (write_.one_in(5))
            return "whole number " +
                   write_.any_of({"0..255", "0..256", "-128..127", "-129..0", "-128..128",
                                  "0..65_535", "0..65_536", "-32_768..32_768", "0..2_147_483_647",
                                  "0..2_147_483_648", "-2_147_483_649..7",
                                  "-4_294_967_296..4_294_967_296"});
        switch (below(write_.tame ? 6 : 10)) {
            case 6: return "number";
            case 7: return "whole number";
            case 2: return "number -50..200 with 2 decimals";
            case 9: return "number 0..1 with 15 decimals";
            case 4: return "whole number 0..9";
            case 5: return "number 0.5..4 with 1 decimals";
            case 8: return "number -999_999_999_999_999..999_999_999_999_999";
            case 0: return "number 0..10_000 with 4 decimals";
            case 1: return fmt::format("whole number 1..{}", 1 + below(40));
            default:
                return fmt::format("number -{}..{} with 2 decimals", below(20), 1 + below(3'000));
        }
    }

    std::string type_of(Kind kind) {
        switch (kind) {
            case Kind::YesNo: return "yes/no";
            case Kind::Number: return number_range();
            case Kind::Percent:
                return write_.any_of({"percent 0%..100%", "percent", "percent -50%..250%",
                                      "percent with 4 decimals"});
            case Kind::Money:
                return write_.any_of({"money(EUR)", "money(EUR) 0 EUR..100_000 EUR",
                                      "money(EUR) -5 EUR..2_000.50 EUR"});
            case Kind::Yen: return write_.any_of({"money(JPY)", "money(JPY) 0 JPY..1_000_000 JPY"});
            case Kind::Text: return "text";
            case Kind::Tier: return "Tier";
            case Kind::Color: return "Color";
            case Kind::Date: return "date";
            case Kind::Time: return "time";
            case Kind::Moment: return "moment";
            case Kind::Duration: return "duration";
            case Kind::OpenTime: return "business duration";
            case Kind::Texts: return "list of text";
            case Kind::Numbers: return "list of number";
            case Kind::Colors: return "list of Color";
            case Kind::Agent: return "agent";
        }
        return "number";
    }

    void work_type() {
        Lines lines;
        // A few of each kind, so that operands are found.
        constexpr std::array kWeights{2, 4, 2, 2, 1, 2, 1, 1, 1, 1, 2, 1, 1, 1, 1, 1, 1};
        for (int k = 0; k < kKindCount; ++k) {
            const auto kind = static_cast<Kind>(k);
            for (int i = 0; i < kWeights[static_cast<std::size_t>(k)]; ++i) {
                const bool optional = kind == Kind::Agent || write_.one_in(3);
                const std::string name = fmt::format("x{}_{}", k, i);
                lines.push_back(
                    fmt::format("{}: {}{}", name, type_of(kind), optional ? " optional" : ""));
                write_.names.push_back({name, kind, optional});
            }
        }
        lines.emplace_back("outcomes { paid, refused }");
        add("work type Item {", lines, "}", true);
        write_.names.push_back({"boost", Kind::Number, false});
        write_.names.push_back({"gate", Kind::YesNo, false});
    }

    /// A definition reads its parameters alone.
    void definitions() {
        const std::vector<Kind> kinds{Kind::Number, Kind::Money, Kind::Percent, Kind::YesNo,
                                      Kind::Duration};
        for (std::uint64_t i = below(4); i > 0; --i) {
            const std::vector<Named> outer = std::exchange(write_.names, {});
            write_.place = Place::Definition;
            Callable callable{fmt::format("d{}", i), kinds[below(kinds.size())], {}, {}};
            std::string params;
            for (std::uint64_t k = 1 + below(3); k > 0; --k) {
                const Kind kind = kinds[below(kinds.size())];
                const std::string name = fmt::format("p{}", k);
                write_.names.push_back({name, kind, false});
                callable.params.push_back(kind);
                const std::string type =
                    kind == Kind::Number ? "number -1_000..1_000" : type_of(kind);
                params += (params.empty() ? "" : ", ") + name + ": " + type;
            }
            add(fmt::format("define {}({}) = {}", callable.name, params,
                            write_.of(callable.result, 3)),
                {}, "");
            write_.names = outer;
            write_.callables.push_back(callable);
        }
    }

    std::string cell(Kind kind, bool optional) {
        const auto value = [&] { return write_.literal(kind); };
        if (write_.one_in(3)) return "any";
        if (optional && write_.one_in(4)) return "missing";
        switch (kind) {
            case Kind::YesNo: return value();
            case Kind::Text:
            case Kind::Tier:
            case Kind::Color:
                switch (below(3)) {
                    case 0: return "not " + value();
                    case 1: return value() + ", " + value();
                    default: return value();
                }
            default: break;
        }
        switch (below(5)) {
            case 0: return value();
            case 1: return "not " + value();
            case 2: return write_.any_of({"<", "<=", ">", ">="}) + " " + value();
            case 3: return value() + ", " + value();
            default:
                if (kind == Kind::Date) return "2024-02-29..2026-03-29";
                if (kind == Kind::Percent)
                    return fmt::format("{}%..<{}%", below(10), 10 + below(90));
                if (kind == Kind::Money)
                    return fmt::format("{} EUR..{}{} EUR", below(100), write_.one_in(2) ? "<" : "",
                                       100 + below(5'000));
                return fmt::format("{}..{}{}", below(10), write_.one_in(2) ? "<" : "",
                                   10 + below(90));
        }
    }

    /// Its lines have to pass, because a table without its last row has gaps.
    void tables() {
        const bool tame = std::exchange(write_.tame, true);
        for (std::uint64_t i = below(3); i > 0; --i) {
            const std::vector<Kind> kinds{Kind::Tier,  Kind::Number,  Kind::Money,
                                          Kind::YesNo, Kind::Color,   Kind::Number,
                                          Kind::Date,  Kind::Percent, Kind::Text};
            const std::vector<Kind> results{Kind::Number, Kind::Money, Kind::Number};
            const std::string policy =
                write_.any_of({"first match", "sum of matches", "highest match", "lowest match"});
            Callable callable{fmt::format("t{}", i), results[below(results.size())], {}, {}};
            std::string params;
            std::string heads = "|";
            for (std::uint64_t k = 1 + below(3); k > 0; --k) {
                const Kind kind = kinds[below(kinds.size())];
                const bool optional = kind != Kind::YesNo && write_.one_in(4);
                callable.params.push_back(kind);
                callable.optional.push_back(optional);
                const std::string type = kind == Kind::Number ? "number" : type_of(kind);
                params += fmt::format("{}c{}: {}{}", params.empty() ? "" : ", ", k, type,
                                      optional ? " optional" : "");
                heads += fmt::format(" c{} |", k);
            }
            Lines lines{heads + "| result |"};
            for (std::uint64_t row = 1 + below(5); row > 0; --row) {
                std::string line = "|";
                for (std::size_t k = 0; k < callable.params.size(); ++k)
                    line += " " + cell(callable.params[k], callable.optional[k]) + " |";
                lines.push_back(line + "| " + write_.literal(callable.result) + " |");
            }
            std::string last = "|";
            for (std::size_t k = 0; k < callable.params.size(); ++k) last += " any |";
            lines.push_back(last + "| " + write_.literal(callable.result) + " |");
            add(fmt::format("table {}({}) -> {}, {} {{", callable.name, params,
                            callable.result == Kind::Money ? "money(EUR)" : "number", policy),
                lines, "}");
            write_.callables.push_back(callable);
        }
        if (write_.one_in(3)) only_match();
        write_.tame = tame;
    }

    /// Rows of which one matches, whatever is asked.
    void only_match() {
        Callable callable{"only", Kind::Number, {Kind::Tier, Kind::YesNo}, {false, false}};
        Lines lines{"| tier | urgent || result |"};
        for (const char* row : {"bronze | any", "silver | yes", "silver | no", "gold | any"})
            lines.push_back(fmt::format("| {} || {} |", row, write_.literal(Kind::Number)));
        add("table only(tier: Tier, urgent: yes/no) -> number, only match {", lines, "}");
        write_.callables.push_back(callable);
    }

    std::string when(int depth) { return " when " + write_.condition(depth); }

    void segments() {
        write_.place = Place::Segment;
        Lines lines;
        for (std::uint64_t i = below(5); i > 0; --i) {
            const std::string name = fmt::format("s{}", i);
            if (write_.one_in(4)) {
                lines.push_back(fmt::format("{}{} {{ a{}  b{}  c otherwise }}", name, when(2),
                                            when(2), when(2)));
                write_.segments.push_back(name);
                write_.segments.push_back(name + ".b");
            } else {
                lines.push_back(name + when(3));
                write_.segments.push_back(name);
            }
        }
        lines.emplace_back("rest otherwise");
        write_.segments.emplace_back("rest");
        add("segment of Item {", lines, "}");
    }

    std::string promised() {
        return write_.any_of({"within 3 hours", "within 2 days", "within 1 month",
                              "within 4 business hours", "within 3 business days",
                              "by end of 1 business day", "within 6 business hours in Night",
                              "within 2 business days in Night"});
    }

    void promises() {
        write_.place = Place::Promise;
        Lines lines;
        if (write_.one_in(2)) lines.push_back("counting from " + write_.of(Kind::Moment, 0));
        for (const char* kind : {"start", "target", "due"}) {
            const std::uint64_t count = below(3);
            if (kind == std::string_view("start")) write_.has_start = count > 0;
            if (kind == std::string_view("target")) write_.has_target = count > 0;
            for (std::uint64_t i = count; i > 0; --i) {
                const std::string promise =
                    write_.one_in(5) ? "at " + write_.of(Kind::Moment, 1) : promised();
                lines.push_back(fmt::format("{} {}{}", kind, promise, when(2)));
            }
        }
        lines.push_back("due " + promised() + " otherwise");
        if (write_.one_in(2))
            lines.emplace_back(write_.one_in(2) ? "pause while state is held"
                                                : "pause while (gate or state is held)");
        add(write_.one_in(3) ? "sla for Item {" : "sla for Item in Office {", lines, "}");
    }

    /// Points of a curve or of steps over lengths of time, in hours, or over shares.
    std::string pieces(bool shares) {
        std::string text;
        std::uint64_t at = below(3);
        for (std::uint64_t i = 2 + below(4); i > 0; --i) {
            text += fmt::format("{}{} -> {}{}  ", at * (shares ? 10 : 1), shares ? "%" : " hours",
                                write_.one_in(4) ? "-" : "",
                                fmt::format("{}.{}", below(300), below(1'000)));
            at += 1 + below(9);
        }
        return "{ " + text + "}";
    }

    std::string still_pieces() {
        std::string text;
        std::int64_t at = static_cast<std::int64_t>(below(40)) - 20;
        for (std::uint64_t i = 2 + below(4); i > 0; --i) {
            text += fmt::format("{} -> {}  ", at, static_cast<std::int64_t>(below(400)) - 100);
            at += 1 + static_cast<std::int64_t>(below(30));
        }
        return "{ " + text + "}";
    }

    std::string clock_or_share(bool& share) {
        share = write_.has_sla && write_.one_in(3);
        return share ? "sla_used" : write_.clock();
    }

    std::string priority_line() {
        bool share = false;
        switch (below(12)) {
            case 0:
            case 1:
            case 2: return "add " + write_.of(Kind::Number, 4);
            case 11:
                return fmt::format(
                    "add curve of {} {}",
                    write_.has_target ? "(target.used or else 0%)" : write_.of(Kind::Percent, 1),
                    pieces(true));
            case 3: return "add " + write_.moving(2);
            case 4:
                return fmt::format("add {} per {} of {}", write_.of(Kind::Number, 1),
                                   write_.any_of({"1_000 EUR", "7 EUR", "0.01 EUR", "100 EUR"}),
                                   write_.of(Kind::Money, 2));
            case 5:
                return fmt::format("add {} per {} of {}", write_.of(Kind::Number, 1),
                                   write_.any_of({"hour", "7 minutes", "day", "90 seconds"}),
                                   write_.clock());
            case 6:
                return fmt::format("add {} per {} of {} in {}", write_.of(Kind::Number, 1),
                                   write_.any_of({"business hour", "hour"}), write_.clock(),
                                   write_.any_of({"Office", "Night"}));
            case 7: {
                const std::string subject = clock_or_share(share);
                return fmt::format("add curve of {} {}", subject, pieces(share));
            }
            case 8: {
                const std::string subject = clock_or_share(share);
                return fmt::format("add steps of {} {}", subject, pieces(share));
            }
            case 9:
                return fmt::format("add {} of {} {}", write_.any_of({"curve", "steps"}),
                                   write_.of(Kind::Number, 2), still_pieces());
            default:
                return fmt::format("add steps of state {{ held -> {}  otherwise -> {} }}",
                                   below(100), below(100));
        }
    }

    void priority() {
        write_.place = Place::Priority;
        Lines lines;
        for (const char* band : {"first", "second"}) {
            if (write_.one_in(2)) lines.push_back(fmt::format("band {}{}", band, when(2)));
        }
        lines.emplace_back("band third otherwise");
        if (write_.one_in(3)) lines.push_back("start at " + write_.of(Kind::Number, 2));
        const std::size_t count = 1 + below(9);
        for (std::size_t i = 0; i < count; ++i) {
            std::string line = priority_line();
            if (write_.one_in(4))
                line += fmt::format(" up to {}{}", write_.one_in(3) ? "-" : "", 1 + below(400));
            if (write_.one_in(3)) line += when(2);
            lines.push_back(line);
        }
        for (std::uint64_t i = write_.one_in(3) ? 1 + below(2) : 0; i > 0; --i)
            lines.push_back("multiply total by " +
                            (write_.one_in(2) ? write_.any_of({"1.2", "0.5", "2", "1.005"})
                                              : write_.of(Kind::Number, 1)) +
                            (write_.one_in(2) ? when(2) : ""));
        if (write_.one_in(3))
            lines.push_back(fmt::format("limit total to {}..{}", 0, 10 + below(3'000)));
        add("priority of Item {", lines, "}");
    }

    void route() {
        write_.place = Place::Route;
        Lines lines;
        if (write_.one_in(2)) lines.push_back("to desk" + when(2));
        if (write_.one_in(2)) lines.push_back("to split { 30% desk  70% cellar }" + when(2));
        if (write_.one_in(2)) lines.push_back("to cellar" + when(2));
        lines.emplace_back("to attic otherwise");
        for (std::uint64_t i = below(4); i > 0; --i) {
            const std::string level = write_.one_in(2) ? fmt::format("{}", 1 + below(5))
                                                       : fmt::format("max(1, min(5, floor({})))",
                                                                     write_.of(Kind::Number, 2));
            const std::string need = write_.one_in(3)
                                         ? "needs french"
                                         : fmt::format("needs motor at level {} or more", level);
            lines.push_back(need + (write_.one_in(3) ? "" : when(2)));
        }
        lines.emplace_back("needs motor at level 2 or more when gate");
        lines.emplace_back("needs french when (gate or (declines > 1))");
        if (write_.one_in(3))
            lines.emplace_back("after 90 minutes waiting: needs motor at level 1 or more");
        if (write_.one_in(4)) lines.emplace_back("after 1 day waiting: drop french");
        if (write_.one_in(3)) lines.push_back("never previous_assignee" + when(2));
        if (write_.one_in(4)) lines.push_back("not before created + 2 hours" + when(2));
        if (write_.one_in(3))
            lines.push_back(
                "ask previous_assignee for 20 minutes, then agents in team crew for 2 "
                "hours, then anyone" +
                when(2));
        add("route Item {", lines, "}");
    }

    RandomExpressions write_;
    Draft draft_;
};

}  // namespace

Draft random_program(std::uint64_t seed) { return Programs(seed).run(); }

}  // namespace reeve::sameness
