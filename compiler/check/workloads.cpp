#include "base/text.h"
#include "compiler/check/house_parts.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <deque>

namespace reeve::check {

namespace {

using typed::WorkSet;

struct Medium {
    std::string_view word;
    typed::Media media;
};
constexpr auto kMedia = std::to_array<Medium>({{"call", typed::Media::Call},
                                               {"chat", typed::Media::Chat},
                                               {"email", typed::Media::Email},
                                               {"message", typed::Media::Message}});

class WorkloadChecker {
public:
    WorkloadChecker(Context& ctx, const syntax::WorkloadDecl& decl) : ctx_(ctx), decl_(decl) {}

    std::vector<typed::WorkloadLine> run(bool complete) {
        for (const syntax::WorkloadLine& line : decl_.lines) add(line);
        for (std::size_t i = 0; i < lines_.size(); ++i) {
            if (lines_[i].kind != typed::WorkloadLine::Kind::Interrupts) continue;
            check_refused(i);
            check_ring(i);
        }
        const bool limits = std::ranges::any_of(decl_.lines, [](const syntax::WorkloadLine& line) {
            return line.kind == syntax::WorkloadLineKind::AtMostPoints ||
                   line.kind == syntax::WorkloadLineKind::AtMostItems;
        });
        if (!limits && complete) {
            ctx_.sink
                .report<messages::workload_without_limit>(decl_.head.name.span,
                                                          decl_.head.name.text)
                .help("add a line such as `at most 10 points` or `at most 3 Claim`");
        }
        return std::move(lines_);
    }

private:
    void add(const syntax::WorkloadLine& line) {
        typed::WorkloadLine made;
        made.kind = static_cast<typed::WorkloadLine::Kind>(line.kind);
        made.span = line.span;
        bool right = false;
        switch (line.kind) {
            case syntax::WorkloadLineKind::AtMostPoints: right = add_points(line, made); break;
            case syntax::WorkloadLineKind::AtMostItems: right = add_items(line, made); break;
            case syntax::WorkloadLineKind::NoneWhileBusy:
                right = add_none_while_busy(line, made);
                break;
            case syntax::WorkloadLineKind::Interrupts: right = add_interrupts(line, made); break;
        }
        if (!right) return;
        lines_.push_back(std::move(made));
        written_.push_back(&line);
    }

    bool add_points(const syntax::WorkloadLine& line, typed::WorkloadLine& made) {
        made.points = line.count;
        if (line.count <= Decimal(0)) {
            ctx_.sink.report<messages::no_points_allowed>(line.count_span, line.count.to_string());
            return false;
        }
        return said_once(ctx_, first_["points"], line.span, "the limit in points");
    }

    bool add_items(const syntax::WorkloadLine& line, typed::WorkloadLine& made) {
        const auto first = work(line.first);
        const auto count = line.count.to_int64();
        if (!count || *count < 1) {
            ctx_.sink.report<messages::item_limit_not_whole>(line.count_span,
                                                             line.count.to_string());
            return false;
        }
        if (!first) return false;
        made.count = *count;
        made.first = *first;
        return said_once(ctx_, first_["at most " + line.first.text], line.span,
                         fmt::format("the limit for `{}`", line.first.text));
    }

    bool add_none_while_busy(const syntax::WorkloadLine& line, typed::WorkloadLine& made) {
        if (!both(line, made)) return false;
        if (same(made.first, made.second)) {
            ctx_.sink.report<messages::busy_with_itself>(line.span, line.first.text)
                .help(fmt::format("write `at most 1 {}`", line.first.text))
                .fix(fmt::format("write `at most 1 {}`", line.first.text), line.span,
                     fmt::format("at most 1 {}", line.first.text));
            return false;
        }
        return said_once(
            ctx_, first_[fmt::format("no {} {}", line.first.text, line.second.text)], line.span,
            fmt::format("`no {} while busy with {}`", line.first.text, line.second.text));
    }

    bool add_interrupts(const syntax::WorkloadLine& line, typed::WorkloadLine& made) {
        if (!both(line, made)) return false;
        if (meet(made.first, made.second)) {
            ctx_.sink.report<messages::interrupts_itself>(line.span, line.first.text)
                .help("what interrupts has to be other work than what is put aside");
            return false;
        }
        return said_once(
            ctx_, first_[fmt::format("{} interrupts {}", line.first.text, line.second.text)],
            line.span, fmt::format("`{} interrupts {}`", line.first.text, line.second.text));
    }

    bool both(const syntax::WorkloadLine& line, typed::WorkloadLine& made) {
        const auto first = work(line.first);
        const auto second = work(line.second);
        if (!first || !second) return false;
        made.first = *first;
        made.second = *second;
        return true;
    }

    /// A work type, or all types of a medium.
    std::optional<WorkSet> work(const syntax::Name& name) {
        if (!name.valid()) return std::nullopt;
        const sema::SymbolId id = ctx_.look_up(sema::Space::Type, name);
        if (id.valid() && ctx_.symbols.symbol(id).kind == sema::SymbolKind::WorkType) {
            return WorkSet{false, {}, typed::WorkTypeId(ctx_.index(id))};
        }
        const auto medium = std::ranges::find(kMedia, name.text, &Medium::word);
        if (medium != kMedia.end()) return WorkSet{true, medium->media, {}};
        if (id.valid()) {
            const sema::Symbol& symbol = ctx_.symbols.symbol(id);
            ctx_.sink.report<messages::not_work>(name.span, name.text, sema::describe(symbol.kind))
                .label(symbol.span, "declared here");
        } else {
            report_unknown_work(name);
        }
        return std::nullopt;
    }

    void report_unknown_work(const syntax::Name& name) {
        std::vector<std::string_view> candidates;
        for (const typed::WorkType& type : ctx_.program.work_types)
            candidates.emplace_back(type.header.name);
        for (const Medium& medium : kMedia) candidates.push_back(medium.word);
        auto& report = ctx_.sink.report<messages::unknown_work>(name.span, name.text);
        if (const auto near = nearest_word(name.text, candidates)) {
            report.help(fmt::format("did you mean `{}`?", *near))
                .fix(fmt::format("write `{}`", *near), name.span, std::string(*near));
        } else {
            report.help("the media are `call`, `chat`, `email` and `message`");
        }
    }

    [[nodiscard]] static bool same(const WorkSet& a, const WorkSet& b) {
        return a.all_of_medium == b.all_of_medium &&
               (a.all_of_medium ? a.media == b.media : a.work_type == b.work_type);
    }

    /// Whether some item belongs to both.
    [[nodiscard]] bool meet(const WorkSet& a, const WorkSet& b) const {
        if (a.all_of_medium == b.all_of_medium) return same(a, b);
        const WorkSet& medium = a.all_of_medium ? a : b;
        const WorkSet& type = a.all_of_medium ? b : a;
        return ctx_.program.work_type(type.work_type).media == medium.media;
    }

    /// What interrupts has to be offered while its agent is busy, so no other line may forbid just
    /// that.
    void check_refused(std::size_t index) {
        const typed::WorkloadLine& line = lines_[index];
        for (std::size_t i = 0; i < lines_.size(); ++i) {
            const typed::WorkloadLine& other = lines_[i];
            if (other.kind != typed::WorkloadLine::Kind::NoneWhileBusy) continue;
            if (!meet(other.first, line.first) || !meet(other.second, line.second)) continue;
            ctx_.sink
                .report<messages::interrupts_though_refused>(line.span, written_[index]->first.text,
                                                             written_[index]->second.text)
                .label(other.span, "refused here")
                .help("keep one of the two lines");
        }
    }

    /// Reported at the line that closes the ring.
    void check_ring(std::size_t last) {
        std::vector<std::size_t> came_from(lines_.size(), lines_.size());
        std::deque<std::size_t> open{last};
        while (!open.empty()) {
            const std::size_t at = open.front();
            open.pop_front();
            for (std::size_t next = 0; next <= last; ++next) {
                if (lines_[next].kind != typed::WorkloadLine::Kind::Interrupts) continue;
                if (came_from[next] != lines_.size() ||
                    !meet(lines_[at].second, lines_[next].first))
                    continue;
                came_from[next] = at;
                if (next == last) return report_ring(last, came_from);
                open.push_back(next);
            }
        }
    }

    void report_ring(std::size_t last, const std::vector<std::size_t>& came_from) {
        std::vector<std::size_t> ring{last};
        for (std::size_t at = came_from[last]; at != last; at = came_from[at]) ring.push_back(at);
        std::vector<std::string> names;
        for (const std::size_t line : ring)
            names.push_back(fmt::format("`{}`", written_[line]->first.text));
        std::ranges::reverse(names);
        auto& report = ctx_.sink.report<messages::interruption_ring>(lines_[last].span,
                                                                     join_words(names, "and"));
        for (const std::size_t line : ring) {
            if (line != last) report.label(lines_[line].span, "part of the ring");
        }
        report.help("decide which work comes first, and remove a line");
    }

    Context& ctx_;
    const syntax::WorkloadDecl& decl_;
    std::vector<typed::WorkloadLine> lines_;
    std::vector<const syntax::WorkloadLine*> written_;  // of lines_
    std::map<std::string, Span> first_;
};

}  // namespace

void check_workloads(Context& ctx) {
    for (const sema::SymbolId id : declared(ctx, sema::SymbolKind::Workload)) {
        const sema::DeclRef ref = ctx.symbols.symbol(id).decl;
        WorkloadChecker checker(ctx, ctx.decl<syntax::WorkloadDecl>(ref));
        ctx.program.workloads[ctx.index(id)].lines = checker.run(ctx.module(ref).complete);
    }
}

}  // namespace reeve::check
