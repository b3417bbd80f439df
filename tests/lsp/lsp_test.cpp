#include "compiler/lsp/positions.h"
#include "compiler/lsp/serve.h"
#include "compiler/lsp/server.h"
#include "tests/harness/corpus.h"
#include "tests/support/json.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <deque>

namespace reeve::lsp {
namespace {

using support::Json;

/// Whether all that is expected is there: members may be more, elements of lists are compared from
/// the first on.
bool holds(const Json& actual, const Json& expected) {
    if (actual.kind != expected.kind) return false;
    switch (expected.kind) {
        case Json::Kind::Null: return true;
        case Json::Kind::Boolean: return actual.boolean == expected.boolean;
        case Json::Kind::Number: return actual.number == expected.number;
        case Json::Kind::String: return actual.string == expected.string;
        case Json::Kind::Array:
            if (actual.items.size() < expected.items.size() ||
                (expected.items.empty() && !actual.items.empty()))
                return false;
            for (std::size_t i = 0; i < expected.items.size(); ++i) {
                if (!holds(actual.items[i], expected.items[i])) return false;
            }
            return true;
        case Json::Kind::Object:
            for (const auto& [name, value] : expected.members) {
                if (!actual.has(name) || !holds(actual[name], value)) return false;
            }
            return true;
    }
    return false;
}

struct Client {
    Client() {
        ServerOptions options;
        options.version = "1.2.3";
        options.now = [] { return Instant{1'772'442'000'000}; };
        options.send = [this](std::string_view message) { received.emplace_back(message); };
        server.emplace(files, std::move(options));
    }
    void start() {
        server->receive(R"({"id":0,"method":"initialize","params":{"capabilities":{}}})");
        received.clear();
    }
    void open(const std::string& text) {
        server->receive(
            R"({"method":"textDocument/didOpen","params":{"textDocument":{"uri":"file:///a.reeve","version":1,"text":")" +
            text + R"("}}})");
    }

    driver::MemoryFileSystem files;
    std::deque<std::string> received;
    std::optional<Server> server;
};

void play(const std::string& path) {
    const std::string text = harness::read_repository_file(path);
    Client client;
    std::size_t number = 0;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        const std::string line = text.substr(at, end - at);
        at = end + 1;
        ++number;
        SCOPED_TRACE(path + ":" + std::to_string(number));
        if (line == ".") {
            while (client.server->work()) {
            }
        } else if (line.starts_with("> ")) {
            client.server->receive(line.substr(2));
        } else if (line.starts_with("< ")) {
            ASSERT_FALSE(client.received.empty());
            const auto actual = support::read_json(client.received.front());
            const auto expected = support::read_json(line.substr(2));
            ASSERT_TRUE(expected) << line;
            ASSERT_TRUE(actual && holds(*actual, *expected)) << client.received.front();
            client.received.pop_front();
        }
    }
    EXPECT_TRUE(client.received.empty()) << client.received.front();
    EXPECT_TRUE(client.server->finished());
    EXPECT_EQ(client.server->exit_code(), 0);
}

TEST(Lsp, ASessionGoesAsRecorded) { play("tests/lsp/first_rules.session"); }

TEST(Lsp, WhatIsCancelledIsNotWorkedOn) {
    Client client;
    client.start();
    client.open("team x");
    client.server->foresee(R"({"method":"$/cancelRequest","params":{"id":7}})");
    client.server->receive(
        R"({"id":7,"method":"textDocument/hover","params":{"textDocument":{"uri":"file:///a.reeve"},"position":{"line":0,"character":5}}})");
    ASSERT_EQ(client.received.size(), 1U);
    EXPECT_THAT(client.received.front(), testing::HasSubstr("-32800"));
}

TEST(Lsp, ADecorationOfATextThatChangesIsNotMade) {
    Client client;
    client.start();
    client.open("team x");
    const std::string change =
        R"({"method":"textDocument/didChange","params":{"textDocument":{"uri":"file:///a.reeve","version":2},"contentChanges":[{"text":"team y"}]}})";
    const std::string ask =
        R"({"id":8,"method":"textDocument/semanticTokens/full","params":{"textDocument":{"uri":"file:///a.reeve"}}})";
    client.server->foresee(change);
    client.server->receive(ask);
    EXPECT_THAT(client.received.back(), testing::HasSubstr("-32801"));
    client.server->receive(change);
    client.server->receive(ask);
    EXPECT_THAT(client.received.back(), testing::HasSubstr(R"("data":[0,0,4)"));
}

TEST(Lsp, OfTokensWhatDiffersIsTold) {
    Client client;
    client.start();
    client.open("team x\\nteam y\\nteam z");
    const std::string document = R"("textDocument":{"uri":"file:///a.reeve","version":2})";
    client.server->receive(R"({"id":1,"method":"textDocument/semanticTokens/full","params":{)" +
                           document + "}}");
    client.server->receive(
        R"({"method":"textDocument/didChange","params":{)" + document +
        R"(,"contentChanges":[{"range":{"start":{"line":1,"character":5},"end":{"line":1,"character":6}},"text":"long"}]}})");
    client.server->receive(
        R"({"id":2,"method":"textDocument/semanticTokens/full/delta","params":{"previousResultId":"1",)" +
        document + "}}");
    // Six tokens of five numbers; the length of the fourth is the only one that differs.
    EXPECT_THAT(client.received.back(),
                testing::HasSubstr(R"("edits":[{"start":17,"deleteCount":1,"data":[4]}])"));
}

TEST(Lsp, MessagesThatNobodyWouldSendDoNoHarm) {
    Client client;
    client.start();
    for (
        const char* message :
        {"", "[]", "{}", "{\"id\":1}", R"({"id":1,"method":5})",
         R"({"method":"textDocument/didChange","params":{}})",
         R"({"method":"textDocument/didChange","params":{"contentChanges":[1,{"range":3}]}})",
         R"({"id":2,"method":"textDocument/rename","params":{"textDocument":7,"position":[]}})",
         R"({"id":3,"method":"textDocument/selectionRange","params":{"positions":[{"line":-5,"character":1e99}]}})",
         R"({"id":4,"method":"callHierarchy/incomingCalls","params":{"item":null}})",
         R"({"id":5,"method":"reeve/libraryText","params":{"uri":"reeve-library:/errors/"}})"})
        client.server->receive(message);
    client.open("team x");
    client.server->receive(
        R"({"id":6,"method":"textDocument/hover","params":{"textDocument":{"uri":"file:///a.reeve"},"position":{"line":99999,"character":99999}}})");
    EXPECT_THAT(client.received.back(), testing::HasSubstr("\"id\":6"));
}

TEST(Lsp, ColumnsCountWhatWasAgreedOn) {
    const source::SourceFile file("", "aé𝄞b\nx");
    struct Expected {
        Encoding encoding;
        std::uint32_t column;
    };
    for (const Expected& each : {Expected{Encoding::Utf8, 7}, Expected{Encoding::Utf16, 4},
                                 Expected{Encoding::Utf32, 3}}) {
        EXPECT_EQ(to_position(file, 7, each.encoding), (LinePosition{0, each.column}));
        EXPECT_EQ(to_offset(file, {0, each.column}, each.encoding), 7U);
        EXPECT_EQ(to_offset(file, {0, 99}, each.encoding), 8U);
        EXPECT_EQ(to_offset(file, {99, 0}, each.encoding), 10U);
    }
    // In the middle of a letter of two units: its beginning.
    EXPECT_EQ(to_offset(file, {0, 3}, Encoding::Utf16), 3U);
}

TEST(Lsp, UrisArePathsAndBack) {
    EXPECT_EQ(path_of_uri("file:///a%20b/%C3%A9.reeve"), "/a b/é.reeve");
    EXPECT_EQ(uri_of_path("/a b/é.reeve"), "file:///a%20b/%C3%A9.reeve");
    EXPECT_EQ(path_of_uri("untitled:Untitled-1"), "untitled:Untitled-1");
    EXPECT_EQ(path_of_uri("file://host/a"), "/a");
    EXPECT_EQ(path_of_uri("file:///%zz"), "/%zz");
}

TEST(Lsp, FramesAreReadAsTheyAreWritten) {
    std::FILE* file = std::tmpfile();
    ASSERT_NE(file, nullptr);
    write_frame(file, "{\"a\":\"é\"}");
    std::fputs("content-length: 2\r\nContent-Type: x\r\n\r\n{}Content-Length: 9\r\n\r\n{", file);
    std::rewind(file);
    EXPECT_EQ(read_frame(file), "{\"a\":\"é\"}");
    EXPECT_EQ(read_frame(file), "{}");
    EXPECT_EQ(read_frame(file), std::nullopt);
    std::fclose(file);
}

}  // namespace
}  // namespace reeve::lsp
