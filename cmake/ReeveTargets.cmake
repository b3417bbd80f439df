# How this project makes libraries, executables and tests:
#
#   reeve_library(compiler/parse LIBS reeve::syntax PRIVATE_LIBS reeve_grammar)
#       One static library, alias reeve::parse, of all sources of that folder. A folder that has headers only gives an
#       INTERFACE library, so that a library may be linked before it has code.
#   reeve_test(compiler/parse [LIBS ...])
#       One GoogleTest executable, parse_test, of all *_test.cpp of that folder; each test is known to ctest.
#
# Sources are found again at each build, so that adding a file needs no edit here.

include_guard(GLOBAL)

set(CMAKE_RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/bin")
set(CMAKE_ARCHIVE_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/lib")

find_program(REEVE_CCACHE ccache)
if(REEVE_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
    set(CMAKE_CXX_COMPILER_LAUNCHER "${REEVE_CCACHE}")
endif()
find_program(REEVE_MOLD mold)

# What every target of this build needs, the generated code included.
add_library(reeve_build INTERFACE)
if(REEVE_MOLD)
    target_link_options(reeve_build INTERFACE -fuse-ld=mold)
endif()
if(REEVE_SANITIZE)
    target_compile_options(reeve_build INTERFACE -fsanitize=${REEVE_SANITIZE} -fno-omit-frame-pointer
                                                 -fno-sanitize-recover=all)
    target_link_options(reeve_build INTERFACE -fsanitize=${REEVE_SANITIZE})
endif()

# What our own sources are compiled with. GCC's flow analysis is wrong too often about the last group to stop a build.
# Clang also warns of the standard library of GCC, with which it only builds what is tested.
add_library(reeve_warnings INTERFACE)
target_compile_options(
    reeve_warnings
    INTERFACE -Wall
              -Wextra
              -Wpedantic
              -Wshadow
              -Wnon-virtual-dtor
              -Woverloaded-virtual
              -Wno-missing-field-initializers
              $<$<CXX_COMPILER_ID:GNU>:-Werror>
              $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>
              $<$<CXX_COMPILER_ID:GNU>:-Wno-error=array-bounds>
              $<$<CXX_COMPILER_ID:GNU>:-Wno-error=stringop-overflow>
              $<$<CXX_COMPILER_ID:GNU>:-Wno-error=stringop-overread>
              $<$<CXX_COMPILER_ID:GNU>:-Wno-error=maybe-uninitialized>
              $<$<CXX_COMPILER_ID:GNU>:-Wno-error=free-nonheap-object>
              $<$<CXX_COMPILER_ID:GNU>:-Wno-error=dangling-pointer>)

# Sets `out` to the sources of a folder; TESTS gives its *_test.cpp instead.
function(reeve_sources out folder)
    cmake_parse_arguments(PARSE_ARGV 2 arg "TESTS" "" "")
    file(GLOB sources CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/${folder}/*.cpp")
    if(arg_TESTS)
        list(FILTER sources INCLUDE REGEX "_test\\.cpp$")
    else()
        list(FILTER sources EXCLUDE REGEX "_test\\.cpp$")
    endif()
    set(${out} ${sources} PARENT_SCOPE)
endfunction()

# Language, warnings and options of a target with sources of our own.
function(reeve_own_target target)
    set_target_properties(${target} PROPERTIES CXX_STANDARD 23 CXX_STANDARD_REQUIRED ON
                                               CXX_EXTENSIONS OFF)
    target_link_libraries(${target} PRIVATE $<BUILD_INTERFACE:reeve_build>
                                            $<BUILD_INTERFACE:reeve_warnings>)
endfunction()

# reeve_library(<folder> [LIBS ...] [PRIVATE_LIBS ...] [SOURCES ...]): SOURCES are generated ones.
function(reeve_library folder)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "LIBS;PRIVATE_LIBS;SOURCES")
    get_filename_component(name "${folder}" NAME)
    set(target "reeve_${name}")
    reeve_sources(sources "${folder}")
    if(sources OR arg_SOURCES)
        add_library(${target} STATIC ${sources} ${arg_SOURCES})
        target_include_directories(${target} PUBLIC $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}>)
        target_link_libraries(${target} PUBLIC ${arg_LIBS} PRIVATE ${arg_PRIVATE_LIBS})
        reeve_own_target(${target})
    else()
        add_library(${target} INTERFACE)
        target_include_directories(${target} INTERFACE $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}>)
        target_link_libraries(${target} INTERFACE ${arg_LIBS})
    endif()
    add_library(reeve::${name} ALIAS ${target})
endfunction()

# reeve_executable(<name> <folder> [LIBS ...]): a command made of the folder's sources; nothing while it has none.
function(reeve_executable name folder)
    cmake_parse_arguments(PARSE_ARGV 2 arg "" "" "LIBS")
    reeve_sources(sources "${folder}")
    if(NOT sources)
        return()
    endif()
    add_executable(${name} ${sources})
    target_include_directories(${name} PRIVATE "${PROJECT_SOURCE_DIR}")
    target_link_libraries(${name} PRIVATE ${arg_LIBS})
    reeve_own_target(${name})
endfunction()

# reeve_test(<folder> [NAME name] [LIBS ...]): links the folder's own library where there is one. Tests run in the
# repository root; `source_directory()` of tests/support finds it from anywhere.
function(reeve_test folder)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "NAME" "LIBS")
    reeve_sources(sources "${folder}" TESTS)
    if(NOT sources)
        return()
    endif()
    get_filename_component(name "${folder}" NAME)
    set(target "${name}_test")
    if(arg_NAME)
        set(target "${arg_NAME}")
    endif()
    add_executable(${target} ${sources})
    target_link_libraries(${target} PRIVATE ${arg_LIBS} reeve::test_support GTest::gmock
                                            GTest::gtest GTest::gtest_main)
    if(TARGET reeve_${name})
        target_link_libraries(${target} PRIVATE reeve_${name})
    endif()
    target_include_directories(${target} PRIVATE "${PROJECT_SOURCE_DIR}")
    reeve_own_target(${target})
    gtest_discover_tests(
        ${target}
        TEST_PREFIX "${name}/"
        WORKING_DIRECTORY "${PROJECT_SOURCE_DIR}"
        DISCOVERY_MODE PRE_TEST
        DISCOVERY_TIMEOUT 60)
endfunction()
