#include "compiler/check/plan_conditions.h"

#include <optional>

namespace reeve::check {
namespace {

using syntax::Expr;
using syntax::ExprId;
using syntax::ExprKind;
namespace states = part_states;

/// The states that a comparison of one part allows; nothing where it is not such a comparison.
std::optional<std::uint8_t> tested_states(const syntax::Module& module, const Expr& expr) {
    if (expr.kind == ExprKind::IsSentBack) return states::kSentBack;
    if (expr.kind != ExprKind::Is && expr.kind != ExprKind::IsIn) return std::nullopt;
    if (expr.args.size() < 2) return std::nullopt;
    std::uint8_t allowed = 0;
    for (std::size_t i = 1; i < expr.args.size(); ++i) {
        const Expr& word = module.expr(expr.args[i]);
        const std::uint8_t meant = word.kind == ExprKind::Name ? states_of_word(word.name.text) : 0;
        if (meant == 0) return std::nullopt;
        allowed |= meant;
    }
    return allowed;
}

std::optional<PartTest> read_test(const syntax::Module& module, const Expr& expr,
                                  const PartNames& names) {
    const auto allowed = tested_states(module, expr);
    if (!allowed || expr.args.empty()) return std::nullopt;
    const Expr& subject = module.expr(expr.args[0]);
    if (subject.kind != ExprKind::Name) return std::nullopt;
    const auto part = names.find(subject.name.text);
    if (part == names.end()) return std::nullopt;
    const auto meant = expr.negated ? static_cast<std::uint8_t>(~*allowed) : *allowed;
    return PartTest{part->second, meant, expr.span};
}

}  // namespace

std::uint8_t states_of_word(std::string_view word) {
    static const std::map<std::string_view, std::uint8_t> words = {
        {"done", states::kDone},
        {"approved", states::kApproved},
        {"rejected", states::kRejected},
        {"skipped", states::kSkipped},
        {"active", states::kActive},
        {"cancelled", states::kCancelled},
        {"reached", states::kCompleted},
        {"started", static_cast<std::uint8_t>(~states::kNotStarted)}};
    const auto found = words.find(word);
    return found == words.end() ? 0 : found->second;
}

PartCondition::PartCondition(const syntax::Module& module, ExprId expr, const PartNames& names) {
    if (!expr.valid()) return;
    struct Task {
        ExprId expr;
        bool negated;
        std::uint32_t node;
    };
    nodes_.emplace_back();
    std::vector<Task> tasks{{expr, false, 0}};
    while (!tasks.empty()) {
        const Task task = tasks.back();
        tasks.pop_back();
        const Expr& read = module.expr(task.expr);
        if (read.kind == ExprKind::Not && read.args.size() == 1) {
            tasks.push_back({read.args[0], !task.negated, task.node});
        } else if (read.kind == ExprKind::And || read.kind == ExprKind::Or) {
            const bool all = (read.kind == ExprKind::And) != task.negated;
            nodes_[task.node].kind = all ? Kind::All : Kind::Any;
            for (const ExprId arg : read.args) {
                const auto child = static_cast<std::uint32_t>(nodes_.size());
                nodes_.emplace_back();
                nodes_[task.node].children.push_back(child);
                tasks.push_back({arg, task.negated, child});
            }
        } else if (auto test = read_test(module, read, names)) {
            if (task.negated) test->states = static_cast<std::uint8_t>(~test->states);
            nodes_[task.node].kind = Kind::Test;
            nodes_[task.node].test = *test;
        }
    }
}

std::vector<bool> PartCondition::values(const Can& test_value, bool unknown_value) const {
    std::vector<bool> result(nodes_.size());
    for (std::size_t i = nodes_.size(); i-- > 0;) {
        const Node& node = nodes_[i];
        switch (node.kind) {
            case Kind::Unknown: result[i] = unknown_value; break;
            case Kind::Test: result[i] = test_value(node.test); break;
            case Kind::All:
                result[i] = true;
                for (const std::uint32_t child : node.children)
                    result[i] = result[i] && result[child];
                break;
            case Kind::Any:
                for (const std::uint32_t child : node.children)
                    result[i] = result[i] || result[child];
                break;
        }
    }
    return result;
}

const PartTest* PartCondition::first_impossible(const Can& can) const {
    if (!written()) return nullptr;
    const std::vector<bool> value = values(can, true);
    if (value[0]) return nullptr;
    std::uint32_t at = 0;
    while (nodes_[at].kind != Kind::Test) {
        // An impossible `and` has an impossible member; all members of an impossible `or` are.
        for (const std::uint32_t child : nodes_[at].children) {
            if (value[child]) continue;
            at = child;
            break;
        }
    }
    return &nodes_[at].test;
}

std::vector<PartTest> PartCondition::tests() const {
    std::vector<PartTest> result;
    for (const Node& node : nodes_) {
        if (node.kind == Kind::Test) result.push_back(node.test);
    }
    return result;
}

std::vector<PartTest> PartCondition::necessary() const {
    std::vector<PartTest> result;
    std::vector<std::uint32_t> open;
    if (written()) open.push_back(0);
    while (!open.empty()) {
        const Node& node = nodes_[open.back()];
        open.pop_back();
        if (node.kind == Kind::Test) result.push_back(node.test);
        if (node.kind != Kind::All) continue;
        open.insert(open.end(), node.children.rbegin(), node.children.rend());
    }
    return result;
}

std::optional<PartCondition::Contradiction> PartCondition::contradiction() const {
    struct Seen {
        std::uint8_t allowed;
        PartTest last;
    };
    std::map<std::uint32_t, Seen> seen;
    for (const PartTest& test : necessary()) {
        const auto [entry, added] = seen.try_emplace(test.part, Seen{test.states, test});
        if (added) continue;
        const auto both = static_cast<std::uint8_t>(entry->second.allowed & test.states);
        if (both == 0) return Contradiction{entry->second.last, test};
        entry->second = {both, test};
    }
    return std::nullopt;
}

std::set<std::string> names_read(const syntax::Module& module, std::span<const ExprId> roots) {
    std::set<std::string> result;
    std::vector<ExprId> open(roots.begin(), roots.end());
    while (!open.empty()) {
        const ExprId id = open.back();
        open.pop_back();
        if (!id.valid()) continue;
        const Expr& expr = module.expr(id);
        if (expr.kind == ExprKind::Name) result.insert(expr.name.text);
        open.insert(open.end(), expr.args.begin(), expr.args.end());
    }
    return result;
}

}  // namespace reeve::check
