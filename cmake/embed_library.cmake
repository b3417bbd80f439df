# cmake -DROOT=stdlib -DOUTPUT=x.cpp -P embed_library.cmake
# Writes a C++ source with the text of every *.reeve file below ROOT, in the order of names: stdlib/calendars/france.reeve
# becomes `calendars.france`.

file(GLOB_RECURSE files RELATIVE "${ROOT}" "${ROOT}/*.reeve")
list(SORT files)
set(entries "")
set(count 0)
foreach(file IN LISTS files)
    string(REGEX REPLACE "\\.reeve$" "" name "${file}")
    string(REPLACE "/" "." name "${name}")
    file(READ "${ROOT}/${file}" text)
    string(FIND "${text}" ")reeve_text\"" end)
    if(NOT end EQUAL -1)
        message(FATAL_ERROR "${file} contains the mark that ends an embedded text")
    endif()
    string(APPEND entries "    {\"${name}\", R\"reeve_text(${text})reeve_text\"},\n")
    math(EXPR count "${count} + 1")
endforeach()

file(WRITE "${OUTPUT}" "// Generated from stdlib/ by cmake/embed_library.cmake.
#include \"compiler/driver/embedded_library.h\"

#include <array>

namespace reeve::driver {

namespace {

constexpr std::array<EmbeddedFile, ${count}> kFiles{{
${entries}}};

}  // namespace

std::span<const EmbeddedFile> embedded_library_files() { return kFiles; }

}  // namespace reeve::driver
")
