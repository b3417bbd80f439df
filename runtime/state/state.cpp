#include "runtime/state/applier.h"

namespace reeve::state {

std::string key_of(std::uint32_t source, const std::string& key) {
    return std::to_string(source) + ' ' + key;
}

State::State(const abi::Program& program) : version_(program.version) {
    queues_.resize(program.queues.size());
    settings_.reserve(program.settings.size());
    for (const abi::Setting& setting : program.settings) settings_.push_back(setting.value);
}

const Item* State::find(std::uint32_t source, const std::string& key) const {
    const auto found = keys_.find(key_of(source, key));
    return found == keys_.end() ? nullptr : find(found->second);
}

const Case* State::find_case(ItemId item) const {
    const auto found = case_places_.find(item.number);
    return found == case_places_.end() ? nullptr : &cases_[found->second];
}

const Agent* State::find_agent(const std::string& name) const {
    const auto found = agent_names_.find(name);
    return found == agent_names_.end() ? nullptr : &agents_[found->second.index()];
}

}  // namespace reeve::state
