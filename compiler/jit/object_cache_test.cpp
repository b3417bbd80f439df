#include "compiler/jit/object_cache.h"

#include <gtest/gtest.h>

#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <thread>

namespace reeve::jit {
namespace {

namespace fs = std::filesystem;

class Cache : public testing::Test {
protected:
    Cache() {
        std::string pattern = (fs::temp_directory_path() / "reeve-cache-XXXXXX").string();
        root_ = mkdtemp(pattern.data());
        directory_ = root_ / "a" / "b";
    }
    ~Cache() override { fs::remove_all(root_); }

    [[nodiscard]] ObjectCache cache(std::uint64_t most = 1 << 20) const {
        return ObjectCache({directory_.string(), most});
    }
    [[nodiscard]] fs::path file(const std::string& key) const { return directory_ / (key + ".o"); }
    static std::string read(const fs::path& path) {
        std::ifstream stream(path, std::ios::binary);
        return {std::istreambuf_iterator<char>(stream), {}};
    }

    fs::path root_, directory_;
};

TEST_F(Cache, GivesBackWhatWasKept) {
    EXPECT_EQ(cache().find("k"), std::nullopt);
    const std::string object("code\0\xff", 6);
    cache().store("k", object);
    EXPECT_EQ(cache().find("k"), object);
    EXPECT_EQ(cache().find("other"), std::nullopt);
    cache().store("k", "new");
    EXPECT_EQ(cache().find("k"), "new");
    struct stat status {};
    ASSERT_EQ(stat(directory_.c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777U, 0700U);
}

TEST_F(Cache, GivesOutNothingThatIsCutOffOrAltered) {
    cache().store("k", std::string(1'000, 'x'));
    const std::string whole = read(file("k"));
    for (std::size_t size = 0; size < whole.size(); size += 37) {
        std::ofstream(file("k"), std::ios::binary) << whole.substr(0, size);
        EXPECT_EQ(cache().find("k"), std::nullopt) << size;
    }
    for (std::size_t at = 0; at < whole.size(); at += 41) {
        std::string other = whole;
        other[at] = static_cast<char>(other[at] ^ 1);
        std::ofstream(file("k"), std::ios::binary) << other;
        EXPECT_EQ(cache().find("k"), std::nullopt) << at;
    }
    std::ofstream(file("k"), std::ios::binary) << whole + "y";
    EXPECT_EQ(cache().find("k"), std::nullopt);
    // What is bad is written anew.
    cache().store("k", "good");
    EXPECT_EQ(cache().find("k"), "good");
}

TEST_F(Cache, GivesOutNothingOfOthers) {
    cache().store("k", "code");
    fs::copy_file(file("k"), file("other"));
    EXPECT_EQ(cache().find("other"), std::nullopt) << "a file under another's name";
    ASSERT_EQ(chmod(file("k").c_str(), 0666), 0);
    EXPECT_EQ(cache().find("k"), std::nullopt) << "a file that anybody may write";
    ASSERT_EQ(chmod(file("k").c_str(), 0600), 0);
    EXPECT_EQ(cache().find("k"), "code");
    fs::create_symlink(file("k"), file("link"));
    EXPECT_EQ(cache().find("link"), std::nullopt) << "a link";
    fs::create_directory(file("folder"));
    EXPECT_EQ(cache().find("folder"), std::nullopt) << "a directory";
    ASSERT_EQ(mkfifo(file("pipe").c_str(), 0600), 0);
    EXPECT_EQ(cache().find("pipe"), std::nullopt) << "a pipe, which nobody writes";
    ASSERT_EQ(chmod(directory_.c_str(), 0777), 0);
    EXPECT_EQ(cache().find("k"), std::nullopt) << "a directory in which anybody may write";
    cache().store("new", "code");
    EXPECT_FALSE(fs::exists(file("new")));
}

TEST_F(Cache, LivesWithoutADirectory) {
    const ObjectCache none({"", 100});
    none.store("k", "code");
    EXPECT_EQ(none.find("k"), std::nullopt);
    const ObjectCache nowhere({"/dev/null/cache", 100});
    nowhere.store("k", "code");
    EXPECT_EQ(nowhere.find("k"), std::nullopt);
}

TEST_F(Cache, LetsTheOldestGoAndNothingElse) {
    const ObjectCache small = cache(4'000);
    fs::create_directories(directory_);
    fs::permissions(directory_, fs::perms::owner_all);
    std::ofstream(directory_ / "notes.txt") << std::string(9'000, 'n');
    std::ofstream(directory_ / "k.o.1.2.draft") << "left by somebody";
    const auto set_age = [&](const std::string& key, std::int64_t seconds) {
        fs::last_write_time(directory_ / key,
                            fs::file_time_type::clock::now() - std::chrono::seconds(seconds));
    };
    set_age("k.o.1.2.draft", 10'000);
    for (const char* key : {"a", "b", "c"}) small.store(key, std::string(1'000, 'x'));
    set_age("a.o", 300);
    set_age("b.o", 200);
    set_age("c.o", 100);
    // Used again, so it is no longer the oldest.
    EXPECT_TRUE(small.find("a").has_value());
    small.store("d", std::string(1'000, 'x'));
    EXPECT_EQ(small.find("b"), std::nullopt);
    EXPECT_TRUE(small.find("a").has_value());
    EXPECT_TRUE(small.find("c").has_value());
    EXPECT_TRUE(small.find("d").has_value());
    EXPECT_TRUE(fs::exists(directory_ / "notes.txt"));
    EXPECT_FALSE(fs::exists(directory_ / "k.o.1.2.draft"));
    // What would fill it alone is not kept at all.
    small.store("huge", std::string(3'000, 'x'));
    EXPECT_EQ(small.find("huge"), std::nullopt);
}

TEST_F(Cache, IsSharedByManyWriters) {
    std::vector<std::thread> threads;
    std::atomic<int> wrong = 0;
    for (int t = 0; t < 4; ++t) {
        threads.emplace_back([&, t] {
            for (int i = 0; i < 200; ++i) {
                const std::string key = "k" + std::to_string(i % 3);
                if (i % 2 == t % 2) cache().store(key, std::string(5'000, key.back()));
                const auto found = cache().find(key);
                if (found && *found != std::string(5'000, key.back())) ++wrong;
            }
        });
    }
    for (std::thread& thread : threads) thread.join();
    EXPECT_EQ(wrong, 0);
    std::size_t files = 0;
    for ([[maybe_unused]] const auto& entry : fs::directory_iterator(directory_)) ++files;
    EXPECT_EQ(files, 3U);
}

}  // namespace
}  // namespace reeve::jit
