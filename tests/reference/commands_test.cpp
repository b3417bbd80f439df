#include "tests/reference/command.h"
#include "tests/reference/pages.h"

#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <vector>

// A block `output reeve …` is what that command prints, with the files that the page has shown so
// far: the last whole program as rules.reeve, and each block `csv name.csv`.

namespace reeve::reference_test {
namespace {

namespace fs = std::filesystem;

using Files = std::map<std::string, std::string>;

/// A directory of its own, removed at the end.
class Workplace {
public:
    explicit Workplace(const Files& files) {
        std::string name = (fs::temp_directory_path() / "reeve-manual-XXXXXX").string();
        EXPECT_NE(mkdtemp(name.data()), nullptr);
        path_ = name;
        for (const auto& [file, text] : files) std::ofstream(path_ / file) << text;
    }
    Workplace(const Workplace&) = delete;
    Workplace& operator=(const Workplace&) = delete;
    ~Workplace() {
        std::error_code error;
        fs::remove_all(path_, error);
    }

    /// `arguments` as they stand on the page, quotes included.
    [[nodiscard]] std::string run(const std::string& arguments) const {
        const std::string line = "cd '" + path_.string() + "' && '" + binary() + "' " + arguments;
        std::FILE* pipe = popen((line + " 2>&1").c_str(), "r");
        std::string out;
        std::array<char, 4096> part{};
        while (const std::size_t size = std::fread(part.data(), 1, part.size(), pipe))
            out.append(part.data(), size);
        pclose(pipe);
        return out;
    }

private:
    fs::path path_;
};

TEST(Manual, CommandsPrintWhatIsShown) {
    const std::string begin = "output reeve ";
    std::size_t count = 0;
    for (const std::string& path : pages_below("docs/language")) {
        const Page page = read_page(path);
        Files files;
        std::vector<Said> changed;
        for (std::size_t i = 0; i < page.blocks.size(); ++i) {
            const Block& block = page.blocks[i];
            if (block.language == "reeve" && block.words.contains("whole"))
                files["rules.reeve"] = block.text;
            if (block.language == "csv") files[block.info.substr(4)] = block.text;
            if (!block.info.starts_with(begin)) continue;
            ++count;
            const std::string text = Workplace(files).run(block.info.substr(begin.size()));
            if (updating() && block.text != text) {
                changed.push_back({block.line, block.info, text});
            } else {
                EXPECT_EQ(block.text, text) << path << ":" << block.line;
            }
        }
        if (!changed.empty()) rewrite(path, changed);
    }
    EXPECT_GE(count, 2U);
}

}  // namespace
}  // namespace reeve::reference_test
