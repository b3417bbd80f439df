#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace reeve {

/// Writes JSON into a string, value by value, indented by two spaces. The caller opens and closes
/// objects and arrays in order; a misuse is our own mistake and ends in CHECK. Bytes that are not
/// UTF-8 come out as U+FFFD, so that the result is valid JSON whatever goes in.
class JsonWriter {
public:
    explicit JsonWriter(std::string& out) : out_(out) {}

    JsonWriter& begin_object() { return begin('{'); }
    JsonWriter& end_object() { return end('{', '}'); }
    JsonWriter& begin_array() { return begin('['); }
    JsonWriter& end_array() { return end('[', ']'); }

    /// The name of the member whose value follows; only inside an object.
    JsonWriter& key(std::string_view name);

    JsonWriter& string(std::string_view value);
    JsonWriter& number(std::int64_t value);
    JsonWriter& boolean(bool value);
    JsonWriter& null();

    JsonWriter& member(std::string_view name, std::string_view value) {
        return key(name).string(value);
    }
    JsonWriter& member(std::string_view name, std::int64_t value) {
        return key(name).number(value);
    }

private:
    struct Level {
        char bracket;
        bool empty;
    };

    JsonWriter& begin(char bracket);
    JsonWriter& end(char bracket, char closing);
    void before_value();
    void new_line();

    std::string& out_;
    std::vector<Level> levels_;
    bool after_key_ = false;
};

/// `text` as a JSON string, quotes included.
void append_json_string(std::string_view text, std::string& out);

}  // namespace reeve
