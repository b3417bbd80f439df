#include "planning/eventlog/event_log.h"

#include <algorithm>

namespace reeve::eventlog {

namespace {

constexpr std::size_t kExamples = 3;
constexpr std::size_t kFoundBytes = 60;

}  // namespace

Texts::Texts() { add(""); }

std::uint32_t Texts::add(std::string_view text) {
    const auto found = ids_.find(text);
    if (found != ids_.end()) return found->second;
    const auto id = static_cast<std::uint32_t>(texts_.size());
    ids_.emplace(texts_.emplace_back(text), id);
    return id;
}

void Notice::add(std::uint64_t line, std::string_view found) {
    ++count;
    if (examples.size() >= kExamples) return;
    // Not in the middle of a letter.
    std::size_t end = std::min(found.size(), kFoundBytes);
    while (end > 0 && end < found.size() && (static_cast<unsigned char>(found[end]) & 0xC0) == 0x80)
        --end;
    examples.push_back({line, std::string(found.substr(0, end))});
}

std::uint32_t EventLog::find_case(std::string_view key) {
    const std::uint32_t text = texts.add(key);
    const auto [place, is_new] = by_key_.emplace(text, static_cast<std::uint32_t>(cases.size()));
    if (is_new) {
        cases.push_back(text);
        values.emplace_back();
    }
    return place->second;
}

void EventLog::leave_out(const std::string& reason, std::uint64_t line, std::string_view found) {
    left_out[reason].add(line, found);
}

void EventLog::set(std::uint32_t case_id, std::size_t attribute_index, std::string_view value) {
    if (value.empty()) return;
    std::vector<std::uint32_t>& of_case = values[case_id];
    if (of_case.size() <= attribute_index) of_case.resize(attribute_index + 1);
    if (of_case[attribute_index] == 0) of_case[attribute_index] = texts.add(value);
}

std::size_t EventLog::attribute(const std::string& name) {
    const auto found = std::ranges::find(attributes, name);
    if (found != attributes.end()) return static_cast<std::size_t>(found - attributes.begin());
    attributes.push_back(name);
    return attributes.size() - 1;
}

}  // namespace reeve::eventlog
