#include "compiler/doc/html.h"

#include <gtest/gtest.h>

namespace reeve::doc {
namespace {

TEST(Html, ClosesWhatItOpens) {
    Html html;
    {
        const auto list = html.open("ul", {{"class", "values"}});
        html.element("li", "one");
        const auto item = html.open("li");
        html.text("two ").element("code", "x").text(" end");
    }
    EXPECT_EQ(html.take(),
              "<ul class=\"values\">\n<li>one</li>\n<li>two <code>x</code> end</li>\n</ul>\n");
}

TEST(Html, EscapesTextsAndAttributes) {
    Html html;
    html.element("p", {{"title", "\"<&>\""}}, "a < b && c > \"d\"");
    EXPECT_EQ(
        html.take(),
        "<p title=\"&quot;&lt;&amp;&gt;&quot;\">a &lt; b &amp;&amp; c &gt; &quot;d&quot;</p>\n");
}

TEST(Html, LeavesEmptyAttributesOut) {
    Html html;
    html.empty("rect", {{"rx", ""}, {"x", "1"}});
    EXPECT_EQ(html.take(), "<rect x=\"1\"/>\n");
}

TEST(Html, WritesPlainTextForALinkToNowhere) {
    Html html;
    {
        const auto line = html.open("p");
        html.link("", "here").text(" and ").link("#there", "there");
    }
    EXPECT_EQ(html.take(), "<p>here and <a href=\"#there\">there</a></p>\n");
}

TEST(Html, TakesInPartsThatWereWrittenApart) {
    Html part;
    part.element("p", "inside");
    Html html;
    {
        const auto body = html.open("div");
        html.append(std::move(part));
    }
    EXPECT_EQ(html.take(), "<div>\n<p>inside</p>\n</div>\n");
}

TEST(Html, ReplacesWhatXmlForbids) {
    EXPECT_EQ(escape(std::string("a\x01") + "b"),
              "a\xEF\xBF\xBD"
              "b");
    EXPECT_EQ(escape("a\xFFz"), "a\xEF\xBF\xBDz");
    EXPECT_EQ(escape("line\r\nline\ttab"), "line\nline\ttab");
    EXPECT_EQ(escape("é 東"), "é 東");
}

TEST(HtmlDeathTest, RefusesAnElementLeftOpen) {
    Html html;
    const auto open = html.open("p");
    EXPECT_DEATH({ static_cast<void>(html.take()); }, "");
}

TEST(HtmlDeathTest, RefusesNamesThatAreNone) {
    Html html;
    EXPECT_DEATH(html.element("p onclick", "x"), "");
    EXPECT_DEATH(html.empty("p", {{"a b", "x"}}), "");
}

TEST(HtmlDeathTest, RefusesMarkupInScripts) {
    Html html;
    EXPECT_DEATH(html.script("if (a < b) {}"), "");
}

}  // namespace
}  // namespace reeve::doc
