#include "compiler/sema/declare.h"

#include <gtest/gtest.h>

#include <fmt/format.h>

namespace reeve::sema {
namespace {

/// Declarations built by hand, each name on a line of its own text, so that places can be read from
/// the messages.
class Program {
public:
    Program() : modules_(1) { modules_[0].file = source::FileId(0); }

    template <class Decl>
    Decl& add(std::string name) {
        Decl decl;
        decl.head.keyword = write("declare ");
        decl.head.name = {name, write(name)};
        write("\n");
        modules_.back().decls.emplace_back(std::move(decl));
        return std::get<Decl>(modules_.back().decls.back());
    }
    void next_module() { modules_.emplace_back().file = source::FileId(0); }
    Span write(const std::string& text) {
        const auto begin = static_cast<std::uint32_t>(text_.size());
        text_ += text;
        return {source::FileId(0), begin, static_cast<std::uint32_t>(text_.size())};
    }
    Symbols declare() { return sema::declare(modules_, sink_); }
    source::SourceSet sources() const {
        source::SourceSet sources;
        sources.add("a.reeve", text_);
        return sources;
    }
    /// `line:column number message (line:column label)` for each message.
    std::string messages() const {
        const source::SourceSet set = sources();
        std::string out;
        for (const diagnostics::Diagnostic& diagnostic : sink_.diagnostics()) {
            const source::Position at = set.begin(diagnostic.span);
            out += fmt::format("{}:{} {} {}", at.line, at.column, diagnostic.kind->number,
                               diagnostic.message);
            for (const diagnostics::Label& label : diagnostic.labels) {
                const source::Position other = set.begin(label.span);
                out += fmt::format(" ({}:{} {})", other.line, other.column, label.text);
            }
            out += "\n";
        }
        return out;
    }

private:
    std::vector<syntax::Module> modules_;
    std::string text_;
    diagnostics::DiagnosticSink sink_;
};

TEST(Symbols, names_of_different_spaces_do_not_meet) {
    Program program;
    program.add<syntax::SkillDecl>("phone");
    program.add<syntax::TeamDecl>("phone");
    program.add<syntax::QueueDecl>("phone");
    const Symbols symbols = program.declare();
    EXPECT_EQ(program.messages(), "");
    EXPECT_EQ(symbols.symbol(symbols.find(Space::Team, "phone")).kind, SymbolKind::Team);
    EXPECT_EQ(symbols.symbol(symbols.find(Space::Skill, "phone")).kind, SymbolKind::Skill);
    EXPECT_FALSE(symbols.find(Space::Period, "phone").valid());
}

TEST(Symbols, a_name_declared_twice_is_reported_at_the_second_place_and_the_first_stays) {
    Program program;
    program.add<syntax::ChoiceDecl>("Claim");
    program.next_module();
    program.add<syntax::WorkTypeDecl>("Claim");
    const Symbols symbols = program.declare();
    EXPECT_EQ(program.messages(),
              "2:9 2001 there is already a choice named `Claim` (1:9 declared here first)\n");
    EXPECT_EQ(symbols.symbol(symbols.find(Space::Type, "Claim")).kind, SymbolKind::Choice);
    EXPECT_EQ(symbols.size(), 1U);
}

TEST(Symbols, a_workbin_has_the_name_of_no_queue) {
    Program program;
    program.add<syntax::QueueDecl>("desk").workbin = true;
    program.add<syntax::QueueDecl>("desk");
    program.declare();
    EXPECT_EQ(program.messages(),
              "2:9 2001 there is already a workbin named `desk` (1:9 declared here first)\n");
}

TEST(Symbols, inner_names_belong_to_their_owner) {
    Program program;
    program.add<syntax::WorkTypeDecl>("Claim");
    program.add<syntax::WorkTypeDecl>("Call");
    Symbols symbols = program.declare();
    const SymbolId claim = symbols.find(Space::Type, "Claim");
    const SymbolId call = symbols.find(Space::Type, "Call");
    const auto first =
        symbols.add({SymbolKind::Attribute, Space::Attribute, "amount", {}, {}, claim});
    const auto other =
        symbols.add({SymbolKind::Attribute, Space::Attribute, "amount", {}, {}, call});
    const auto again =
        symbols.add({SymbolKind::Attribute, Space::Attribute, "amount", {}, {}, claim});
    EXPECT_TRUE(first.id.valid() && other.id.valid());
    EXPECT_FALSE(again.id.valid());
    EXPECT_EQ(again.first, first.id);
    EXPECT_EQ(symbols.names(Space::Attribute, claim), std::vector<std::string_view>{"amount"});
    EXPECT_EQ(symbols.names(Space::Type), (std::vector<std::string_view>{"Claim", "Call"}));
}

TEST(Symbols, a_second_business_and_a_second_list_of_bands_are_refused) {
    Program program;
    program.add<syntax::BusinessDecl>("Acme");
    program.add<syntax::BusinessDecl>("Other");
    auto& bands = program.add<syntax::BandsDecl>("");
    bands.bands.push_back({{"urgent", program.write("urgent ")}, {}});
    bands.bands.push_back({{"urgent", program.write("urgent ")}, {}});
    program.add<syntax::BandsDecl>("");
    const Symbols symbols = program.declare();
    EXPECT_EQ(
        program.messages(),
        "2:1 2002 a program has one `business`; this is the second (1:1 the first one)\n"
        "4:8 2001 there is already a band named `urgent` (4:1 declared here first)\n"
        "4:15 2003 a program has one list of `bands`; this is the second (3:1 the first one)\n");
    EXPECT_EQ(symbols.business, (DeclRef{0, 0}));
    EXPECT_EQ(symbols.bands, (DeclRef{0, 2}));
}

TEST(Symbols, one_block_of_a_kind_for_a_type) {
    Program program;
    program.add<syntax::SegmentDecl>("Claim");
    program.add<syntax::SlaDecl>("Claim");
    program.add<syntax::SegmentDecl>("Call");
    program.add<syntax::SegmentDecl>("Claim");
    program.add<syntax::EscalateDecl>("Claim");
    program.add<syntax::EscalateDecl>("Claim");
    program.add<syntax::WatchDecl>("desk");
    program.add<syntax::WatchDecl>("desk");
    const Symbols symbols = program.declare();
    EXPECT_EQ(program.messages(),
              "4:9 2004 there is already a block `segment of Claim` (1:9 the first one)\n"
              "6:9 2004 there is already a block `escalate Claim` (5:9 the first one)\n"
              "8:9 2004 there is already a block `watch desk` (7:9 the first one)\n");
    ASSERT_EQ(symbols.segments.size(), 2U);
    EXPECT_EQ(symbols.segments[0].decl, (DeclRef{0, 0}));
    EXPECT_EQ(symbols.segments[1].name, "Call");
    EXPECT_EQ(symbols.escalations.size(), 1U);
}

TEST(Symbols, a_declaration_without_a_name_is_left_out_silently) {
    Program program;
    program.add<syntax::TeamDecl>("");
    program.add<syntax::TeamDecl>("");
    program.add<syntax::RouteDecl>("");
    const Symbols symbols = program.declare();
    EXPECT_EQ(program.messages(), "");
    EXPECT_EQ(symbols.size(), 0U);
    EXPECT_TRUE(symbols.routes.empty());
}

TEST(Symbols, ten_thousand_declarations_are_enough) {
    Program program;
    for (int i = 0; i < 9'999; ++i) program.add<syntax::TeamDecl>("t" + std::to_string(i));
    program.next_module();
    program.add<syntax::TeamDecl>("last");
    program.declare();
    EXPECT_EQ(program.messages(), "");
    program.add<syntax::TeamDecl>("one_more");
    program.declare();
    EXPECT_EQ(program.messages(),
              "10001:1 2005 a program has at most 10000 declarations, this one has 10001\n");
}

TEST(Symbols, uses_are_counted_and_printed_in_the_order_of_the_text) {
    Program program;
    program.add<syntax::TeamDecl>("claims");
    program.add<syntax::TeamDecl>("fraud");
    Symbols symbols = program.declare();
    const Span first = program.write("fraud ");
    const Span second = program.write("fraud ");
    const SymbolId fraud = symbols.find(Space::Team, "fraud");
    symbols.add_use({second, fraud, true});
    symbols.add_use({first, fraud, false});
    EXPECT_EQ(symbols.use_counts(), (std::vector<std::uint32_t>{0, 2}));
    EXPECT_EQ(print_names(symbols, program.sources()),
              "a.reeve:3:1  team fraud  a.reeve:2:9\n"
              "a.reeve:3:7  team fraud  a.reeve:2:9  set\n");
}

TEST(Symbols, inner_names_are_printed_below_their_owner) {
    Program program;
    program.add<syntax::WorkTypeDecl>("Claim");
    program.add<syntax::TeamDecl>("fraud");
    Symbols symbols = program.declare();
    const Span span = program.write("amount");
    symbols.add({SymbolKind::Attribute,
                 Space::Attribute,
                 "amount",
                 span,
                 {},
                 symbols.find(Space::Type, "Claim")});
    EXPECT_EQ(print_symbols(symbols, program.sources()),
              "work type Claim  a.reeve:1:9\n"
              "  attribute amount  a.reeve:3:1\n"
              "team fraud  a.reeve:2:9\n");
}

}  // namespace
}  // namespace reeve::sema
