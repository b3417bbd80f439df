#pragma once

#include "compiler/eval/trace.h"
#include "compiler/source/source.h"
#include "compiler/trial/world.h"

#include <cstdint>
#include <initializer_list>
#include <map>
#include <set>
#include <string>
#include <vector>

// Which parts of the rules decided something in a test, by what the evaluator and the engine really
// used.

namespace reeve::trial {

/// A part of the rules that can decide something.
struct Mark {
    enum class Kind : std::uint8_t { Line, Row, Definition, Then, Else };
    Kind kind = Kind::Line;
    std::string block;  // `segment of Claim`, `table tier_points`
    source::Span span;
    std::uint32_t tests = 0;  // in how many it decided something
};

/// Of one program. The rules of its `Stage` are made with it as their trace.
class Coverage : public eval::Trace {
public:
    /// Of these files nothing is counted: the library.
    Coverage(const typed::Program& program, std::set<source::FileId> left_out);

    void used(const void* part) override;
    void chose(const typed::Expr* choice, bool held) override;

    /// What follows belongs to another test.
    void begin_test();
    /// Lines of escalations and watches, which the engine fires.
    void happened(const World& world);
    /// What is asked meanwhile is no part of a test: an explanation.
    void pause(bool paused) { paused_ = paused; }

    /// By file, in the order written.
    [[nodiscard]] std::vector<Mark> marks() const;
    [[nodiscard]] std::size_t tests() const { return test_; }

private:
    struct Entry {
        Mark mark;
        std::size_t last_test = 0;  // in which it was counted; 0: none
    };

    void add(const void* part, Mark::Kind kind, const std::string& block, source::Span span);
    void add_work_type(const typed::WorkType& type);
    void add_route(const typed::Route& route, const std::string& name);
    void add_values(const typed::Program& program);
    void add_choices(typed::ExprId id, const std::string& block);
    template <class Line>
    void add_line(const Line& line, const std::string& block, source::Span span,
                  std::initializer_list<typed::ExprId> exprs) {
        add(&line, Mark::Kind::Line, block, span);
        for (const typed::ExprId expr : exprs) add_choices(expr, block);
    }
    void count(Entry& entry) const;

    const typed::Program& program_;
    std::set<source::FileId> left_out_;
    std::vector<Entry> entries_;
    std::map<const void*, std::size_t> parts_;    // places in `entries_`
    std::map<const void*, std::size_t> choices_;  // of `then`; `else` follows
    std::size_t test_ = 0;
    bool paused_ = false;
};

struct CoverageCounts {
    std::size_t parts = 0, used = 0;
};
CoverageCounts count(const std::vector<Mark>& marks);

}  // namespace reeve::trial
