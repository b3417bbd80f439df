#include "compiler/bind/load.h"

#include <fmt/format.h>
#include <xxhash.h>

namespace reeve::bind {

std::string version_of(const driver::Session& session, const driver::CheckedProgram& program) {
    std::string all;
    for (const syntax::Module& module : program.modules) {
        all += session.sources().file(module.file).text();
        all += '\0';
    }
    // Tables from files are no text of a module.
    all += typed::print(program.typed);
    const XXH128_hash_t hash = XXH3_128bits(all.data(), all.size());
    return fmt::format("{:016x}{:016x}", hash.high64, hash.low64);
}

std::shared_ptr<const ReferenceRules> rules_of(std::shared_ptr<const driver::Session> session,
                                               const driver::CheckedProgram& program) {
    const source::SourceSet& sources = session->sources();
    std::string version = version_of(*session, program);
    return std::make_shared<ReferenceRules>(std::move(session), program.typed, &sources,
                                            std::move(version));
}

std::expected<std::shared_ptr<const ReferenceRules>, Refused> load(const driver::FileSystem& files,
                                                                   const std::string& path) {
    auto session = std::make_unique<driver::Session>(files);
    session->check(std::vector<std::string>{path});
    if (session->sink().has_errors() || !session->all_readable() || session->programs().empty())
        return std::unexpected(Refused{std::move(session), {}});
    const driver::CheckedProgram& program = session->programs().front();
    if (const auto zone = eval::missing_time_zone(program.typed))
        return std::unexpected(
            Refused{std::move(session),
                    fmt::format("this machine's time-zone table does not know `{}`", *zone)});
    return rules_of(std::move(session), program);
}

}  // namespace reeve::bind
