# Before project(): sanitized builds prefer clang 19, whose sanitizers see more; others take the system's compiler.

include_guard(GLOBAL)

set(REEVE_SANITIZE "" CACHE STRING "Sanitizers for all code, as the compiler's -fsanitize takes them")

if(REEVE_SANITIZE AND NOT CMAKE_CXX_COMPILER AND NOT DEFINED ENV{CXX})
    find_program(REEVE_CLANG clang++-19)
    if(REEVE_CLANG)
        set(CMAKE_CXX_COMPILER "${REEVE_CLANG}" CACHE FILEPATH "")
    endif()
endif()
