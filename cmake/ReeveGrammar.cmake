# The parser that ANTLR generates from grammar/*.g4: target reeve_grammar, for compiler/parse only. Code of ANTLR 4.7
# does not compile as C++20, hence its own target; its headers do, so parse itself is C++23 like the rest.

include_guard(GLOBAL)

find_program(REEVE_ANTLR antlr4 REQUIRED)
file(GLOB grammar_files CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/grammar/*.g4")

set(grammar_root "${PROJECT_BINARY_DIR}/generated")
set(grammar_directory "${grammar_root}/grammar")
set(grammar_sources)
set(grammar_headers)
foreach(part ReeveLexer ReeveParser)
    list(APPEND grammar_sources "${grammar_directory}/${part}.cpp")
    list(APPEND grammar_headers "${grammar_directory}/${part}.h")
endforeach()

if(grammar_files)
    add_custom_command(
        OUTPUT ${grammar_sources} ${grammar_headers}
        COMMAND "${REEVE_ANTLR}" -Dlanguage=Cpp -no-listener -no-visitor -Werror -package
                reeve::grammar -o "${grammar_directory}" ReeveLexer.g4 ReeveParser.g4
        WORKING_DIRECTORY "${PROJECT_SOURCE_DIR}/grammar"
        DEPENDS ${grammar_files}
        COMMENT "Generating the parser"
        VERBATIM)
    add_library(reeve_grammar STATIC ${grammar_sources} ${grammar_headers})
    set_target_properties(reeve_grammar PROPERTIES CXX_STANDARD 17 CXX_STANDARD_REQUIRED ON)
    target_compile_options(reeve_grammar PRIVATE -w)
    target_link_libraries(reeve_grammar PUBLIC antlr4::runtime PRIVATE reeve_build)
    # `#include "grammar/ReeveParser.h"`, as a system header: our warnings do not apply to it.
    target_include_directories(reeve_grammar SYSTEM INTERFACE "${grammar_root}")
else()
    add_library(reeve_grammar INTERFACE)
    target_link_libraries(reeve_grammar INTERFACE antlr4::runtime)
endif()
