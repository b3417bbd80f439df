#pragma once

#include "compiler/bind/reference_rules.h"
#include "compiler/driver/session.h"

#include <expected>
#include <memory>
#include <string>

namespace reeve::bind {

/// What was said about files that are no program to run, sorted; where is in the messages' spans.
struct Refused {
    std::unique_ptr<driver::Session> session;  // sources and messages
    std::string why;                           // in a sentence where no message says it
};

/// Loads, checks and binds the program whose root is the file: what it uses comes with it. Warnings
/// do not refuse it. The file system is needed while it is loaded only.
std::expected<std::shared_ptr<const ReferenceRules>, Refused> load(const driver::FileSystem& files,
                                                                   const std::string& path);

/// The rules of a program that is checked already. `session` keeps it.
std::shared_ptr<const ReferenceRules> rules_of(std::shared_ptr<const driver::Session> session,
                                               const driver::CheckedProgram& program);

/// Names a program's text for good: the same for the same texts of the same files, library and
/// table files included, in 32 hexadecimal digits.
std::string version_of(const driver::Session& session, const driver::CheckedProgram& program);

}  // namespace reeve::bind
