#pragma once

#include <string>

namespace reeve::cli {

struct ForecastOptions {
    std::string items;  // "-": standard input
    std::string format;
    std::string by;
    std::string count;
    std::string created = "created";
    std::string handling_column = "handling";
    std::string zone = "UTC";
    std::string slot = "30m";
    std::string history_from;
    std::string history_until;
    std::string holidays;
    std::string promise = "80% within 20s";
    std::string patience;
    std::string deadline;
    std::string handling;
    std::string open;
    std::string busy_max;
    std::string leave_max;
    std::string shrinkage;
    std::string from;
    int days = 7;
    std::string confidence = "80%";
    std::string out_format = "text";
    std::string out;
    std::string plot;
};
int forecast_people(const ForecastOptions& options);

}  // namespace reeve::cli
