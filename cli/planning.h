#pragma once

#include <memory>
#include <optional>

// The commands for people who plan: what they can be asked, and what they do.

namespace CLI {
class App;
}

namespace reeve::cli {

class PlanningCommands {
public:
    explicit PlanningCommands(CLI::App& app);
    ~PlanningCommands();
    PlanningCommands(const PlanningCommands&) = delete;
    PlanningCommands& operator=(const PlanningCommands&) = delete;

    /// The exit code, where one of them was asked for.
    std::optional<int> run();

private:
    struct Commands;
    std::unique_ptr<Commands> commands_;
};

}  // namespace reeve::cli
