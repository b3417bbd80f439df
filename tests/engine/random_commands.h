#pragma once

#include "runtime/engine/engine.h"

#include <random>

namespace reeve::engine::test {

/// Random commands for the house of any program: most are allowed, many are not. The same seed
/// gives the same commands for the same states.
class RandomCommands {
public:
    RandomCommands(const abi::Program& program, std::uint64_t seed)
        : program_(&program), random_(seed) {}

    /// Goes on with the numbers of another version of the program.
    void use(const abi::Program& program) { program_ = &program; }

    model::Command next(const state::State& state);
    /// Five agents, defined and signed in.
    std::vector<model::Command> opening(Instant now);

    std::int64_t below(std::int64_t end) {
        return static_cast<std::int64_t>(random_() % static_cast<std::uint64_t>(end));
    }
    bool one_in(std::int64_t n) { return below(n) == 0; }

private:
    abi::Value value(const abi::ValueType& type, Instant now);
    abi::Value single(const abi::ValueType& type, Instant now);
    abi::Value number(const abi::ValueType& type);
    std::vector<model::AttributeValue> values(const std::vector<abi::Attribute>& attributes,
                                              Instant now);
    model::CommandBody about_house(const state::State& state);
    model::CommandBody about_item(const state::State& state, const state::Item& item);
    model::CommandBody holding(const state::State& state, const state::Item& item,
                               const std::string& who);
    model::CommandBody capture(Instant now);
    model::DefineAgent define(const std::string& who, Instant now);
    std::string agent() { return "a" + std::to_string(below(5)); }
    model::Actor actor(const model::CommandBody& what);

    const abi::Program* program_;
    std::mt19937_64 random_;
};

}  // namespace reeve::engine::test
