#include "tests/explain/program.h"

#include "compiler/records/clocks.h"
#include "compiler/records/record_reader.h"
#include "tests/support/source_directory.h"

#include <gtest/gtest.h>

namespace reeve::explain_test {

ExplainedProgram::ExplainedProgram(const std::string& name) {
    std::filesystem::current_path(support::source_directory());
    session_.check(std::vector<std::string>{"tests/explain/" + name + ".reeve"});
    for (const auto& diagnostic : session_.sink().diagnostics())
        EXPECT_NE(diagnostic.severity, diagnostics::Severity::Error) << diagnostic.message;
    rules_ = std::make_unique<eval::Rules>(typed());
}

eval::Item ExplainedProgram::read(const std::string& json, Instant at) const {
    records::ReaderOptions options;
    options.blank = rules_->new_item(typed::WorkTypeId(0), at);
    options.at = at;
    records::MemorySource source(json);
    records::RecordReader reader(typed(), source, std::move(options));
    records::Record record;
    EXPECT_TRUE(reader.next(record));
    for (const records::RecordError& error : record.errors) ADD_FAILURE() << to_string(error);
    if (record.due) records::set_due(*rules_, nullptr, *record.due, record.item);
    record.item.id.clear();
    return std::move(record.item);
}

Instant ExplainedProgram::moment(const std::string& text) const {
    typed::DeclaredType type;
    type.type.base = typed::Base::Moment;
    return records::ValueReader(typed()).read(type, std::string_view(text))->moment();
}

}  // namespace reeve::explain_test
