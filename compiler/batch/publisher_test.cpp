#include "compiler/batch/publisher.h"

#include "compiler/batch/batch.h"
#include "compiler/driver/session.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

// Publishing while rules run. Machine code is stood in for by blocks that count themselves.

namespace reeve::batch {
namespace {

/// A program in which every item has so many points.
std::shared_ptr<const typed::Program> program(int points) {
    struct Owner {
        driver::MemoryFileSystem files;
        driver::Session session{files};
    };
    auto owner = std::make_shared<Owner>();
    owner->files.put("rules.reeve",
                     "work type Item { n: whole number 0..9 }\npriority of Item { add n + " +
                         std::to_string(points) + " }\n");
    owner->session.check(std::vector<std::string>{"rules.reeve"});
    EXPECT_FALSE(owner->session.sink().has_errors());
    return {owner, &owner->session.programs().front().typed};
}

/// Of a work type: as of entry, now, and for one item.
constexpr int kUnits = 3;

/// Runs blocks through a plain function, as machine code would be run.
class Counted final : public codegen::CompiledUnit {
public:
    Counted(const codegen::Unit& unit, const columns::Schema& schema, std::atomic<int>& alive)
        : blocks_(unit, schema), alive_(alive) {
        ++alive_;
    }
    ~Counted() override { --alive_; }
    Counted(const Counted&) = delete;
    Counted& operator=(const Counted&) = delete;

    [[nodiscard]] abi::Kernel kernel() const override {
        at_hand = &blocks_;
        return [](const abi::Batch* batch) noexcept { at_hand->run(*batch); };
    }
    [[nodiscard]] abi::RowFunction row() const override { return nullptr; }

private:
    static thread_local const blocks::Interpreter* at_hand;
    blocks::Interpreter blocks_;
    std::atomic<int>& alive_;
};
thread_local const blocks::Interpreter* Counted::at_hand = nullptr;

class Publishing : public testing::Test {
protected:
    codegen::CompileUnit compile() {
        return [this](const codegen::Unit& unit, const columns::Schema& schema)
                   -> std::expected<std::unique_ptr<codegen::CompiledUnit>, std::string> {
            while (blocked_) std::this_thread::yield();
            if (fails_) return std::unexpected("no luck");
            return std::make_unique<Counted>(unit, schema, alive_);
        };
    }

    static std::int64_t priority(const Version& version) {
        const typed::WorkTypeId type(0);
        Batch batch(version.rules(), type, version.compiled(type));
        batch.add(version.rules().new_item(type, Instant{0}));
        return batch.evaluate({.now = {1'000}, .house = nullptr, .choose_split = {}})
            .front()
            .priority;
    }

    std::atomic<int> alive_ = 0;
    std::atomic<bool> blocked_ = false;
    std::atomic<bool> fails_ = false;
};

TEST_F(Publishing, ServesAsBlocksUntilMachineCodeIsThere) {
    Publisher publisher(compile());
    EXPECT_EQ(publisher.current(), nullptr);
    blocked_ = true;
    const auto version = publisher.publish(program(7));
    EXPECT_EQ(publisher.current(), version);
    EXPECT_FALSE(version->is_native());
    EXPECT_EQ(priority(*version), 7'000);
    blocked_ = false;
    publisher.wait();
    EXPECT_TRUE(version->is_native());
    EXPECT_EQ(priority(*version), 7'000);
    EXPECT_EQ(alive_, kUnits);
}

TEST_F(Publishing, FreesAVersionWithItsLastHolder) {
    Publisher publisher(compile());
    auto held = publisher.publish(program(1));
    publisher.wait();
    publisher.publish(program(2));
    publisher.wait();
    EXPECT_EQ(alive_, 2 * kUnits);
    EXPECT_EQ(priority(*held), 1'000);
    EXPECT_EQ(priority(*publisher.current()), 2'000);
    held.reset();
    EXPECT_EQ(alive_, kUnits);
}

TEST_F(Publishing, MakesNoCodeForVersionsThatAreReplaced) {
    Publisher publisher(compile());
    blocked_ = true;
    std::vector<std::shared_ptr<const Version>> held;
    for (int i = 1; i <= 20; ++i) held.push_back(publisher.publish(program(i)));
    blocked_ = false;
    publisher.wait();
    EXPECT_TRUE(held.back()->is_native());
    // The one that was being made when the next came, and the last.
    EXPECT_LE(alive_, 2 * kUnits);
    EXPECT_EQ(publisher.current()->number(), 20U);
}

TEST_F(Publishing, GoesOnWithoutMachineCode) {
    fails_ = true;
    Publisher publisher(compile());
    const auto version = publisher.publish(program(5));
    publisher.wait();
    EXPECT_FALSE(version->is_native());
    EXPECT_EQ(publisher.failure(), "no luck");
    EXPECT_EQ(priority(*version), 5'000);
    Publisher plain{codegen::CompileUnit()};
    EXPECT_EQ(priority(*plain.publish(program(6))), 6'000);
    plain.wait();
}

// Each reader finds a whole version, however often it changes under way.
TEST_F(Publishing, IsReadByManyWhileItChanges) {
    std::vector<std::shared_ptr<const typed::Program>> programs;
    for (int i = 0; i < 5; ++i) programs.push_back(program(i));
    {
        Publisher publisher(compile());
        publisher.publish(programs[0]);
        std::atomic<bool> over = false;
        std::atomic<int> wrong = 0;
        std::vector<std::thread> readers;
        for (int t = 0; t < 3; ++t) {
            readers.emplace_back([&] {
                while (!over) {
                    const auto version = publisher.current();
                    const auto expected = static_cast<std::int64_t>((version->number() - 1) % 5);
                    if (priority(*version) != expected * 1'000) ++wrong;
                }
            });
        }
        for (std::size_t i = 1; i < 300; ++i) publisher.publish(programs[i % 5]);
        over = true;
        for (std::thread& reader : readers) reader.join();
        EXPECT_EQ(wrong, 0);
        publisher.wait();
        EXPECT_EQ(alive_, kUnits);
    }
    EXPECT_EQ(alive_, 0);
}

}  // namespace
}  // namespace reeve::batch
