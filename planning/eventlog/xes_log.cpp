#include "base/text.h"
#include "planning/eventlog/event_log.h"

#include <fmt/format.h>
#include <pugixml.hpp>

#include <algorithm>
#include <utility>

namespace reeve::eventlog {

namespace {

constexpr std::size_t kTraceBytesMax = 64 * 1024 * 1024;
constexpr std::size_t kHeadBytes = 1024;

/// Cuts the traces out of the file, so that only one has to be held. What stands in comments and
/// CDATA is not looked at.
class TraceCutter {
public:
    explicit TraceCutter(records::ByteSource& source) : window_(source) {}

    /// The text of the next trace, valid until the next call; empty at the end.
    std::string_view next() {
        drop(std::exchange(taken_, 0));
        std::size_t begin = std::string_view::npos;
        for (std::size_t at = 0;;) {
            const std::size_t mark = find("<", at);
            if (mark == std::string_view::npos || failure_) return stop(begin);
            if (skips("<!--", "-->", mark, at) || skips("<![CDATA[", "]]>", mark, at)) continue;
            const bool inside = begin != std::string_view::npos;
            if (!inside && is_tag("<trace", mark)) begin = mark;
            if (!inside && is_tag("<event", mark)) ++stray_events_;
            if (inside && is_tag("</trace", mark)) return cut(begin, mark);
            if (!inside && begin == mark && is_empty_tag(mark)) begin = std::string_view::npos;
            at = mark + 1;
            // Between traces nothing has to be kept.
            if (begin == std::string_view::npos) {
                drop(at);
                at = 0;
            }
            if (at - (begin == std::string_view::npos ? 0 : begin) > kTraceBytesMax)
                return fail("a trace of more than 64 MiB");
        }
    }

    /// The line on which the trace begins.
    [[nodiscard]] std::uint64_t line() const { return trace_line_; }
    [[nodiscard]] std::uint64_t stray_events() const { return stray_events_; }
    [[nodiscard]] const std::optional<std::string>& failure() const { return failure_; }
    [[nodiscard]] std::uint64_t line_reached() const { return line_; }
    std::string_view head() {
        while (window_.rest().size() < kHeadBytes && window_.more()) {
        }
        return window_.rest().substr(0, kHeadBytes);
    }

private:
    std::size_t find(std::string_view what, std::size_t from) {
        for (;;) {
            const std::size_t found = window_.rest().find(what, from);
            if (found != std::string_view::npos) return found;
            const std::size_t size = window_.rest().size();
            from = size < what.size() ? from : std::max(from, size - what.size() + 1);
            if (size > kTraceBytesMax + kHeadBytes) {
                fail("a piece of more than 64 MiB");
                return found;
            }
            if (!window_.more()) return found;
        }
    }
    bool starts(std::string_view what, std::size_t at) {
        while (window_.rest().size() < at + what.size() + 1 && window_.more()) {
        }
        return window_.rest().substr(at).starts_with(what);
    }
    bool is_tag(std::string_view tag, std::size_t at) {
        if (!starts(tag, at)) return false;
        const std::string_view rest = window_.rest().substr(at + tag.size());
        return !rest.empty() && std::string_view(" \t\r\n>/").find(rest.front()) != rest.npos;
    }
    bool is_empty_tag(std::size_t at) {
        const std::size_t end = find(">", at);
        return end != std::string_view::npos && end > 0 && window_.rest()[end - 1] == '/';
    }
    /// Past a comment or CDATA, where one begins at `mark`.
    bool skips(std::string_view open, std::string_view close, std::size_t mark, std::size_t& at) {
        if (!starts(open, mark)) return false;
        const std::size_t end = find(close, mark + open.size());
        at = end == std::string_view::npos ? window_.rest().size() : end + close.size();
        return true;
    }
    std::string_view cut(std::size_t begin, std::size_t mark) {
        const std::size_t end = find(">", mark);
        if (end == std::string_view::npos) return fail("the file ends inside a trace");
        drop(begin);
        trace_line_ = line_;
        taken_ = end + 1 - begin;
        return window_.rest().substr(0, taken_);
    }
    std::string_view stop(std::size_t begin) {
        if (window_.failure() && !failure_)
            return fail("it cannot be read on: " + *window_.failure());
        if (begin != std::string_view::npos && !failure_)
            return fail("the file ends inside a trace");
        return {};
    }
    std::string_view fail(const std::string& reason) {
        if (!failure_) failure_ = reason;
        return {};
    }
    void drop(std::size_t count) {
        const std::string_view gone = window_.rest().substr(0, count);
        line_ += static_cast<std::uint64_t>(std::ranges::count(gone, '\n'));
        window_.drop(count);
    }

    records::TextWindow window_;
    std::uint64_t line_ = 1;
    std::uint64_t trace_line_ = 1;
    std::uint64_t stray_events_ = 0;
    std::size_t taken_ = 0;
    std::optional<std::string> failure_;
};

/// The value of the attribute with that key, in a trace or an event.
std::string_view value_of(pugi::xml_node node, const std::string& key) {
    if (key.empty()) return {};
    for (const pugi::xml_node child : node.children())
        if (key == child.attribute("key").value()) return child.attribute("value").value();
    return {};
}

class XesLog {
public:
    XesLog(records::ByteSource& source, std::string file, const Mapping& mapping)
        : cutter_(source), file_(std::move(file)), mapping_(mapping) {}

    std::expected<EventLog, std::string> read() {
        if (const auto wrong = check_head()) return std::unexpected(file_ + ": error: " + *wrong);
        for (const auto& [name, key] : mapping_.attributes) log_.attribute(name);
        for (std::string_view trace = cutter_.next(); !trace.empty(); trace = cutter_.next())
            take_trace(trace);
        if (cutter_.stray_events() > 0) {
            Notice& notice = log_.left_out["events outside of traces"];
            notice.count = cutter_.stray_events();
            log_.rows += notice.count;
        }
        log_.broken = cutter_.failure();
        log_.broken_line = cutter_.line_reached();
        return std::move(log_);
    }

private:
    std::optional<std::string> check_head() {
        const std::string_view head = cutter_.head();
        if (head.starts_with("\x1F\x8B")) return "it is packed; unpack it first, with `gunzip`";
        if (head.find("<log") == head.npos && head.find("<?xml") == head.npos)
            return "no XES: there is no `<log>`";
        const std::size_t encoding = head.substr(0, head.find("?>")).find("encoding=");
        if (encoding == head.npos) return std::nullopt;
        const std::string name = to_name(head.substr(encoding + 10, 5));
        if (name.starts_with("utf_8") || name.starts_with("us_as") || name.starts_with("ascii"))
            return std::nullopt;
        return "its encoding is not UTF-8; save it in this encoding";
    }

    void take_trace(std::string_view text) {
        pugi::xml_document document;
        const auto parsed = document.load_buffer(text.data(), text.size(), pugi::parse_default,
                                                 pugi::encoding_utf8);
        if (!parsed) {
            ++log_.rows;
            const auto at = static_cast<std::ptrdiff_t>(std::clamp<std::ptrdiff_t>(
                parsed.offset, 0, static_cast<std::ptrdiff_t>(text.size())));
            const auto lines = std::count(text.begin(), text.begin() + at, '\n');
            return log_.leave_out("a trace that is not well-formed",
                                  cutter_.line() + static_cast<std::uint64_t>(lines),
                                  parsed.description());
        }
        const pugi::xml_node trace = document.child("trace");
        const std::string_view key = value_of(trace, mapping_.case_id);
        std::ptrdiff_t counted = 0;
        std::uint64_t line = cutter_.line();
        std::optional<std::uint32_t> case_id;
        for (const pugi::xml_node event : trace.children("event")) {
            ++log_.rows;
            const std::ptrdiff_t offset = std::max<std::ptrdiff_t>(counted, event.offset_debug());
            line += static_cast<std::uint64_t>(
                std::count(text.begin() + counted, text.begin() + offset, '\n'));
            counted = offset;
            if (key.empty()) {
                log_.leave_out("no case", line, "");
                continue;
            }
            take_event(key, event, line, case_id);
        }
        if (case_id) take_attributes(trace, *case_id);
    }

    void take_event(std::string_view key, pugi::xml_node node, std::uint64_t line,
                    std::optional<std::uint32_t>& case_id) {
        const std::string_view activity = value_of(node, mapping_.activity);
        const std::string_view time = value_of(node, mapping_.time);
        if (activity.empty()) return log_.leave_out("no activity", line, key);
        if (time.empty()) return log_.leave_out("no time", line, key);
        const auto at = read_time(time, mapping_);
        if (!at) return log_.leave_out("a time that cannot be read", line, at.error());
        if (find_invalid_utf8(key) || find_invalid_utf8(activity))
            return log_.leave_out("not UTF-8", line, "");
        if (!case_id) case_id = log_.find_case(key);
        log_.events.push_back({.case_id = *case_id,
                               .activity = log_.texts.add(activity),
                               .resource = log_.texts.add(value_of(node, mapping_.resource)),
                               .team = log_.texts.add(value_of(node, mapping_.team)),
                               .transition = log_.texts.add(value_of(node, mapping_.transition)),
                               .line = static_cast<std::uint32_t>(line),
                               .at = *at,
                               .end = *at});
        for (std::size_t i = 0; i < mapping_.attributes.size(); ++i)
            log_.set(*case_id, i, value_of(node, mapping_.attributes[i].second));
    }

    void take_attributes(pugi::xml_node trace, std::uint32_t case_id) {
        for (std::size_t i = 0; i < mapping_.attributes.size(); ++i)
            log_.set(case_id, i, value_of(trace, mapping_.attributes[i].second));
        if (!mapping_.all_trace_attributes) return;
        for (const pugi::xml_node child : trace.children()) {
            const std::string_view key = child.attribute("key").value();
            const std::string name = to_name(key);
            if (key.empty() || key == mapping_.case_id || name.empty() || name == "key" ||
                name == "created" || name == "handling")
                continue;
            log_.set(case_id, log_.attribute(name), child.attribute("value").value());
        }
    }

    TraceCutter cutter_;
    std::string file_;
    const Mapping& mapping_;
    EventLog log_;
};

}  // namespace

std::expected<EventLog, std::string> read_xes_log(records::ByteSource& source,
                                                  const std::string& file, const Mapping& mapping) {
    return XesLog(source, file, mapping).read();
}

}  // namespace reeve::eventlog
