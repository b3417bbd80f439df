#include "compiler/driver/loader.h"

#include "base/text.h"
#include "compiler/diagnostics/catalog.h"
#include "compiler/driver/embedded_library.h"
#include "compiler/driver/source_text.h"

#include <algorithm>
#include <filesystem>

namespace reeve::driver {

namespace messages = diagnostics::messages;

namespace {

// Room for 100,000 table rows, the most that a program may have.
constexpr std::size_t kDataSizeMax = 64 * 1024 * 1024;

std::string library_path(std::string_view dotted_name) {
    std::string path = "stdlib/" + std::string(dotted_name) + ".reeve";
    std::replace(path.begin() + 7, path.end() - 6, '.', '/');
    return path;
}

std::string_view folder_of(std::string_view dotted_name) {
    return dotted_name.substr(0, dotted_name.find('.'));
}

// The names of library files that begin like `calendars.usa`.
std::vector<std::string_view> library_beside(std::string_view dotted_name) {
    std::vector<std::string_view> names;
    for (const EmbeddedFile& file : embedded_library_files()) {
        if (folder_of(file.name) == folder_of(dotted_name)) names.push_back(file.name);
    }
    return names;
}

// Within a folder the common beginning is no likeness: `calendars.usa` is not `calendars.israel`.
std::optional<std::string_view> nearest_library(std::string_view dotted_name) {
    std::vector<std::string_view> names = library_beside(dotted_name);
    if (names.empty()) {
        for (const EmbeddedFile& file : embedded_library_files()) names.push_back(file.name);
        return nearest_word(dotted_name, names);
    }
    const auto rest = [&](std::string_view name) {
        return name.substr(std::min(name.size(), folder_of(name).size() + 1));
    };
    std::vector<std::string_view> rests;
    for (const std::string_view name : names) rests.push_back(rest(name));
    const auto nearest = nearest_word(rest(dotted_name), rests);
    if (!nearest) return std::nullopt;
    return names[static_cast<std::size_t>(std::ranges::find(rests, *nearest) - rests.begin())];
}

// The path with the last part replaced by the nearest file that there is.
std::optional<std::string> nearest_file(const FileSystem& files, const std::string& place,
                                        const std::string& written) {
    const std::filesystem::path path(place);
    std::vector<std::string> names = files.list(path.parent_path().string());
    std::erase_if(names, [](const std::string& name) { return !name.ends_with(".reeve"); });
    const std::vector<std::string_view> candidates(names.begin(), names.end());
    const std::string wanted = path.filename().string();
    std::optional<std::string_view> nearest = nearest_word(wanted, candidates);
    if (std::ranges::find(names, wanted + ".reeve") != names.end())
        nearest = candidates[static_cast<std::size_t>(std::ranges::find(names, wanted + ".reeve") -
                                                      names.begin())];
    if (!nearest) return std::nullopt;
    return (std::filesystem::path(written).parent_path() / *nearest).string();
}

}  // namespace

std::optional<std::size_t> Loader::load(const std::string& path) {
    const std::size_t first = loaded_.size();
    const std::optional<std::size_t> index = load_file({path, {}});
    follow_uses(first);
    return index;
}

std::vector<std::size_t> Loader::closure(std::size_t root) const {
    std::vector<std::size_t> order{root};
    for (std::size_t next = 0; next < order.size(); ++next) {
        for (const std::size_t used : loaded_[order[next]].uses) {
            if (std::ranges::find(order, used) == order.end()) order.push_back(used);
        }
    }
    return order;
}

std::set<source::FileId> Loader::library_files() const {
    std::set<source::FileId> files;
    for (const LoadedFile& loaded : loaded_) {
        if (loaded.from_library) files.insert(loaded.module->file);
    }
    return files;
}

std::optional<std::string> Loader::read_beside(source::FileId from, const std::string& path) const {
    auto text = files_.read(relative_to(sources_.file(from).path(), path), kDataSizeMax);
    if (!text || text->size() > kDataSizeMax || find_invalid_utf8(*text)) return std::nullopt;
    return *std::move(text);
}

std::optional<std::size_t> Loader::load_file(const Origin& origin) {
    const std::string key = identity_of(origin.path);
    if (const auto known = by_key_.find(key); known != by_key_.end()) return known->second;
    auto text = files_.read(origin.path, kSourceSizeMax);
    if (!text) {
        report_unreadable(origin, text.error());
        return std::nullopt;
    }
    return add(key, origin, *std::move(text));
}

std::optional<std::size_t> Loader::add(const std::string& key, const Origin& origin,
                                       std::string text) {
    const ParsedFile* parsed = cache_.parse({key, origin.path, origin.use}, std::move(text), sink_);
    if (parsed == nullptr) return std::nullopt;
    const std::size_t index = loaded_.size();
    by_key_[key] = index;
    LoadedFile& loaded = loaded_.emplace_back();
    loaded.module = parsed->module;
    loaded.has_errors = parsed->has_errors;
    return index;
}

void Loader::follow_uses(std::size_t first) {
    for (std::size_t index = first; index < loaded_.size(); ++index) {
        const source::FileId file = loaded_[index].module->file;
        // By index: loading adds files, and the list of uses belongs to one that stays where it is.
        for (std::size_t i = 0; i < loaded_[index].module->uses.size(); ++i) {
            const syntax::UseDecl& use = loaded_[index].module->uses[i];
            std::optional<std::size_t> used;
            if (use.library) {
                used = load_library(*use.library, file);
            } else if (use.path) {
                used = load_used_file(*use.path, file);
            }
            if (used) {
                loaded_[index].uses.push_back(*used);
            } else {
                // Names from the missing file shall not be reported as unknown one by one.
                loaded_[index].lacks_files = true;
                loaded_[index].has_errors = true;
            }
        }
    }
}

std::optional<std::size_t> Loader::load_library(const syntax::QualifiedName& name,
                                                source::FileId user) {
    const std::string dotted = name.text();
    if (dotted.empty()) return std::nullopt;
    const std::string key = "library:" + dotted;
    if (const auto known = by_key_.find(key); known != by_key_.end()) return known->second;
    const std::optional<std::string_view> text = embedded_library(dotted);
    if (!text) {
        report_unknown_library(name, user);
        return std::nullopt;
    }
    const auto index = add(key, {library_path(dotted), name.span}, std::string(*text));
    if (index) loaded_[*index].from_library = true;
    return index;
}

std::optional<std::size_t> Loader::load_used_file(const syntax::Text& path, source::FileId user) {
    return load_file({relative_to(sources_.file(user).path(), path.value), path.span});
}

void Loader::report_unreadable(const Origin& origin, const std::string& reason) {
    if (!origin.use.valid()) {
        sink_.report<messages::unreadable_file>(origin.use, origin.path, reason);
        return;
    }
    const std::string_view quoted = sources_.text(origin.use);
    const std::string written(quoted.size() >= 2 ? quoted.substr(1, quoted.size() - 2) : quoted);
    auto& message = sink_.report<messages::unreadable_file>(origin.use, written, reason);
    message.note(fmt::format("it was looked for at `{}`", origin.path));
    if (embedded_library(written)) {
        message.fix(fmt::format("a library is named without quotes: write `{}`", written),
                    origin.use, written);
    } else if (const auto nearest = nearest_file(files_, origin.path, written)) {
        message.fix(fmt::format("did you mean `{}`?", *nearest), origin.use, quote(*nearest));
    }
}

void Loader::report_unknown_library(const syntax::QualifiedName& name, source::FileId user) {
    const std::string dotted = name.text();
    auto& message = sink_.report<messages::unknown_library>(name.span, dotted);
    std::string beside = dotted + ".reeve";
    std::replace(beside.begin(), beside.end() - 6, '.', '/');
    if (const auto nearest = nearest_library(dotted)) {
        message.fix(fmt::format("did you mean `{}`?", *nearest), name.span, std::string(*nearest));
    } else if (files_.read(relative_to(sources_.file(user).path(), beside), 0)) {
        message.fix(fmt::format("for the file beside this one write `use {}`", quote(beside)),
                    name.span, quote(beside));
    } else if (const auto names = library_beside(dotted); !names.empty()) {
        std::vector<std::string> quoted;
        for (const std::string_view known : names) quoted.push_back(fmt::format("`{}`", known));
        message.help("there are " + join_words(quoted, "and"));
    } else {
        message.help(
            fmt::format("a file beside this one is named in quotes: `use {}`", quote(beside)));
    }
}

}  // namespace reeve::driver
