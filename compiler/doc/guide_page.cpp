#include "compiler/doc/sections.h"

// How to read the book, and the words of the language that conditions use.

namespace reeve::doc {

namespace {

struct Meaning {
    typed::Fact fact;
    std::string_view text;
};

constexpr Meaning kMeanings[] = {
    {typed::Fact::Id, "the number that the system gave the item"},
    {typed::Fact::Key, "what its source calls it"},
    {typed::Fact::Source, "the system it came from"},
    {typed::Fact::Created, "when it came in"},
    {typed::Fact::State, "where it is in its life; the states are below"},
    {typed::Fact::Segment, "its segment: the first line of its type’s segments that holds"},
    {typed::Fact::Band, "its band: an earlier band always comes before a later one"},
    {typed::Fact::Queue, "the queue or workbin it is in"},
    {typed::Fact::Priority, "its points: higher is more urgent"},
    {typed::Fact::Assignee, "who has it"},
    {typed::Fact::OfferedTo, "who is being asked"},
    {typed::Fact::PreviousAssignee, "who had it before"},
    {typed::Fact::InLineSince, "when it first joined a queue; kept when it moves"},
    {typed::Fact::Declines, "how often it was declined"},
    {typed::Fact::Misses, "how often an offer of it ran out"},
    {typed::Fact::Reassignments, "assignments after the first"},
    {typed::Fact::Outcome, "how it was completed"},
    {typed::Fact::Now, "the present moment"},
    {typed::Fact::Today, "the present day"},
    {typed::Fact::Age, "time since it was created"},
    {typed::Fact::Waiting, "all time without anybody who has it; moving keeps it"},
    {typed::Fact::WaitingHere, "time since it joined this queue"},
    {typed::Fact::Working, "time since the one who has it accepted it"},
    {typed::Fact::Untouched, "time since a person or its source last did something to it"},
    {typed::Fact::OverdueBy, "time since it was due; zero before"},
    {typed::Fact::Due, "the moment by which it was promised to be finished"},
    {typed::Fact::SlaUsed, "the share of the promised time that is used; more than 100% when late"},
    {typed::Fact::TimeLeft, "time until it is due; below zero when late"},
    {typed::Fact::Overdue, "whether it is past due and not finished"},
    {typed::Fact::StartAt, "the moment by which it was promised to be accepted"},
    {typed::Fact::StartUsed, "the share of the time to the start promise that is used"},
    {typed::Fact::StartLeft, "time until the start promise"},
    {typed::Fact::TargetAt, "the moment by which we aim to be done"},
    {typed::Fact::TargetUsed, "the share of the time to the target that is used"},
    {typed::Fact::TargetLeft, "time until the target"},
    {typed::Fact::Reference, "the number of the case"},
    {typed::Fact::Owner, "who owns the case"},
    {typed::Fact::WaitingItems, "how many items wait in the queue"},
    {typed::Fact::OldestWait, "how long the oldest of them has waited"},
    {typed::Fact::ExpectedWait,
     "items ahead, times the mean handling time of the last twenty, shared by those signed in"},
    {typed::Fact::AvailableAgents, "members of the queue who are available"},
    {typed::Fact::LateItems, "items of the queue that are overdue"},
    {typed::Fact::ShareOnTimeToday, "the share of today’s items that were on time"},
};

struct State {
    std::string_view name;
    std::string_view meaning;
};

constexpr State kStates[] = {
    {"queued", "waits for somebody"},
    {"offered", "somebody is being asked; with queued this is called waiting"},
    {"assigned", "somebody has it"},
    {"wrapping", "completed, while the agent has time to wrap up"},
    {"parked", "set aside by the agent who keeps it; the promise’s clock runs"},
    {"held", "stopped until resumed or until a moment; the promises may pause"},
    {"completed", "finished with its outcome"},
    {"cancelled", "stopped by its source or a supervisor"},
    {"expired", "given up by a rule"},
    {"refused", "not let in"},
};

void write_facts(Sheet& sheet) {
    const auto section = sheet.section("facts", "Words about every item");
    const auto table = sheet.table("Words of the language in conditions", {"Word", "Meaning"});
    for (const Meaning& meaning : kMeanings) {
        const typed::FactInfo& fact = typed::info(meaning.fact);
        const auto row = sheet.html.open("tr", {{"id", place_of(fact).id}});
        {
            const auto cell = sheet.html.open("th", {{"scope", "row"}});
            sheet.html.element("code", fact.text);
        }
        sheet.cell(meaning.text);
    }
}

void write_states(Sheet& sheet) {
    const auto section = sheet.section("states", "States");
    const auto table = sheet.table("States of an item", {"State", "Meaning"});
    for (const State& state : kStates) {
        const auto row = sheet.html.open("tr", {{"id", "state-" + std::string(state.name)}});
        {
            const auto cell = sheet.html.open("th", {{"scope", "row"}});
            sheet.html.element("code", state.name);
        }
        sheet.cell(state.meaning);
    }
}

void write_reading(Sheet& sheet) {
    const auto section = sheet.section("reading", "How to read this book");
    sheet.paragraph(
        "This book is made from the rules themselves, so it says what they do. Text in "
        "letters of code is what the author wrote, word for word; its names lead to "
        "their entries. Each entry says in which file and line it stands, and that line "
        "is in the book too.");
    sheet.paragraph(
        "Where lines stand in a numbered table, their order counts. Of segments, "
        "promises, bands and destinations the first line whose condition holds is taken; "
        "of the needs of a route all lines that hold count; the lines of a priority "
        "apply one after another. A line without a condition always holds; “otherwise” "
        "holds when no line above did.");
    sheet.paragraph(
        "Points of a priority are shown with the least and the most that a line can "
        "give. A line that moves with time gives more or less as the clock runs, at every "
        "moment, not at certain times of the day.");
    sheet.paragraph(
        "Business hours are hours in which a calendar is open. A business day is a day "
        "on which it opens; three business days later is the same time of the third such "
        "day.");
    sheet.paragraph(
        "An attribute that may be missing is used only where the rules know that it is "
        "there, or with what they use instead (“or else”).");
}

}  // namespace

Page guide_page(const Site& site) {
    Sheet sheet(site, "guide.html", "How to read this book");
    write_reading(sheet);
    write_facts(sheet);
    write_states(sheet);
    return sheet.finish();
}

}  // namespace reeve::doc
