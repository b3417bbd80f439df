#include "compiler/lsp/context.h"

#include "compiler/driver/file_system.h"

#include <algorithm>
#include <limits>

namespace reeve::lsp {

namespace {

const json::value* member(const json::object& object, std::string_view name) {
    const auto found = object.find(name);
    return found == object.end() ? nullptr : &found->value();
}

}  // namespace

LinePosition read_position(const json::object& object) {
    const auto bounded = [](std::int64_t value) {
        return static_cast<std::uint32_t>(
            std::clamp<std::int64_t>(value, 0, std::numeric_limits<std::int32_t>::max()));
    };
    return {bounded(number_at(object, "line")), bounded(number_at(object, "character"))};
}

std::string_view text_at(const json::object& object, std::string_view name) {
    const json::value* value = member(object, name);
    if (value == nullptr || !value->is_string()) return {};
    return {value->get_string().data(), value->get_string().size()};
}

std::int64_t number_at(const json::object& object, std::string_view name, std::int64_t missing) {
    const json::value* value = member(object, name);
    if (value == nullptr) return missing;
    if (value->is_int64()) return value->get_int64();
    if (value->is_uint64())
        return static_cast<std::int64_t>(std::min<std::uint64_t>(value->get_uint64(), 1ULL << 62));
    return missing;
}

bool truth_at(const json::object& object, std::string_view name, bool missing) {
    const json::value* value = member(object, name);
    return value != nullptr && value->is_bool() ? value->get_bool() : missing;
}

const json::object& object_at(const json::object& object, std::string_view name) {
    static const json::object nothing;
    const json::value* value = member(object, name);
    return value != nullptr && value->is_object() ? value->get_object() : nothing;
}

const json::array& array_at(const json::object& object, std::string_view name) {
    static const json::array nothing;
    const json::value* value = member(object, name);
    return value != nullptr && value->is_array() ? value->get_array() : nothing;
}

std::optional<Asked> asked(Context& ctx, const json::object& params) {
    Asked asked;
    asked.path = path_of_uri(text_at(object_at(params, "textDocument"), "uri"));
    asked.program = ctx.workspace.program(asked.path);
    if (asked.program == nullptr) return std::nullopt;
    asked.file = ctx.workspace.file(asked.path);
    if (!asked.file.valid() || asked.program->module(asked.file) == nullptr) return std::nullopt;
    asked.offset =
        to_offset(asked.text(ctx), read_position(object_at(params, "position")), ctx.encoding);
    return asked;
}

json::object position(LinePosition at) { return {{"line", at.line}, {"character", at.character}}; }

json::object range(const Context& ctx, source::Span span) {
    const source::SourceFile& file = ctx.workspace.sources().file(span.file);
    return {{"start", position(to_position(file, span.begin, ctx.encoding))},
            {"end", position(to_position(file, span.end, ctx.encoding))}};
}

source::Span span_of(const Context& ctx, source::FileId file, const json::object& range) {
    const source::SourceFile& text = ctx.workspace.sources().file(file);
    const auto begin = to_offset(text, read_position(object_at(range, "start")), ctx.encoding);
    const auto end = to_offset(text, read_position(object_at(range, "end")), ctx.encoding);
    return {file, begin, std::max(begin, end)};
}

std::optional<std::string> uri_of(const Context& ctx, source::FileId file) {
    const std::string& path = ctx.workspace.sources().file(file).path();
    const std::string key = driver::identity_of(path);
    if (const auto open = ctx.documents.find(key); open != ctx.documents.end())
        return open->second.uri;
    if (path.starts_with('/')) return uri_of_path(path);
    // What is part of the binary has a relative path: `stdlib/calendars/france.reeve`.
    if (!ctx.library_scheme) return std::nullopt;
    return std::string(kLibraryScheme) + path;
}

std::optional<json::object> location(const Context& ctx, source::Span span) {
    if (!span.valid()) return std::nullopt;
    const auto uri = uri_of(ctx, span.file);
    if (!uri) return std::nullopt;
    return json::object{{"uri", *uri}, {"range", range(ctx, span)}};
}

json::array locations(const Context& ctx, const std::vector<source::Span>& spans) {
    json::array out;
    for (const source::Span& span : spans) {
        if (auto place = location(ctx, span)) out.push_back(*std::move(place));
    }
    return out;
}

json::object text_edit(const Context& ctx, const diagnostics::Edit& edit) {
    return {{"range", range(ctx, edit.span)}, {"newText", edit.text}};
}

json::object workspace_edit(const Context& ctx, const std::vector<diagnostics::Edit>& edits) {
    json::object changes;
    for (const diagnostics::Edit& edit : edits) {
        const auto uri = uri_of(ctx, edit.span.file);
        if (!uri) continue;
        json::value& list = changes[*uri];
        if (!list.is_array()) list.emplace_array();
        list.get_array().push_back(text_edit(ctx, edit));
    }
    return {{"changes", std::move(changes)}};
}

}  // namespace reeve::lsp
