#include "compiler/driver/file_system.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <system_error>

namespace reeve::driver {

namespace fs = std::filesystem;

namespace {

constexpr const char* kNoSuchFile = "there is no such file";

std::string reason(int error) {
    switch (error) {
        case ENOENT:
        case ENOTDIR: return kNoSuchFile;
        case EACCES:
        case EPERM: return "this user is not allowed to";
        case EISDIR: return "it is a directory";
        default: return std::generic_category().message(error);
    }
}

struct CloseFile {
    void operator()(std::FILE* file) const { std::fclose(file); }
};

}  // namespace

std::expected<std::string, std::string> DiskFileSystem::read(const std::string& path,
                                                             std::size_t limit) const {
    std::error_code ignored;
    if (fs::is_directory(path, ignored)) return std::unexpected(reason(EISDIR));
    const std::unique_ptr<std::FILE, CloseFile> file(std::fopen(path.c_str(), "rb"));
    if (file == nullptr) return std::unexpected(reason(errno));
    std::string text;
    char buffer[64 * 1024];
    while (text.size() <= limit) {
        const std::size_t wanted = std::min(sizeof buffer, limit + 1 - text.size());
        const std::size_t count = std::fread(buffer, 1, wanted, file.get());
        text.append(buffer, count);
        if (count < wanted) break;
    }
    if (std::ferror(file.get()) != 0) return std::unexpected(reason(errno));
    return text;
}

std::vector<std::string> DiskFileSystem::list(const std::string& directory) const {
    std::vector<std::string> names;
    std::error_code error;
    fs::directory_iterator entry(directory.empty() ? "." : directory, error);
    for (; !error && entry != fs::directory_iterator(); entry.increment(error)) {
        std::error_code ignored;
        if (entry->is_regular_file(ignored)) names.push_back(entry->path().filename().string());
    }
    std::ranges::sort(names);
    return names;
}

std::vector<std::string> DiskFileSystem::find_rule_files(const std::string& directory) const {
    constexpr std::size_t kFilesMax = 10'000;
    constexpr int kDepthMax = 16;
    std::vector<std::string> found;
    std::error_code error;
    const auto options = fs::directory_options::skip_permission_denied;
    fs::recursive_directory_iterator entry(directory, options, error);
    for (; !error && entry != fs::recursive_directory_iterator(); entry.increment(error)) {
        const std::string name = entry->path().filename().string();
        std::error_code ignored;
        if (entry->is_directory(ignored)) {
            if (name.starts_with('.') || name == "build" || name == "node_modules" ||
                entry.depth() >= kDepthMax)
                entry.disable_recursion_pending();
        } else if (name.ends_with(".reeve") && entry->is_regular_file(ignored)) {
            found.push_back(entry->path().string());
            if (found.size() >= kFilesMax) break;
        }
    }
    std::ranges::sort(found);
    return found;
}

void MemoryFileSystem::put(const std::string& path, std::string text) {
    files_[identity_of(path)] = std::move(text);
}

std::expected<std::string, std::string> MemoryFileSystem::read(const std::string& path,
                                                               std::size_t limit) const {
    const auto found = files_.find(identity_of(path));
    if (found != files_.end()) return found->second.substr(0, limit + 1);
    if (below_ != nullptr) return below_->read(path, limit);
    return std::unexpected(kNoSuchFile);
}

std::vector<std::string> MemoryFileSystem::list(const std::string& directory) const {
    std::vector<std::string> names;
    if (below_ != nullptr) names = below_->list(directory);
    const std::string wanted = identity_of(directory.empty() ? "." : directory);
    for (const auto& [path, text] : files_) {
        const fs::path place(path);
        if (identity_of(place.parent_path().string()) == wanted)
            names.push_back(place.filename().string());
    }
    std::ranges::sort(names);
    names.erase(std::ranges::unique(names).begin(), names.end());
    return names;
}

std::string identity_of(const std::string& path) {
    std::error_code error;
    const fs::path absolute = fs::absolute(path, error);
    std::string identity = (error ? fs::path(path) : absolute).lexically_normal().string();
    while (identity.size() > 1 && identity.ends_with('/')) identity.pop_back();
    return identity;
}

std::string relative_to(const std::string& from, const std::string& target) {
    return (fs::path(from).parent_path() / target).lexically_normal().string();
}

}  // namespace reeve::driver
