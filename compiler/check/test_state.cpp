#include "compiler/check/test_parts.h"

// The names that a test has brought in.

namespace reeve::check {

Scope TestState::scope(Place place) const {
    Scope result;
    result.module = &module;
    result.place = place;
    result.locals = locals;
    result.calendar = calendar;
    return result;
}

const Local* TestState::find(const std::string& name) const {
    for (const Local& local : locals) {
        if (local.name == name) return &local;
    }
    return nullptr;
}

std::vector<std::string_view> TestState::names(typed::Op op) const {
    std::vector<std::string_view> result;
    for (const Local& local : locals) {
        if (local.op == op) result.emplace_back(local.name);
    }
    return result;
}

bool TestState::add(const syntax::Name& name, const typed::Type& type, typed::Op op,
                    std::uint32_t index) {
    const auto [entry, added] = declared_at.try_emplace(name.text, name.span);
    if (!added) {
        ctx.sink.report<messages::test_name_twice>(name.span, name.text)
            .label(entry->second, "named here first")
            .help("give one of them another name");
        return false;
    }
    Local local;
    local.name = name.text;
    local.type.type = type;
    local.type.span = name.span;
    local.op = op;
    local.index = index;
    locals.push_back(std::move(local));
    return true;
}

}  // namespace reeve::check
