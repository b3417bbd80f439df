#pragma once

#include "compiler/driver/session.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace reeve::support {

/// A program of one file that checks without errors. Whoever uses it links the driver.
class CheckedProgram {
public:
    explicit CheckedProgram(const std::string& rules) {
        files_.put("rules.reeve", rules);
        session_.check(std::vector<std::string>{"rules.reeve"});
        for (const auto& diagnostic : session_.sink().diagnostics()) {
            if (session_.sink().has_errors())
                ADD_FAILURE() << session_.sources().begin(diagnostic.span).line << ": "
                              << diagnostic.message;
        }
    }

    [[nodiscard]] const typed::Program& operator*() const { return typed(); }
    [[nodiscard]] const typed::Program* operator->() const { return &typed(); }
    [[nodiscard]] const driver::Session& session() const { return session_; }

private:
    [[nodiscard]] const typed::Program& typed() const { return session_.programs().front().typed; }

    driver::MemoryFileSystem files_;
    driver::Session session_{files_};
};

}  // namespace reeve::support
