#pragma once

#include "compiler/driver/session.h"
#include "compiler/explain/explain.h"

#include <memory>
#include <string>

namespace reeve::explain_test {

/// A checked program with its evaluator.
class ExplainedProgram {
public:
    /// By its name in this folder.
    explicit ExplainedProgram(const std::string& name);

    [[nodiscard]] const typed::Program& typed() const { return session_.programs().front().typed; }
    [[nodiscard]] const eval::Rules& rules() const { return *rules_; }
    [[nodiscard]] explain::Inputs inputs() const { return {session_.sources(), *rules_}; }
    /// An item of the first work type, from JSON.
    [[nodiscard]] eval::Item read(const std::string& json, Instant at) const;
    /// A moment on the wall clock of the business.
    [[nodiscard]] Instant moment(const std::string& text) const;

private:
    driver::DiskFileSystem disk_;
    driver::Session session_{disk_};
    std::unique_ptr<eval::Rules> rules_;
};

}  // namespace reeve::explain_test
