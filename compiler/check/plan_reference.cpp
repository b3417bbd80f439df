#include "compiler/check/plan_parts.h"

#include "base/text.h"

#include <array>

namespace reeve::check {
namespace {

constexpr std::array<std::string_view, 4> kPlaceholders{"year", "month", "day", "number"};
constexpr int kDigitsMax = 12;

/// Reads `MC-{year}-{number:6}`.
class ReferenceReader {
public:
    ReferenceReader(Context& ctx, const syntax::Text& text) : ctx_(ctx), text_(text) {}

    bool run() {
        const std::string& value = text_.value;
        for (std::size_t at = 0; at < value.size();) {
            if (value[at] != '{') {
                ++at;
            } else if (value.compare(at, 2, "{{") == 0) {
                at += 2;
            } else {
                const std::size_t close = value.find('}', at);
                if (close == std::string::npos) {
                    ctx_.sink.report<messages::reference_brace_open>(span(at, value.size()))
                        .help("close it with `}`, or write `{{` for a brace of the text");
                    return false;
                }
                placeholder(at, close + 1);
                at = close + 1;
            }
        }
        if (good_ && !number_) {
            ctx_.sink.report<messages::reference_without_number>(text_.span)
                .help(
                    "write `{number:6}` where the running number stands; 6 is how many digits it "
                    "is filled to");
        }
        return good_ && number_;
    }

private:
    /// Exact where the text has no escapes; else all of it.
    Span span(std::size_t begin, std::size_t end) const {
        const bool exact = text_.span.end - text_.span.begin == text_.value.size() + 2;
        if (!exact) return text_.span;
        const auto first = text_.span.begin + 1;
        return {text_.span.file, static_cast<std::uint32_t>(first + begin),
                static_cast<std::uint32_t>(first + end)};
    }

    void placeholder(std::size_t begin, std::size_t end) {
        const std::string inner = text_.value.substr(begin + 1, end - begin - 2);
        const std::size_t colon = inner.find(':');
        const std::string word = inner.substr(0, colon);
        if (word == "number") {
            number(begin, end);
            if (colon != std::string::npos)
                digits(inner.substr(colon + 1), begin + 2 + colon, end - 1);
            return;
        }
        const bool known =
            std::find(kPlaceholders.begin(), kPlaceholders.end(), word) != kPlaceholders.end();
        if (known && colon == std::string::npos) return;
        good_ = false;
        auto& report = ctx_.sink.report<messages::reference_placeholder>(span(begin, end), inner);
        if (known) {
            report.fix(fmt::format("write `{{{}}}`", word), span(begin, end),
                       fmt::format("{{{}}}", word));
        } else if (const auto near = nearest_word(word, kPlaceholders)) {
            report.help(fmt::format("did you mean `{{{}}}`?", *near));
            report.fix(fmt::format("write `{{{}}}`", *near), span(begin, end),
                       fmt::format("{{{}}}", *near));
            return;
        }
        report.help("a reference is made of text, `{year}`, `{month}`, `{day}` and `{number:6}`");
    }

    void number(std::size_t begin, std::size_t end) {
        if (number_) {
            good_ = false;
            ctx_.sink.report<messages::reference_two_numbers>(span(begin, end))
                .label(*number_, "the running number stands here already")
                .help("keep one of the two");
            return;
        }
        number_ = span(begin, end);
    }

    void digits(const std::string& written, std::size_t begin, std::size_t end) {
        const auto value = Decimal::parse(written);
        if (value && value->is_whole() && *value >= 1 && *value <= kDigitsMax) return;
        good_ = false;
        ctx_.sink.report<messages::reference_digits>(span(begin, end), written, kDigitsMax)
            .help(
                "write for example `{number:6}`, which fills the number with zeros to six digits");
    }

    Context& ctx_;
    const syntax::Text& text_;
    bool good_ = true;
    std::optional<Span> number_;
};

}  // namespace

std::string check_reference(Context& ctx, const syntax::Text& text) {
    return ReferenceReader(ctx, text).run() ? text.value : std::string();
}

}  // namespace reeve::check
