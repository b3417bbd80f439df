# Everything that comes from outside, found once. scripts/install-dependencies names the Debian packages.

include_guard(GLOBAL)

include(GoogleTest)
find_package(fmt REQUIRED)
find_package(GTest REQUIRED)

# reeve_find_library(<imported target> LIBRARY <names> HEADER <header> [PATH_SUFFIXES ...])
function(reeve_find_library target)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "HEADER" "LIBRARY;PATH_SUFFIXES")
    string(MAKE_C_IDENTIFIER "${target}" id)
    find_library(${id}_LIBRARY NAMES ${arg_LIBRARY} REQUIRED)
    find_path(${id}_INCLUDE NAMES ${arg_HEADER} PATH_SUFFIXES ${arg_PATH_SUFFIXES} REQUIRED)
    mark_as_advanced(${id}_LIBRARY ${id}_INCLUDE)
    add_library(${target} UNKNOWN IMPORTED GLOBAL)
    set_target_properties(
        ${target} PROPERTIES IMPORTED_LOCATION "${${id}_LIBRARY}" INTERFACE_INCLUDE_DIRECTORIES
                                                                  "${${id}_INCLUDE}")
endfunction()

# Of the builds of Intel's library this one takes arguments by value, and rounding and flags as arguments: no globals.
reeve_find_library(intel::bid LIBRARY libbidgcc000.a HEADER bid_functions.h)
target_compile_definitions(
    intel::bid INTERFACE DECIMAL_CALL_BY_REFERENCE=0 DECIMAL_GLOBAL_ROUNDING=0
                         DECIMAL_GLOBAL_EXCEPTION_FLAGS=0)
reeve_find_library(utf8proc::utf8proc LIBRARY libutf8proc.a utf8proc HEADER utf8proc.h)
reeve_find_library(antlr4::runtime LIBRARY libantlr4-runtime.a antlr4-runtime HEADER antlr4-runtime.h
                   PATH_SUFFIXES antlr4-runtime)
reeve_find_library(cctz::cctz LIBRARY cctz HEADER cctz/time_zone.h)
reeve_find_library(xxhash::xxhash LIBRARY libxxhash.a xxhash HEADER xxhash.h)
reeve_find_library(rocksdb::rocksdb LIBRARY rocksdb HEADER rocksdb/db.h)
find_package(simdjson REQUIRED)
find_package(pugixml REQUIRED)
find_package(toml11 REQUIRED)
# By version and shared: what is linked with it starts a little later, so only what generates code is.
find_package(LLVM 19.1 REQUIRED CONFIG HINTS /usr/lib/llvm-19/lib/cmake/llvm)
add_library(llvm::llvm INTERFACE IMPORTED GLOBAL)
target_include_directories(llvm::llvm SYSTEM INTERFACE ${LLVM_INCLUDE_DIRS})
target_link_libraries(llvm::llvm INTERFACE LLVM)
find_package(rapidcheck REQUIRED)
find_package(Threads REQUIRED)
target_link_libraries(antlr4::runtime INTERFACE Threads::Threads)
