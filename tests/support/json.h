#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace reeve::support {

/// A JSON value, for tests that look at what the commands write. Reading is strict: what RFC 8259
/// does not allow is refused.
class Json {
public:
    enum class Kind { Null, Boolean, Number, String, Array, Object };

    // Where the class is whole: clang asks for that before it makes pairs of it.
    Json();
    ~Json();
    Json(const Json&);
    Json& operator=(const Json&);
    Json(Json&&) noexcept;
    Json& operator=(Json&&) noexcept;

    Kind kind = Kind::Null;
    bool boolean = false;
    double number = 0;
    std::string string;
    std::vector<Json> items;                            // of an array
    std::vector<std::pair<std::string, Json>> members;  // of an object, in the order written

    /// The member, or a null value where there is none; so that paths into a document can be
    /// written down.
    [[nodiscard]] const Json& operator[](std::string_view name) const;
    [[nodiscard]] const Json& operator[](std::size_t index) const;
    [[nodiscard]] bool has(std::string_view name) const;
};

/// Nothing where the text is not exactly one JSON value.
std::optional<Json> read_json(std::string_view text);

}  // namespace reeve::support
