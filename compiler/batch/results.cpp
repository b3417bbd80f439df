#include "compiler/batch/results.h"

#include <cstring>

namespace reeve::batch {

Results::Results(const codegen::Unit& unit, std::uint32_t rows) : unit_(unit) {
    const std::size_t room =
        (rows + columns::kRowsPadded - 1) / columns::kRowsPadded * columns::kRowsPadded;
    for (const codegen::Output& output : unit.outputs) {
        bytes_.emplace_back(room * static_cast<std::size_t>(columns::bytes_of(output.width)));
        addresses_.push_back(bytes_.back().data());
    }
}

std::int64_t Results::at(codegen::Result result, std::size_t row) const {
    for (std::size_t i = 0; i < unit_.outputs.size(); ++i) {
        const codegen::Output& output = unit_.outputs[i];
        if (output.result != result) continue;
        const auto width = static_cast<std::size_t>(columns::bytes_of(output.width));
        const std::byte* at = bytes_[i].data() + row * width;
        const auto read = [at]<class T>(T value) {
            std::memcpy(&value, at, sizeof value);
            return static_cast<std::int64_t>(value);
        };
        switch (output.width) {
            case columns::Width::Bits8: return read(std::int8_t{});
            case columns::Width::Bits16: return read(std::int16_t{});
            case columns::Width::Bits32: return read(std::int32_t{});
            case columns::Width::Bits64: return read(std::int64_t{});
        }
    }
    const bool number = result == codegen::Result::Priority || result == codegen::Result::Unsure;
    return number ? 0 : codegen::kNoLine;
}

}  // namespace reeve::batch
