#include "tests/harness/corpus.h"

#include "tests/support/source_directory.h"

#include <algorithm>
#include <fstream>

namespace reeve::harness {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kFileSizeMax = 64 * 1024 * 1024;

std::string from_root(const fs::path& path) {
    return path.lexically_relative(support::source_directory()).generic_string();
}

std::vector<std::string> find_files(const fs::path& directory) {
    std::vector<std::string> files;
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(directory)) {
        if (entry.path().extension() == ".reeve" && entry.is_regular_file())
            files.push_back(from_root(entry.path()));
    }
    std::ranges::sort(files);
    return files;
}

std::vector<std::pair<driver::Phase, std::string>> find_forms(const std::string& root) {
    std::vector<std::pair<driver::Phase, std::string>> forms;
    for (const driver::Phase phase : driver::kPhases) {
        std::string path = root + "." + std::string(to_string(phase)) + ".exp";
        if (fs::exists(support::source_directory() / path))
            forms.emplace_back(phase, std::move(path));
    }
    return forms;
}

// "tests/check/x.dir" of "tests/check/x.dir/shared/y.reeve"; empty for files that stand alone.
std::string folder_of(const std::string& path) {
    const std::size_t end = path.find(".dir/");
    return end == std::string::npos ? "" : path.substr(0, end + 4);
}

std::string name_of(std::string path) {
    if (path.starts_with("tests/")) path.erase(0, 6);
    return path.substr(0, path.rfind('.'));
}

std::vector<Case> find_cases() {
    std::vector<Case> cases;
    for (const char* top : {"examples", "stdlib", "tests"}) {
        const fs::path directory = support::source_directory() / top;
        if (!fs::exists(directory)) continue;
        for (const std::string& file : find_files(directory)) {
            // These are about layout alone: they parse, but name what nobody declares.
            if (file.starts_with("tests/format/")) continue;
            const std::string folder = folder_of(file);
            if (folder.empty()) {
                cases.push_back({name_of(file), file, {file}, find_forms(file)});
                continue;
            }
            const std::string root = folder + "/main.reeve";
            if (cases.empty() || cases.back().root != root)
                cases.push_back({name_of(folder), root, {}, find_forms(root)});
            cases.back().files.push_back(file);
        }
    }
    return cases;
}

}  // namespace

const std::vector<Case>& corpus() {
    static const std::vector<Case> cases = find_cases();
    return cases;
}

std::expected<std::string, std::string> RepositoryFiles::read(const std::string& path,
                                                              std::size_t limit) const {
    return driver::DiskFileSystem().read((support::source_directory() / path).string(), limit);
}

std::vector<std::string> RepositoryFiles::list(const std::string& directory) const {
    return driver::DiskFileSystem().list((support::source_directory() / directory).string());
}

std::string read_repository_file(const std::string& path) {
    return RepositoryFiles().read(path, kFileSizeMax).value_or("");
}

void write_repository_file(const std::string& path, const std::string& text) {
    std::ofstream(support::source_directory() / path, std::ios::binary | std::ios::trunc) << text;
}

std::string test_name(std::string_view name) {
    std::string result(name);
    std::ranges::replace_if(
        result,
        [](char c) {
            return !((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'));
        },
        '_');
    return result;
}

}  // namespace reeve::harness
