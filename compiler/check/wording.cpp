#include "compiler/check/wording.h"

#include "base/text.h"
#include "compiler/check/literals.h"

#include <fmt/format.h>

namespace reeve::check {

using syntax::ExprKind;
using typed::Base;

namespace {

constexpr std::size_t kLengthMax = 60;
constexpr int kDepthMax = 6;

class Writer {
public:
    explicit Writer(const syntax::Module& module) : module_(module) {}

    std::optional<std::string> write(syntax::ExprId id) {
        expr(id, 0);
        if (failed_ || text_.empty() || text_.size() > kLengthMax) return std::nullopt;
        return text_;
    }

private:
    void expr(syntax::ExprId id, int depth) {
        if (!id.valid() || depth > kDepthMax || text_.size() > kLengthMax) {
            failed_ = true;
            return;
        }
        const syntax::Expr& e = module_.expr(id);
        const bool braces = e.parenthesized && depth > 0;
        if (braces) text_ += '(';
        body(e, depth);
        if (braces) text_ += ')';
    }

    void body(const syntax::Expr& e, int depth) {
        switch (e.kind) {
            case ExprKind::Literal: literal(e); return;
            case ExprKind::Name: text_ += e.name.text; return;
            case ExprKind::Member:
                expr(e.args[0], depth + 1);
                text_ += '.' + e.name.text;
                return;
            case ExprKind::Call:
                text_ += e.name.text + '(';
                listed(e, 0, depth);
                text_ += ')';
                return;
            case ExprKind::OfCall:
                text_ += e.name.text + " of ";
                expr(e.args[0], depth + 1);
                return;
            case ExprKind::InCalendar:
                expr(e.args[0], depth + 1);
                text_ += " in " + e.name.text;
                return;
            case ExprKind::Negate:
                text_ += '-';
                expr(e.args[0], depth + 1);
                return;
            case ExprKind::AgentLoad: text_ += "agent load"; return;
            case ExprKind::WaitingHere: text_ += "waiting here"; return;
            case ExprKind::Is: infix(e, e.negated ? " is not " : " is ", depth); return;
            default: break;
        }
        const std::string_view word = operator_word(e.kind);
        if (word.empty()) {
            failed_ = true;
            return;
        }
        infix(e, word, depth);
    }

    static std::string_view operator_word(ExprKind kind) {
        switch (kind) {
            case ExprKind::Add: return " + ";
            case ExprKind::Subtract: return " - ";
            case ExprKind::Multiply: return " * ";
            case ExprKind::Divide: return " / ";
            case ExprKind::OrElse: return " or else ";
            case ExprKind::FromTo: return " to ";
            case ExprKind::Less: return " < ";
            case ExprKind::LessEqual: return " <= ";
            case ExprKind::Greater: return " > ";
            case ExprKind::GreaterEqual: return " >= ";
            case ExprKind::Has: return " has ";
            case ExprKind::Contains: return " contains ";
            case ExprKind::StartsWith: return " starts with ";
            case ExprKind::EndsWith: return " ends with ";
            case ExprKind::Matches: return " matches ";
            default: return {};
        }
    }

    void literal(const syntax::Expr& e) {
        if (!e.literal || e.literal->kind == syntax::LiteralKind::ZonedMoment) {
            failed_ = true;
            return;
        }
        text_ += to_text(*e.literal);
    }

    void infix(const syntax::Expr& e, std::string_view word, int depth) {
        if (e.args.size() != 2 || e.ignoring_case || e.ignoring_accents) {
            failed_ = true;
            return;
        }
        expr(e.args[0], depth + 1);
        text_ += word;
        expr(e.args[1], depth + 1);
    }

    void listed(const syntax::Expr& e, std::size_t first, int depth) {
        for (std::size_t i = first; i < e.args.size(); ++i) {
            if (i > first) text_ += ", ";
            expr(e.args[i], depth + 1);
        }
    }

    const syntax::Module& module_;
    std::string text_;
    bool failed_ = false;
};

}  // namespace

std::optional<std::string> source_text(const syntax::Module& module, syntax::ExprId expr) {
    return Writer(module).write(expr);
}

std::string stand_in(const typed::Program& program, const typed::Type& type) {
    switch (type.base) {
        case Base::YesNo: return "no";
        case Base::Number:
        case Base::Ratio: return "0";
        case Base::Percent: return "0%";
        case Base::Money: return fmt::format("0 {}", type.currency->code);
        case Base::Text: return "\"\"";
        case Base::Duration: return "0 minutes";
        case Base::BusinessDuration: return "0 business hours";
        case Base::List: return "[]";
        case Base::Choice: {
            const typed::Choice& choice = program.choice(type.choice);
            return choice.values.empty() ? "" : choice.values.front().name;
        }
        default: return "";
    }
}

std::string names_text(const std::vector<std::string>& names) {
    constexpr std::size_t kShownMax = 8;
    std::vector<std::string> words;
    for (const std::string& name : names) {
        if (words.size() == kShownMax && names.size() > kShownMax + 1) {
            words.push_back(fmt::format("{} more", names.size() - kShownMax));
            break;
        }
        words.push_back(fmt::format("`{}`", name));
    }
    return join_words(words, "and");
}

std::string counted(std::size_t count, std::string_view word) {
    return fmt::format("{} {}{}", count, word, count == 1 ? "" : "s");
}

}  // namespace reeve::check
