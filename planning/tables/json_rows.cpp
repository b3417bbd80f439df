#include "planning/tables/table.h"

#include "base/text.h"

#include <fmt/format.h>
#include <simdjson.h>

#include <algorithm>
#include <string>
#include <utility>

namespace reeve::tables {

namespace {

constexpr std::size_t kLineBytesMax = 1024 * 1024;
static_assert(records::TextWindow::kPadding >= simdjson::SIMDJSON_PADDING);

Value to_value(const simdjson::dom::element& element) {
    using simdjson::dom::element_type;
    Value value;
    switch (element.type()) {
        case element_type::NULL_VALUE: break;
        case element_type::BOOL:
            if (bool yes = false; element.get(yes) == simdjson::SUCCESS)
                value.kind = yes ? Value::Kind::Yes : Value::Kind::No;
            break;
        case element_type::STRING:
            value.kind = Value::Kind::Text;
            if (std::string_view text; element.get(text) == simdjson::SUCCESS)
                value.text = normalize_nfc(text);
            break;
        case element_type::INT64:
        case element_type::UINT64:
        case element_type::DOUBLE:
            value.kind = Value::Kind::Number;
            if (element.get(value.number) == simdjson::SUCCESS)
                value.text = fmt::format("{}", value.number);
            break;
        case element_type::ARRAY:
            value.kind = Value::Kind::List;
            if (simdjson::dom::array list; element.get(list) == simdjson::SUCCESS) {
                for (const auto each : list) value.elements.push_back(to_value(each));
            }
            break;
        case element_type::OBJECT:
            value.kind = Value::Kind::Object;
            if (simdjson::dom::object object; element.get(object) == simdjson::SUCCESS) {
                for (const auto& [name, each] : object) {
                    value.names.push_back(normalize_nfc(name));
                    value.elements.push_back(to_value(each));
                }
            }
            break;
    }
    return value;
}

class JsonRows final : public TableReader {
public:
    explicit JsonRows(records::ByteSource& source) : window_(source) {}

    bool next(Row& row) override {
        row.fields.clear();
        row.problem.clear();
        while (!failure_) {
            std::size_t end = window_.rest().find('\n');
            while (end == std::string_view::npos && window_.rest().size() <= kLineBytesMax &&
                   window_.more()) {
                end = window_.rest().find('\n');
            }
            if (window_.failure()) {
                failure_ = Problem{0, "", "it cannot be read on: " + *window_.failure()};
                return false;
            }
            if (end == std::string_view::npos && window_.rest().empty()) return false;
            row.line = ++line_;
            if (end == std::string_view::npos && window_.rest().size() > kLineBytesMax) {
                failure_ = Problem{line_, "", "a line of more than 1 MiB; is it JSON lines?"};
                return false;
            }
            const std::string_view line = window_.rest().substr(0, end);
            const bool blank = trimmed(line).empty();
            if (!blank) read(line, row);
            window_.drop(end == std::string_view::npos ? window_.rest().size() : end + 1);
            if (!blank) return true;
        }
        return false;
    }
    [[nodiscard]] std::optional<Problem> failure() const override { return failure_; }

private:
    void read(std::string_view line, Row& row) {
        if (line_ == 1 && line.starts_with("\xEF\xBB\xBF")) line.remove_prefix(3);
        simdjson::dom::element root;
        const auto error = parser_.parse(line.data(), line.size(), false).get(root);
        if (error != simdjson::SUCCESS) {
            row.problem = fmt::format("not JSON: {}; write one object on each line",
                                      simdjson::error_message(error));
            return;
        }
        if (!root.is_object()) {
            row.problem = "not a JSON object: write one object on each line";
            return;
        }
        Value object = to_value(root);
        for (std::size_t i = 0; i < object.names.size(); ++i) {
            if (row.find(object.names[i]) != nullptr) {
                row.problem = fmt::format("`{}` is given twice", object.names[i]);
                row.fields.clear();
                return;
            }
            if (object.elements[i].kind != Value::Kind::Missing)
                row.fields.push_back({object.names[i], std::move(object.elements[i])});
        }
    }

    records::TextWindow window_;
    simdjson::dom::parser parser_;
    std::optional<Problem> failure_;
    std::uint64_t line_ = 0;
};

}  // namespace

std::unique_ptr<TableReader> read_json_rows(records::ByteSource& source) {
    return std::make_unique<JsonRows>(source);
}

}  // namespace reeve::tables
