#include "tests/support/json.h"

#include <cstdlib>

namespace reeve::support {

namespace {

class Reader {
public:
    explicit Reader(std::string_view text) : rest_(text) {}

    std::optional<Json> read() {
        Json value;
        if (!read_value(value)) return std::nullopt;
        skip_blanks();
        return rest_.empty() ? std::optional(std::move(value)) : std::nullopt;
    }

private:
    void skip_blanks() {
        while (!rest_.empty() &&
               std::string_view(" \t\r\n").find(rest_[0]) != std::string_view::npos)
            rest_.remove_prefix(1);
    }
    bool take(std::string_view word) {
        if (!rest_.starts_with(word)) return false;
        rest_.remove_prefix(word.size());
        return true;
    }

    bool read_value(Json& value) {
        skip_blanks();
        if (rest_.empty()) return false;
        if (rest_[0] == '{') return read_object(value);
        if (rest_[0] == '[') return read_array(value);
        if (rest_[0] == '"') {
            value.kind = Json::Kind::String;
            return read_string(value.string);
        }
        if (take("null")) return true;
        value.kind = Json::Kind::Boolean;
        if (take("true")) return value.boolean = true;
        if (take("false")) return true;
        return read_number(value);
    }

    bool read_number(Json& value) {
        value.kind = Json::Kind::Number;
        const std::size_t length =
            std::min(rest_.find_first_not_of("+-.0123456789eE"), rest_.size());
        const std::string text(rest_.substr(0, length));
        char* end = nullptr;
        value.number = std::strtod(text.c_str(), &end);
        rest_.remove_prefix(length);
        return length > 0 && *end == '\0';
    }

    bool read_array(Json& value) {
        value.kind = Json::Kind::Array;
        take("[");
        skip_blanks();
        if (take("]")) return true;
        while (true) {
            if (!read_value(value.items.emplace_back())) return false;
            skip_blanks();
            if (take("]")) return true;
            if (!take(",")) return false;
        }
    }

    bool read_object(Json& value) {
        value.kind = Json::Kind::Object;
        take("{");
        skip_blanks();
        if (take("}")) return true;
        while (true) {
            auto& [name, member] = value.members.emplace_back();
            skip_blanks();
            if (!read_string(name)) return false;
            skip_blanks();
            if (!take(":") || !read_value(member)) return false;
            skip_blanks();
            if (take("}")) return true;
            if (!take(",")) return false;
        }
    }

    bool read_string(std::string& out) {
        if (!take("\"")) return false;
        while (!rest_.empty() && rest_[0] != '"') {
            if (static_cast<unsigned char>(rest_[0]) < 0x20) return false;
            if (rest_[0] == '\\') {
                if (!read_escape(out)) return false;
            } else {
                out += rest_[0];
                rest_.remove_prefix(1);
            }
        }
        return take("\"");
    }

    bool read_escape(std::string& out) {
        constexpr std::string_view kLetters = "\"\\/bfnrt";
        constexpr std::string_view kMeanings = "\"\\/\b\f\n\r\t";
        if (rest_.size() < 2) return false;
        const char letter = rest_[1];
        rest_.remove_prefix(2);
        if (letter == 'u') {
            // Our own writer escapes control characters and little else; tests need no more than
            // their being there.
            if (rest_.size() < 4) return false;
            out += '?';
            rest_.remove_prefix(4);
            return true;
        }
        const std::size_t index = kLetters.find(letter);
        if (index == std::string_view::npos) return false;
        out += kMeanings[index];
        return true;
    }

    std::string_view rest_;
};

const Json kNull{};

}  // namespace

Json::Json() = default;
Json::~Json() = default;
Json::Json(const Json&) = default;
Json& Json::operator=(const Json&) = default;
Json::Json(Json&&) noexcept = default;
Json& Json::operator=(Json&&) noexcept = default;

const Json& Json::operator[](std::string_view name) const {
    for (const auto& [key, value] : members) {
        if (key == name) return value;
    }
    return kNull;
}

const Json& Json::operator[](std::size_t index) const {
    return index < items.size() ? items[index] : kNull;
}

bool Json::has(std::string_view name) const {
    for (const auto& member : members) {
        if (member.first == name) return true;
    }
    return false;
}

std::optional<Json> read_json(std::string_view text) { return Reader(text).read(); }

}  // namespace reeve::support
