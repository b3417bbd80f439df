#include "tests/sameness/comparison.h"

#include "compiler/batch/batch.h"
#include "compiler/jit/native.h"
#include "tests/harness/ranges.h"
#include "tests/sameness/item_comparison.h"
#include "tests/sameness/random_items.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace reeve::sameness {

using batch::Batch;

namespace {

/// What random lines run into although each of their parts is right.
const std::set<int> kUnderstood{
    3013,  // a divisor that is always zero
    3014,  // a divisor of which one cannot see how near to zero it comes
    3015,  // too large
    3620, 3621, 3622, 3623, 3624, 3625, 3626, 3627,  // time that does not move in straight lines
    3644, 3645,                                      // a term that never counts
    3101, 3102, 3087,  // beyond the range of what a parameter or a level takes
};

const std::set<int> kUnknown{3070, 3071, 3075, 3079};

/// Machine code whose kernel is its row function, called for each row.
class ByRows final : public codegen::CompiledUnit {
public:
    explicit ByRows(std::unique_ptr<codegen::CompiledUnit> unit) : unit_(std::move(unit)) {}

    /// Whoever asks for the kernel runs it next, on the same thread.
    [[nodiscard]] abi::Kernel kernel() const override {
        row_at_hand = unit_->row();
        return [](const abi::Batch* batch) noexcept {
            for (std::uint32_t i = 0; i < batch->count; ++i) row_at_hand(batch, i);
        };
    }
    [[nodiscard]] abi::RowFunction row() const override { return unit_->row(); }

private:
    static thread_local abi::RowFunction row_at_hand;
    std::unique_ptr<codegen::CompiledUnit> unit_;
};
thread_local abi::RowFunction ByRows::row_at_hand = nullptr;

struct Engine {
    std::string name;
    std::shared_ptr<batch::CompiledRules> compiled;
};

/// The error tells which engine could not be made.
std::optional<std::string> add_native(std::vector<Engine>& engines, const typed::Program& program,
                                      typed::WorkTypeId type, const jit::Options& options,
                                      bool rows) {
    Engine engine{fmt::format("machine code, {} {}, vectors {}, O{}",
                              rows ? "rows of" : "lanes:", options.lanes,
                              static_cast<int>(options.vectors), options.optimize ? 2 : 0),
                  std::make_shared<batch::CompiledRules>(program, type)};
    const codegen::CompileUnit compile = jit::compiler(options);
    const auto made = engine.compiled->make_native(
        [&](const codegen::Unit& unit, const columns::Schema& schema)
            -> std::expected<std::unique_ptr<codegen::CompiledUnit>, std::string> {
            auto one = compile(unit, schema);
            if (!one || !rows) return one;
            return std::make_unique<ByRows>(std::move(*one));
        });
    if (!made) return engine.name + ": " + made.error();
    engines.push_back(std::move(engine));
    return std::nullopt;
}

std::string show(const std::optional<std::uint32_t>& value) {
    return value ? std::to_string(*value) : "none";
}

std::string show(const typed::Program& program, const eval::Evaluation& e) {
    std::string text =
        fmt::format("segment {}, band {}, priority {}, to {}, queue {}", show(e.segment_value),
                    show(e.band), e.priority.shown.to_string(), show(e.route.to.line),
                    e.route.queue ? std::to_string(e.route.queue->index()) : "none");
    for (const auto& promise : e.promises) {
        if (!promise) {
            text += ", no promise";
            continue;
        }
        text += fmt::format(", promise {} at {} used {} left {}{}", promise->promise.line,
                            promise->promise.at.ms, promise->used.to_string(),
                            promise->left.to_string(), promise->passed ? " passed" : "");
    }
    for (const eval::NeedAnswer& need : e.route.needs)
        text += fmt::format(", needs {} {}",
                            need.skill.valid() ? program.skills[need.skill.index()].header.name
                                               : std::string("a test"),
                            need.level);
    return text;
}

std::string show(const typed::Program& program, const eval::Item& item) {
    std::string text;
    const auto& attributes = program.work_type(item.work_type).attributes;
    for (std::size_t i = 0; i < attributes.size(); ++i) {
        const eval::Value& value = item.attributes[i];
        const typed::Type& type = attributes[i].type.type;
        std::string shown = "?";
        if (value.is_missing())
            shown = "missing";
        else if (type.is_numeric())
            shown = value.number().to_string();
        else if (type.base == typed::Base::Text)
            shown = '"' + value.text() + '"';
        else if (type.base == typed::Base::YesNo)
            shown = value.truth() ? "yes" : "no";
        else if (type.base == typed::Base::Choice)
            shown = program.choice(type.choice).values[value.choice()].name;
        else if (type.base == typed::Base::Moment)
            shown = std::to_string(value.moment().ms) + " ms";
        else if (type.base == typed::Base::Date)
            shown = value.date().to_string();
        text += fmt::format("    {}: {}\n", attributes[i].header.name, shown);
    }
    text += fmt::format("    created {}, state {}, finished {}\n", item.created.ms,
                        program.choice(program.states).values[item.state].name,
                        item.finished ? std::to_string(item.finished->ms) : "not");
    return text;
}

/// Where a kernel is unsure of the priority, it has to be right about the rest all the same.
std::optional<std::string> kernel_differs(Batch& batch, const eval::Question& question,
                                          const std::vector<eval::Evaluation>& references) {
    const auto answers = batch.kernel_answers(question);
    for (std::size_t i = 0; i < answers.size(); ++i) {
        const auto& [answer, unsure] = answers[i];
        const eval::Evaluation& right = references[i];
        if (answer.segment == right.segment_value && answer.band == right.band &&
            answer.to == right.route.to.line)
            continue;
        return fmt::format(
            "the kernel says segment {}, band {}, to {}, not segment {}, band {}, to {}, of\n{}",
            show(answer.segment), show(answer.band), show(answer.to), show(right.segment_value),
            show(right.band), show(right.route.to.line),
            show(batch.rules().program(), batch.item(i)));
    }
    return std::nullopt;
}

/// Settings as somebody may have changed them.
eval::House random_house(const eval::Rules& rules, RandomItems& random) {
    eval::House house;
    if (random.between(0, 1) == 0) return house;
    for (const typed::Setting& setting : rules.program().settings)
        house.settings.push_back(random.value(setting.type));
    return house;
}

std::vector<eval::Item> random_items(const eval::Rules& rules, RandomItems& random, int count,
                                     bool fresh, Instant& now) {
    std::vector<eval::Item> items;
    for (int i = 0; i < count; ++i) items.push_back(random.next());
    now = items.front().created;
    for (const eval::Item& item : items) now = std::max(now, random.instant_for(item));
    if (!fresh) return items;
    // Items of one day, so that little has passed.
    for (eval::Item& item : items) {
        eval::Item one = rules.new_item(
            item.work_type, {now.ms - random.between(0, 40) * 3'600'000 - random.between(0, 3)});
        one.attributes = item.attributes;
        item = std::move(one);
    }
    return items;
}

}  // namespace

std::unique_ptr<Checked> check(Draft& draft, Refusals& refusals, std::string& finding) {
    constexpr int kTriesMax = 40;
    for (int attempt = 0; attempt < kTriesMax; ++attempt) {
        auto checked = std::make_unique<Checked>();
        checked->files.put("rules.reeve", draft.text());
        checked->session.check(std::vector<std::string>{"rules.reeve"});
        std::vector<std::pair<std::size_t, std::size_t>> lines;
        for (const auto& diagnostic : checked->session.sink().diagnostics()) {
            if (diagnostic.severity != diagnostics::Severity::Error) continue;
            const std::size_t line = checked->session.sources().begin(diagnostic.span).line;
            const Draft::Place place = draft.place(line);
            ++refusals[diagnostic.kind->number];
            // Names of what was left out before are no longer known.
            const bool understood = kUnderstood.contains(diagnostic.kind->number) ||
                                    (attempt > 0 && kUnknown.contains(diagnostic.kind->number));
            if (!understood && finding.empty())
                finding = fmt::format("RV{}: {}\n    in: {}\n", diagnostic.kind->number,
                                      diagnostic.message,
                                      place.is_line ? draft.blocks[place.block].lines[place.line]
                                                    : draft.blocks[place.block].head);
            if (!place.is_line && draft.blocks[place.block].needed) return nullptr;
            lines.emplace_back(place.block, place.is_line ? place.line + 1 : 0);
        }
        if (lines.empty()) return checked;
        std::ranges::sort(lines, std::greater{});
        lines.erase(std::ranges::unique(lines).begin(), lines.end());
        std::size_t gone = draft.blocks.size();
        for (const auto& [block, line] : lines) {
            if (block == gone) continue;
            draft.remove({block, line == 0 ? 0 : line - 1, line != 0});
            if (line == 0) gone = block;
        }
    }
    return nullptr;
}

namespace {

/// All engines and the same items in each.
class Comparison {
public:
    Comparison(const typed::Program& program, std::uint64_t seed, const Size& size)
        : program_(program),
          size_(size),
          type_(size.work_type),
          rules_(program),
          random_(rules_, type_, seed) {}

    std::optional<std::string> run() {
        if (auto failed = make_engines()) return failed;
        for (int round = 0; round < size_.rounds; ++round) {
            Instant now;
            items_ = random_items(rules_, random_, size_.items, round % 2 == 0, now);
            for (const auto& batch : batches_) {
                batch->clear();
                for (const eval::Item& item : items_) batch->add(item);
            }
            const eval::House house = random_house(rules_, random_);
            // What is kept of items must do for later instants, too.
            for (int instant = 0; instant < 2; ++instant) {
                if (auto differs = ask({.now = now, .house = &house, .choose_split = {}}))
                    return differs;
                now.ms += random_.between(0, 3 * 86'400'000);
            }
        }
        return std::nullopt;
    }

    std::size_t asked = 0, answered = 0;
    ItemCounts counts;

private:
    std::optional<std::string> make_engines() {
        constexpr unsigned kLanes[] = {1, 4, 8, 16, 32};
        // Lesser computers are tried on this one.
        constexpr jit::Vectors kVectors[] = {jit::Vectors::Widest, jit::Vectors::Avx2,
                                             jit::Vectors::Sse2};
        const auto vectors = [&] { return kVectors[random_.between(0, std::ssize(kVectors) - 1)]; };
        const auto lanes = [&] { return kLanes[random_.between(0, std::ssize(kLanes) - 1)]; };
        const bool optimized_rows = random_.between(0, 1) == 0;
        engines_.push_back({"blocks", std::make_shared<batch::CompiledRules>(program_, type_)});
        for (const auto& [options, rows] :
             {std::pair(jit::Options{.lanes = lanes(), .vectors = vectors(), .cache = {}}, false),
              std::pair(jit::Options{.optimize = false, .lanes = lanes(), .cache = {}}, false),
              std::pair(jit::Options{.optimize = optimized_rows, .lanes = 1, .cache = {}}, true)}) {
            if (auto failed = add_native(engines_, program_, type_, options, rows)) return failed;
        }
        for (const Engine& engine : engines_) {
            ones_.push_back(std::make_unique<batch::ItemRules>(rules_, engine.compiled));
            batches_.push_back(std::make_unique<Batch>(rules_, type_, engine.compiled));
        }
        return std::nullopt;
    }

    std::optional<std::string> ask(const eval::Question& question) {
        std::vector<eval::Evaluation> references;
        std::vector<std::string> expected;
        for (const eval::Item& item : items_) {
            references.push_back(rules_.evaluate(item, question));
            expected.push_back(show(program_, references.back()));
            if (const auto outside =
                    harness::outside_range(rules_, item, question, references.back()))
                return fmt::format("the checker is wrong: {} at {}, of\n{}", *outside,
                                   question.now.ms, show(program_, item));
        }
        for (std::size_t k = 0; k < engines_.size(); ++k) {
            if (const auto wrong = kernel_differs(*batches_[k], question, references))
                return fmt::format("{} at {}: {}", engines_[k].name, question.now.ms, *wrong);
            const auto answers = batches_[k]->evaluations(question, {});
            asked += batches_[k]->asked();
            answered += items_.size();
            for (std::size_t i = 0; i < items_.size(); ++i) {
                const std::string shown = show(program_, answers[i]);
                if (shown != expected[i])
                    return fmt::format("{} at {}\n  says  {}\n  not   {}\n  of\n{}",
                                       engines_[k].name, question.now.ms, shown, expected[i],
                                       show(program_, items_[i]));
            }
        }
        return ask_one_by_one(question);
    }

    std::optional<std::string> ask_one_by_one(const eval::Question& question) {
        for (const eval::Item& item : items_) {
            const ItemReference reference(rules_, item, question);
            for (std::size_t k = 0; k < engines_.size(); ++k) {
                if (const auto wrong = reference.differs(*ones_[k], counts))
                    return fmt::format("{}, one item at {}: {}\n  of\n{}", engines_[k].name,
                                       question.now.ms, *wrong, show(program_, item));
            }
        }
        return std::nullopt;
    }

    const typed::Program& program_;
    const Size& size_;
    typed::WorkTypeId type_;
    eval::Rules rules_;
    RandomItems random_;
    std::vector<Engine> engines_;
    std::vector<std::unique_ptr<Batch>> batches_;
    std::vector<std::unique_ptr<batch::ItemRules>> ones_;
    std::vector<eval::Item> items_;
};

}  // namespace

std::optional<std::string> compare(const typed::Program& program, std::uint64_t seed,
                                   const Size& size, Counts* counts) {
    Comparison comparison(program, seed, size);
    auto differs = comparison.run();
    if (counts != nullptr) {
        counts->asked += comparison.asked;
        counts->answered += comparison.answered;
        counts->ones.add(comparison.counts);
    }
    return differs;
}

}  // namespace reeve::sameness
