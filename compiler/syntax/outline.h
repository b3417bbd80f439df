#pragma once

#include "compiler/syntax/module.h"

#include <fmt/format.h>

#include <string>

// The outline that `print` writes: one line for each thing, what belongs to it indented below.

namespace reeve::syntax {

class Outline {
public:
    explicit Outline(const Module& module) : module_(module) {}

    /// Writes lines one level deeper while it lives.
    class Level {
    public:
        explicit Level(Outline& outline) : outline_(outline) { ++outline_.level_; }
        ~Level() { --outline_.level_; }
        Level(const Level&) = delete;
        Level& operator=(const Level&) = delete;

    private:
        Outline& outline_;
    };

    template <class... Args>
    void line(fmt::format_string<Args...> format, Args&&... args) {
        write(fmt::format(format, std::forward<Args>(args)...));
    }
    /// `doc "…"` where there is one.
    void doc(const std::string& text);
    /// `choice Tier "Levels"`, and the documentation below it.
    void head(std::string_view word, const DeclHead& head);
    void attribute(const Attribute& attribute);
    std::string take() { return std::move(text_); }

    // Words for one line. Each begins with a blank unless it is empty, so that they can be strung
    // together.
    [[nodiscard]] std::string expr(ExprId id) const;  // (> amount 5 EUR)
    [[nodiscard]] std::string part(std::string_view word, ExprId id) const;
    [[nodiscard]] std::string condition(const Condition& condition) const;
    [[nodiscard]] std::string type(const Type& type) const;
    [[nodiscard]] std::string fields(const Fields& fields) const;
    [[nodiscard]] std::string params(const std::vector<Param>& params) const;
    [[nodiscard]] std::string range(const LiteralRange& range) const;
    [[nodiscard]] static std::string values(const std::vector<ChoiceValue>& values);
    [[nodiscard]] static std::string names(const std::vector<Name>& names);  // a, b
    [[nodiscard]] static std::string part(std::string_view word, const Name& name);
    [[nodiscard]] static std::string part(std::string_view word, const std::optional<Text>& text);
    [[nodiscard]] static std::string time(const TimeSpan& time);
    [[nodiscard]] static std::string part(std::string_view word,
                                          const std::optional<TimeSpan>& time);
    [[nodiscard]] static std::string within(const Within& within);
    [[nodiscard]] static std::string pick(const AgentPick& pick);
    [[nodiscard]] static std::string literal(const Literal& literal);

private:
    void write(std::string_view line);
    [[nodiscard]] std::string node(const Expr& expr) const;

    const Module& module_;
    std::string text_;
    int level_ = 0;
};

void print_values(const Decl& decl, Outline& outline);
void print_house(const Decl& decl, Outline& outline);
void print_work(const Decl& decl, Outline& outline);
void print_routing(const Decl& decl, Outline& outline);
void print_escalation(const Decl& decl, Outline& outline);
void print_plan(const CasePlanDecl& plan, Outline& outline);
void print_scenario(const Decl& decl, Outline& outline);

}  // namespace reeve::syntax
