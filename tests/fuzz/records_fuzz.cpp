#include "base/check.h"
#include "base/text.h"
#include "compiler/driver/session.h"
#include "compiler/eval/evaluation.h"
#include "compiler/records/clocks.h"
#include "compiler/records/results.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

// The promises of the record readers, for any bytes: they end; what they give is the same whatever
// the pieces in which bytes come; a record has errors, or an item that keeps what the rules declare
// and can be evaluated. The first byte picks the format: `j` JSON lines, `c` CSV.

namespace {

using namespace reeve;
using records::Record;

constexpr const char* kRules = R"(
business Acme { time zone "Europe/Paris"  calendar Office  currency EUR }
calendar Office { time zone "Europe/Paris"  open monday to friday 09:00-17:00 }
source core { sends T }
workbin desk { members when agent in team claims  take any }
team claims
work type T {
    n:    number -5..100 with 2 decimals optional
    p:    percent 0%..100% = 50%
    eur:  money(EUR) = 0 EUR
    txt:  text
    yn:   yes/no = no
    day:  date optional
    tod:  time optional
    at:   moment optional
    dur:  duration optional
    bus:  business duration optional
    tags: list of text = []
    nums: list of number 0..10 = []
    tier: one of { bronze, silver, gold } = gold
    who:  agent optional
    team_of: team optional
    outcomes { paid, refused }
}
segment of T { rich when eur > 1_000 EUR  dated when day is known and day > 2026-01-01  rest otherwise }
sla for T in Office { counting from at  due within 2 business days otherwise  pause while state is held }
priority of T {
    add (n or else 0)
    add 1 per 1_000 EUR of eur up to 40
    add 2 per hour of age in Office
    add curve of sla_used { 0% -> 0  100% -> 50 }
}
route T { to desk otherwise }
)";

constexpr Instant kNow{1'772'442'000'000};

const driver::Session& session() {
    static driver::MemoryFileSystem files;
    static driver::Session checked(files);
    if (checked.programs().empty()) {
        files.put("rules.reeve", kRules);
        checked.check(std::vector<std::string>{"rules.reeve"});
        CHECK(!checked.sink().has_errors());
    }
    return checked;
}

bool keeps_declaration(const typed::Attribute& attribute, const eval::Value& value) {
    using typed::Base;
    const typed::DeclaredType& type = attribute.type;
    if (value.is_missing()) return type.type.optional;
    if (type.type.is_numeric()) {
        return type.range.contains(value.number()) && value.number().decimals() <= type.range.scale;
    }
    if (type.type.base == Base::Text) {
        return value.text().size() <= 64 * 1024 && !find_invalid_utf8(value.text()) &&
               normalize_nfc(value.text()) == value.text();
    }
    if (type.type.base == Base::Date)
        return value.date().year() >= 1900 && value.date().year() <= 2200;
    return type.type.base != Base::List || value.list().size() <= 64;
}

/// What came of the bytes, as a text to compare. `piece`: how many are given at a time.
std::string read(const eval::Rules& rules, std::string_view text, records::Format format,
                 std::size_t piece) {
    const typed::Program& program = rules.program();
    records::MemorySource source(text, piece);
    records::RecordReader reader(program, source,
                                 {.file = "fuzz",
                                  .format = format,
                                  .blank = rules.new_item(typed::WorkTypeId(0), kNow),
                                  .at = kNow,
                                  .limits = {.bytes_max = 4096}});
    records::ResultWriter writer(rules, {.source_text = [](source::Span) { return ""; }});
    Record record;
    std::string out;
    std::uint64_t line = 0;
    while (reader.next(record)) {
        CHECK(record.line > line);
        line = record.line;
        if (!record.errors.empty()) {
            for (const auto& error : record.errors) out += to_string(error) + "\n";
            records::append_reject(record, out);
            continue;
        }
        const auto& attributes = program.work_types.front().attributes;
        for (std::size_t i = 0; i < attributes.size(); ++i)
            CHECK(keeps_declaration(attributes[i], record.item.attributes[i]));
        CHECK(record.item.created <= kNow && record.item.in_line_since <= kNow);
        if (record.due) records::set_due(rules, nullptr, *record.due, record.item);
        writer.write(record, rules.evaluate(record.item, {.now = kNow}), out);
    }
    CHECK(!find_invalid_utf8(out));
    return out;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const eval::Rules rules(session().programs().front().typed);
    if (size == 0) return 0;
    const auto format = data[0] == 'c' ? records::Format::Csv : records::Format::JsonLines;
    const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
    const std::string whole = read(rules, text, format, SIZE_MAX);
    CHECK(read(rules, text, format, 1 + data[0] % 7) == whole);
    return 0;
}
