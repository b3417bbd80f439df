#include "compiler/parse/words.h"

#include "base/currency.h"
#include "compiler/parse/parse.h"
#include "grammar/ReeveLexer.h"

#include <algorithm>
#include <array>
#include <string>
#include <unordered_map>

namespace reeve::parse {

using grammar::ReeveLexer;

namespace {

// The grammar is the only list of keywords: `K_AGENT` there is the word `agent`.
struct Keywords {
    std::vector<std::string> words;  // by token type; empty where it is no keyword
    std::unordered_map<std::string_view, std::size_t> types;

    Keywords() {
        constexpr std::size_t kTypeCount = ReeveLexer::STRAY + 1;
        words.resize(kTypeCount);
        static const antlr4::dfa::Vocabulary vocabulary = [] {
            ReeveLexer lexer(nullptr);
            return lexer.getVocabulary();
        }();
        for (std::size_t type = 1; type < kTypeCount; ++type) {
            const auto name = vocabulary.getSymbolicName(type);
            if (!name.starts_with("K_")) continue;
            words[type] = name.substr(2);
            for (char& letter : words[type]) letter = static_cast<char>(letter - 'A' + 'a');
            types.emplace(words[type], type);
        }
    }
};

const Keywords& keywords() {
    static const Keywords kKeywords;
    return kKeywords;
}

}  // namespace

std::size_t word_type(std::string_view word) {
    const auto& types = keywords().types;
    if (const auto found = types.find(word); found != types.end()) return found->second;
    if (word.size() == 3 && find_currency(word) != nullptr) return ReeveLexer::CURRENCY;
    return ReeveLexer::WORD;
}

std::string_view keyword(std::size_t type) {
    const auto& words = keywords().words;
    return type < words.size() ? std::string_view(words[type]) : std::string_view();
}

bool is_reserved_type(std::size_t type) {
    return type >= ReeveLexer::K_AND && type <= ReeveLexer::K_DURING;
}

bool is_word(std::size_t type) {
    return type == ReeveLexer::WORD || type == ReeveLexer::CURRENCY || !keyword(type).empty();
}

bool begins_declaration(std::size_t type) {
    static constexpr std::array kTypes{
        ReeveLexer::K_USE,      ReeveLexer::K_CHOICE,   ReeveLexer::K_TYPE,
        ReeveLexer::K_DEFINE,   ReeveLexer::K_TABLE,    ReeveLexer::K_BUSINESS,
        ReeveLexer::K_CALENDAR, ReeveLexer::K_HOLIDAYS, ReeveLexer::K_TEAM,
        ReeveLexer::K_AGENTS,   ReeveLexer::K_SKILL,    ReeveLexer::K_WORKLOAD,
        ReeveLexer::K_SETTING,  ReeveLexer::K_PERIOD,   ReeveLexer::K_BANDS,
        ReeveLexer::K_WORK,     ReeveLexer::K_SOURCE,   ReeveLexer::K_INTAKE,
        ReeveLexer::K_SLA,      ReeveLexer::K_SEGMENT,  ReeveLexer::K_PRIORITY,
        ReeveLexer::K_QUEUE,    ReeveLexer::K_WORKBIN,  ReeveLexer::K_ROUTE,
        ReeveLexer::K_ESCALATE, ReeveLexer::K_WATCH,    ReeveLexer::K_CASE,
        ReeveLexer::K_TEST,     ReeveLexer::K_GUARANTEE};
    return std::ranges::find(kTypes, type) != kTypes.end();
}

int time_unit(std::size_t type) {
    switch (type) {
        case ReeveLexer::K_SECOND:
        case ReeveLexer::K_SECONDS: return 0;
        case ReeveLexer::K_MINUTE:
        case ReeveLexer::K_MINUTES: return 1;
        case ReeveLexer::K_HOUR:
        case ReeveLexer::K_HOURS: return 2;
        case ReeveLexer::K_DAY:
        case ReeveLexer::K_DAYS: return 3;
        case ReeveLexer::K_WEEK:
        case ReeveLexer::K_WEEKS: return 4;
        case ReeveLexer::K_MONTH:
        case ReeveLexer::K_MONTHS: return 5;
        case ReeveLexer::K_YEAR:
        case ReeveLexer::K_YEARS: return 6;
        default: return -1;
    }
}

bool is_reserved(std::string_view word) { return is_reserved_type(word_type(word)); }

}  // namespace reeve::parse
