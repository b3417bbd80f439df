#pragma once

#include "compiler/check/expressions.h"

#include <optional>
#include <utility>
#include <vector>

// What is known at a place of an expression. Learned and forgotten again on the way through it, so
// that long chains of conditions cost no copies.

namespace reeve::check {

class KnownHere {
public:
    explicit KnownHere(const Knowledge& start) : now_(start) {}

    [[nodiscard]] bool present(const std::string& path) const {
        return now_.present.contains(path);
    }
    [[nodiscard]] bool nonzero(const std::string& path) const {
        return now_.nonzero.contains(path);
    }
    [[nodiscard]] bool done(const std::string& path) const { return now_.done.contains(path); }
    [[nodiscard]] const typed::Interval* narrowed(const std::string& path) const;
    [[nodiscard]] bool empty() const {
        return now_.present.empty() && now_.narrowed.empty() && now_.nonzero.empty() &&
               now_.done.empty();
    }

    [[nodiscard]] std::size_t mark() const { return log_.size(); }
    void learn(const Knowledge& more);
    void forget(std::size_t mark);

private:
    struct Change {
        std::set<std::string>* set = nullptr;  // null: `narrowed`
        std::string path;
        std::optional<typed::Interval> before;
    };
    void learn(std::set<std::string>& known, const std::set<std::string>& more);

    Knowledge now_;
    std::vector<Change> log_;
};

/// Adds what `more` says to `known`.
void merge(Knowledge& known, Knowledge&& more);
/// What holds either by `either`, or by `first` and `second` together.
Knowledge either_or_both(const Knowledge& either, const Knowledge& first, const Knowledge& second);
/// What `op` being true says about both sides, read as `left op right`; the sides may be narrowed.
/// Paths are empty for what is not read.
struct Side {
    std::string path;
    typed::Interval range;
};
enum class Relation : std::uint8_t { Less, LessEqual, Equal, NotEqual };
Knowledge knowledge_of(Relation relation, const Side& left, const Side& right);

}  // namespace reeve::check
