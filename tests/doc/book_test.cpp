#include "compiler/doc/book.h"

#include "compiler/doc/names.h"
#include "compiler/driver/session.h"
#include "tests/doc/markup.h"
#include "tests/support/source_directory.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

// Books of all examples: well-formed, complete, without dead links, and the same each time.

namespace reeve::doc_test {

// `doc::Book` reads better than `Book` beside the tests of that name.
namespace fs = std::filesystem;

namespace {

std::string read_file(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
}

struct Program {
    /// A file of the repository; or a text, as if it stood there.
    explicit Program(const std::string& path, const std::string& text = "")
        : files(&disk), session(files) {
        const std::string full = (support::source_directory() / path).string();
        if (!text.empty()) files.put(full, text);
        const std::vector<std::string> paths{full};
        session.check(paths);
        for (const auto& diagnostic : session.sink().diagnostics())
            ADD_FAILURE() << path << ": " << diagnostic.message;
    }
    [[nodiscard]] const driver::CheckedProgram& checked() const {
        return session.programs().front();
    }
    [[nodiscard]] doc::Input input() const {
        return {checked().typed, checked().symbols, checked().modules, session.sources(),
                Date::from_ymd(2026, 3, 2)};
    }
    driver::DiskFileSystem disk;
    driver::MemoryFileSystem files;
    driver::Session session;
};

/// The pages of a book by their paths, read.
struct Pages {
    explicit Pages(const doc::Book& book) {
        for (const doc::Page& page : book.pages) {
            if (!page.path.ends_with(".html")) continue;
            const auto [at, added] = read.emplace(page.path, read_markup(page.content));
            EXPECT_TRUE(added) << page.path << " twice";
            EXPECT_EQ(at->second.problem, "") << page.path;
            for (const Element& element : at->second.elements) {
                const std::string id = element.attribute("id");
                if (id.empty()) continue;
                EXPECT_TRUE(ids[page.path].insert(id).second) << page.path << "#" << id;
            }
        }
    }
    std::map<std::string, Markup> read;
    std::map<std::string, std::set<std::string>> ids;
};

std::vector<std::string> example_files() {
    std::vector<std::string> files{"tests/doc/small.reeve", "tests/doc/least.reeve",
                                   "tests/doc/from_file.dir/main.reeve"};
    const fs::path top = support::source_directory() / "examples";
    for (const fs::directory_entry& entry : fs::directory_iterator(top)) {
        if (!entry.is_directory()) continue;
        // The program of an example has the name of its folder; the other files are parts of it.
        const std::string name = entry.path().filename().string();
        const fs::path file = entry.path() / (name + ".reeve");
        if (!fs::exists(file)) continue;
        files.push_back(file.lexically_relative(support::source_directory()).generic_string());
    }
    EXPECT_GT(files.size(), 5U);
    std::ranges::sort(files);
    return files;
}

class Books : public ::testing::TestWithParam<std::string> {
protected:
    Program program{GetParam()};
    doc::Book book = doc::build(program.input());
    Pages pages{book};
};

TEST_P(Books, BeginWithTheirIndex) {
    ASSERT_FALSE(book.pages.empty());
    EXPECT_EQ(book.pages.front().path, "index.html");
    for (const doc::Page& page : book.pages) {
        EXPECT_EQ(page.path.find_first_of("/\\:?*\" "), std::string::npos) << page.path;
        EXPECT_FALSE(page.path.starts_with(".")) << page.path;
    }
}

TEST_P(Books, HaveNoDeadLinks) {
    std::size_t links = 0;
    for (const auto& [path, markup] : pages.read) {
        for (const Element* link : markup.all("a")) {
            const std::string href = link->attribute("href");
            const std::size_t hash = std::min(href.find('#'), href.size());
            const std::string page = hash == 0 ? path : href.substr(0, hash);
            ++links;
            if (!pages.read.contains(page)) {
                ADD_FAILURE() << path << " leads to " << href;
            } else if (hash < href.size()) {
                EXPECT_TRUE(pages.ids.at(page).contains(href.substr(hash + 1)))
                    << path << " leads to " << href;
            }
        }
    }
    EXPECT_GT(links, pages.read.size() * 4);
}

TEST_P(Books, NeedNothingFromElsewhere) {
    const std::set<std::string> files{"book.css"};
    for (const auto& [path, markup] : pages.read) {
        for (const Element& element : markup.elements) {
            EXPECT_EQ(element.attribute("src"), "") << path;
            if (element.tag != "link") continue;
            EXPECT_TRUE(files.contains(element.attribute("href"))) << path;
        }
    }
    const auto style = std::ranges::find(book.pages, std::string("book.css"), &doc::Page::path);
    ASSERT_NE(style, book.pages.end());
    EXPECT_EQ(style->content.find("url("), std::string::npos);
    EXPECT_EQ(style->content.find("@import"), std::string::npos);
}

TEST_P(Books, HaveAnEntryForEveryName) {
    const doc::Input input = program.input();
    const doc::Names names(input);
    for (std::size_t i = 0; i < input.symbols.size(); ++i) {
        const doc::Place& place = names.place(sema::SymbolId(i));
        ASSERT_TRUE(pages.ids.contains(place.page)) << place.page;
        EXPECT_TRUE(pages.ids.at(place.page).contains(place.id))
            << input.symbols.symbol(sema::SymbolId(i)).name << " at " << place.page << "#"
            << place.id;
    }
}

TEST_P(Books, LeadFromEveryMentionToItsEntry) {
    const doc::Input input = program.input();
    const doc::Names names(input);
    std::map<source::FileId, std::set<source::Span>> uses;
    for (const sema::Use& use : input.symbols.uses()) {
        // A form's bare name of the case's data is also declared there, as the form's field.
        if (!names.declared_at(use.span).valid()) uses[use.span.file].insert(use.span);
    }
    for (const auto& [file, spans] : uses) {
        const Markup& markup = pages.read.at(names.file_page(file));
        std::size_t links = 0;
        for (const Element* link : markup.all("a")) {
            const std::string kind = link->attribute("class");
            if (markup.inside(*link, "pre") && kind.empty()) ++links;
        }
        EXPECT_EQ(links, spans.size());
    }
}

TEST_P(Books, HaveASectionForEveryBlockAndTest) {
    const doc::Input input = program.input();
    const doc::Names names(input);
    for (std::uint32_t module = 0; module < input.modules.size(); ++module) {
        for (std::uint32_t decl = 0; decl < input.modules[module].decls.size(); ++decl) {
            const doc::Place place = names.place({module, decl});
            ASSERT_FALSE(place.id.empty()) << names.describe({module, decl});
            EXPECT_TRUE(pages.ids.at(place.page).contains(place.id))
                << names.describe({module, decl});
        }
    }
}

TEST_P(Books, HaveNoEmptyPage) {
    for (const auto& [path, markup] : pages.read) {
        const auto main = markup.all("main");
        ASSERT_EQ(main.size(), 1U) << path;
        const std::string title = markup.all("h1").front()->text;
        EXPECT_FALSE(title.empty()) << path;
        EXPECT_GT(main.front()->text.size(), title.size() + 20) << path;
        for (const Element* section : markup.all("section"))
            EXPECT_GT(section->children.size(), 1U) << path << " " << section->attribute("id");
    }
}

TEST_P(Books, HaveHeadingsInOrder) {
    for (const auto& [path, markup] : pages.read) {
        int level = 0;
        for (const Element& element : markup.elements) {
            const std::string& tag = element.tag;
            if (tag.size() != 2 || tag[0] != 'h' || tag[1] < '1' || tag[1] > '6') continue;
            const int next = tag[1] - '0';
            EXPECT_LE(next, level + 1) << path << " " << element.text;
            level = next;
        }
        EXPECT_EQ(markup.all("h1").size(), 1U) << path;
    }
}

TEST_P(Books, HaveTablesThatAreWhole) {
    for (const auto& [path, markup] : pages.read) {
        for (const Element* table : markup.all("table")) {
            EXPECT_EQ(markup.elements[table->children.front()].tag, "caption") << path;
            EXPECT_FALSE(markup.elements[table->children.front()].text.empty()) << path;
        }
        for (const Element* head : markup.all("th")) {
            const std::string scope = head->attribute("scope");
            EXPECT_TRUE(scope == "col" || scope == "row") << path;
            EXPECT_TRUE(scope == "row" || !head->text.empty()) << path;
        }
        std::map<std::size_t, std::size_t> widths;
        for (const Element* row : markup.all("tr")) {
            const std::size_t table = markup.elements[row->parent].parent;
            const auto [width, first] = widths.emplace(table, row->children.size());
            EXPECT_EQ(row->children.size(), width->second) << path << ": " << row->text;
        }
    }
}

TEST_P(Books, SayInWordsWhatDrawingsShow) {
    for (const auto& [path, markup] : pages.read) {
        for (const Element* svg : markup.all("svg")) {
            std::istringstream labels(svg->attribute("aria-labelledby"));
            std::size_t count = 0;
            for (std::string id; labels >> id; ++count)
                EXPECT_TRUE(pages.ids.at(path).contains(id)) << path << " " << id;
            EXPECT_EQ(count, 2U) << path;
            EXPECT_FALSE(svg->attribute("role").empty());
        }
        for (const char* tag : {"title", "desc", "figcaption"}) {
            for (const Element* element : markup.all(tag))
                EXPECT_FALSE(element->text.empty()) << path;
        }
    }
}

TEST_P(Books, HaveLandmarks) {
    for (const auto& [path, markup] : pages.read) {
        EXPECT_EQ(markup.elements.front().attribute("lang"), "en") << path;
        EXPECT_EQ(markup.all("header").size(), 1U) << path;
        for (const Element* navigation : markup.all("nav"))
            EXPECT_FALSE(navigation->attribute("aria-label").empty()) << path;
        std::size_t current = 0;
        for (const Element* link : markup.all("a"))
            current += link->attribute("aria-current") == "page" ? 1 : 0;
        EXPECT_EQ(current, 1U) << path << " is in the list of pages once";
    }
}

struct Box {
    int x, y, width, height;
    [[nodiscard]] bool overlaps(const Box& other) const {
        return x < other.x + other.width && other.x < x + width && y < other.y + other.height &&
               other.y < y + height;
    }
};

TEST_P(Books, DrawPlansWithoutOverlaps) {
    const auto number = [](const Element& element, const char* name) {
        return std::stoi(element.attribute(name));
    };
    for (const auto& [path, markup] : pages.read) {
        if (!path.starts_with("case-")) continue;
        std::vector<Box> boxes;
        std::size_t arrows = 0;
        for (const Element* rect : markup.all("rect")) {
            if (rect->attribute("class").starts_with("stage")) continue;
            boxes.push_back({number(*rect, "x"), number(*rect, "y"), number(*rect, "width"),
                             number(*rect, "height")});
            for (std::size_t i = 0; i + 1 < boxes.size(); ++i)
                EXPECT_FALSE(boxes[i].overlaps(boxes.back())) << path;
        }
        for (const Element* line : markup.all("polyline"))
            arrows += line->attribute("class").starts_with("flow") ? 1 : 0;
        EXPECT_GT(boxes.size(), 1U) << path;
        EXPECT_GT(arrows, 0U) << path;
    }
}

TEST_P(Books, AreTheSameEachTime) {
    const Program again(GetParam());
    const doc::Book other = doc::build(again.input());
    ASSERT_EQ(book.pages.size(), other.pages.size());
    for (std::size_t i = 0; i < book.pages.size(); ++i) {
        EXPECT_EQ(book.pages[i].path, other.pages[i].path);
        EXPECT_TRUE(book.pages[i].content == other.pages[i].content) << book.pages[i].path;
    }
}

INSTANTIATE_TEST_SUITE_P(Examples, Books, ::testing::ValuesIn(example_files()),
                         [](const auto& param) { return fs::path(param.param).stem().string(); });

std::string page_of(const doc::Book& book, std::string_view path) {
    for (const doc::Page& page : book.pages) {
        if (page.path == path) return page.content;
    }
    return "";
}

TEST(Book, OfASmallProgramReadsAsExpected) {
    const Program program("tests/doc/small.reeve");
    const std::string page = page_of(doc::build(program.input()), "work-task.html");
    const std::string expected =
        read_file(support::source_directory() / "tests/doc/small_work_task.html");
    EXPECT_TRUE(page == expected)
        << "if it is meant so: reeve doc tests/doc/small.reeve --out DIR && cp DIR/work-task.html "
           "tests/doc/small_work_task.html";
}

TEST(Book, WithoutADateDependsOnTheRulesAlone) {
    const Program program("examples/claims/claims.reeve");
    doc::Input input = program.input();
    const std::string dated = page_of(doc::build(input), "calendars.html");
    EXPECT_NE(dated.find("Monday 2026-04-06"), std::string::npos) << "Easter Monday of 2026";
    EXPECT_NE(dated.find("2028-12-25"), std::string::npos);
    input.date.reset();
    const doc::Book book = doc::build(input);
    EXPECT_EQ(page_of(book, "calendars.html").find("2028"), std::string::npos);
    EXPECT_EQ(page_of(book, "index.html").find("on 2026-03-02"), std::string::npos);
}

TEST(Book, SaysWhatThePartsOfAPlanSayOfOneAnother) {
    const Program program("examples/claims/claims.reeve");
    const doc::Input input = program.input();
    const doc::Names names(input);
    const sema::SymbolId plan = input.symbols.find(sema::Space::Type, "MotorCase");
    const auto users_of = [&](const char* part) {
        std::vector<std::string> users;
        const sema::SymbolId symbol = input.symbols.find(sema::Space::PlanPart, part, plan);
        for (const doc::User& user : names.users(symbol)) {
            if (user.test_number == 0) users.push_back(user.text);
        }
        return users;
    };
    EXPECT_EQ(users_of("cover"),
              (std::vector<std::string>{"stage assessment", "milestone decided", "the endings"}));
    EXPECT_EQ(users_of("register"),
              (std::vector<std::string>{"step cover", "step inspect", "step pay"}));
    EXPECT_EQ(users_of("intake"), std::vector<std::string>{});
}

TEST(Book, ShowsTheRowsOfAFile) {
    const Program program("tests/doc/from_file.dir/main.reeve");
    const Markup markup = read_markup(page_of(doc::build(program.input()), "table-cost.html"));
    std::vector<std::string> rows;
    for (const Element* row : markup.all("tr")) {
        std::string line;
        for (const std::size_t cell : row->children)
            line += (line.empty() ? "" : " | ") + markup.elements[cell].text;
        if (row->attribute("id").starts_with("row-")) rows.push_back(line);
    }
    EXPECT_EQ(rows,
              (std::vector<std::string>{
                  "1 | small, medium | < 10 | \"FR\" | 5", "2 | not large | 10..<50 | any | 7",
                  "3 | large | >= 50 | any | 20", "4 | any | any | any | 1"}));
}

TEST(Book, KeepsPagesApartWhoseNamesLookAlike) {
    const Program program("tests/doc/alike.reeve",
                          "work type Claim { a: text }\nwork type claim { b: text }\n"
                          "work type Été { c: text }\nwork type CLAIM { d: text }\n");
    const doc::Book book = doc::build(program.input());
    std::set<std::string> paths;
    for (const doc::Page& page : book.pages) {
        EXPECT_TRUE(std::ranges::none_of(page.path, [](char c) { return c >= 'A' && c <= 'Z'; }));
        EXPECT_TRUE(std::ranges::all_of(page.path, [](char c) { return c > ' ' && c < 0x7f; }));
        EXPECT_TRUE(paths.insert(page.path).second) << page.path;
    }
    EXPECT_TRUE(paths.contains("work-claim.html"));
    EXPECT_TRUE(paths.contains("work-claim~2.html"));
    EXPECT_TRUE(paths.contains("work-claim~3.html"));
}

TEST(Book, OfVeryManyPagesStaysSmall) {
    std::string rules;
    for (int i = 0; i < 400; ++i) rules += fmt::format("work type Kind{} {{ note: text }}\n", i);
    const Program program("tests/doc/many.reeve", rules);
    const doc::Book book = doc::build(program.input());
    std::size_t size = 0;
    for (const doc::Page& page : book.pages) size += page.content.size();
    EXPECT_LT(size, 400U * 5000U);
    EXPECT_NE(page_of(book, "index.html").find("work-kind399.html"), std::string::npos);
}

TEST(Book, KeepsParenthesesAndEscapesTexts) {
    const Program program("tests/doc/small.reeve");
    const Markup markup = read_markup(page_of(doc::build(program.input()), "work-task.html"));
    std::set<std::string> codes;
    for (const Element* code : markup.all("code")) codes.insert(code->text);
    EXPECT_TRUE(codes.contains("(via is phone or size is medium)"));
    EXPECT_TRUE(codes.contains("notify team heads \"{note} <is> & late\""));
    EXPECT_EQ(markup.all("h1").front()->text, "Task & <errand>");
    EXPECT_EQ(markup.all("is").size(), 0U);
}

}  // namespace
}  // namespace reeve::doc_test
