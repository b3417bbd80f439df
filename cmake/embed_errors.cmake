# cmake -DROOT=docs/errors -DOUTPUT=x.cpp -P embed_errors.cmake
# Writes a C++ source with the text of every RV####.md in ROOT, in the order of numbers.

file(GLOB files RELATIVE "${ROOT}" "${ROOT}/RV[0-9][0-9][0-9][0-9].md")
list(SORT files)
set(entries "    {0, \"\"},\n")
set(count 1)
foreach(file IN LISTS files)
    string(REGEX REPLACE "^RV0*([0-9]+)\\.md$" "\\1" number "${file}")
    file(READ "${ROOT}/${file}" text)
    string(FIND "${text}" ")reeve_text\"" end)
    if(NOT end EQUAL -1)
        message(FATAL_ERROR "${file} contains the mark that ends an embedded text")
    endif()
    string(APPEND entries "    {${number}, R\"reeve_text(${text})reeve_text\"},\n")
    math(EXPR count "${count} + 1")
endforeach()

file(WRITE "${OUTPUT}" "// Generated from docs/errors/ by cmake/embed_errors.cmake.
#include \"compiler/diagnostics/error_pages.h\"

#include <array>

namespace reeve::diagnostics {

namespace {

// The first entry, which is no page, keeps the array legal while there are none.
constexpr std::array<ErrorPage, ${count}> kPages{{
${entries}}};

}  // namespace

std::span<const ErrorPage> error_pages() { return std::span(kPages).subspan(1); }

}  // namespace reeve::diagnostics
")
