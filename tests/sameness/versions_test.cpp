#include "compiler/batch/batch.h"
#include "compiler/batch/publisher.h"
#include "compiler/driver/session.h"
#include "compiler/jit/native.h"

#include <gtest/gtest.h>

#include <malloc.h>
#include <unistd.h>

#include <atomic>
#include <fstream>
#include <thread>

// Versions of a program with machine code, published one after the other while they are asked.

namespace reeve {
namespace {

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

std::int64_t priority(const batch::Version& version) {
    const typed::WorkTypeId type(0);
    batch::Batch batch(version.rules(), type, version.compiled(type));
    batch.add(version.rules().new_item(type, Instant{0}));
    return batch.evaluate({.now = {1'000}, .house = nullptr, .choose_split = {}}).front().priority;
}

std::size_t resident_bytes() {
    std::ifstream statm("/proc/self/statm");
    std::size_t pages = 0;
    statm >> pages >> pages;
    return pages * static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
}

TEST(Versions, ComeAndGoWhileTheyAreAsked) {
    batch::Publisher publisher(jit::compiler({.optimize = false, .lanes = 4, .cache = {}}));
    std::vector<std::shared_ptr<const typed::Program>> programs;
    for (int i = 0; i < 7; ++i) programs.push_back(program(i));
    publisher.publish(programs[0]);
    std::atomic<bool> over = false;
    std::atomic<int> wrong = 0;
    std::atomic<int> native = 0;
    std::thread reader([&] {
        while (!over) {
            const auto version = publisher.current();
            if (version->is_native()) ++native;
            const auto points = static_cast<std::int64_t>((version->number() - 1) % 7);
            if (priority(*version) != points * 1'000) ++wrong;
        }
    });
    constexpr std::size_t kVersions = 300;
    constexpr std::size_t kSettled = 100;
    std::size_t bytes = 0;
    for (std::size_t i = 1; i < kVersions; ++i) {
        publisher.publish(programs[i % 7]);
        if (i % 3 != 0) publisher.wait();
        if (i != kSettled) continue;
        malloc_trim(0);
        bytes = resident_bytes();
    }
    over = true;
    reader.join();
    EXPECT_EQ(wrong, 0);
    EXPECT_GT(native, 0);
    malloc_trim(0);
    EXPECT_LT(resident_bytes(), bytes + (std::size_t{8} << 20));
}

}  // namespace
}  // namespace reeve
