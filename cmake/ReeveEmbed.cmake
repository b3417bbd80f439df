# The library files of the language, as a C++ source inside the binary: a `reeve` that is copied elsewhere still finds them.

include_guard(GLOBAL)

# Sets `out` to the generated source.
function(reeve_embed_library out)
    set(output "${PROJECT_BINARY_DIR}/generated/embedded_library_files.cpp")
    file(GLOB_RECURSE files CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/stdlib/*.reeve")
    add_custom_command(
        OUTPUT "${output}"
        COMMAND "${CMAKE_COMMAND}" -DROOT=${PROJECT_SOURCE_DIR}/stdlib -DOUTPUT=${output} -P
                "${PROJECT_SOURCE_DIR}/cmake/embed_library.cmake"
        DEPENDS ${files} "${PROJECT_SOURCE_DIR}/cmake/embed_library.cmake"
        COMMENT "Embedding the library files"
        VERBATIM)
    set(${out} "${output}" PARENT_SCOPE)
endfunction()

# The same for the pages about error numbers, which `reeve explain` shows.
function(reeve_embed_error_pages out)
    set(output "${PROJECT_BINARY_DIR}/generated/error_pages.cpp")
    file(GLOB files CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/docs/errors/RV*.md")
    add_custom_command(
        OUTPUT "${output}"
        COMMAND "${CMAKE_COMMAND}" -DROOT=${PROJECT_SOURCE_DIR}/docs/errors -DOUTPUT=${output} -P
                "${PROJECT_SOURCE_DIR}/cmake/embed_errors.cmake"
        DEPENDS ${files} "${PROJECT_SOURCE_DIR}/cmake/embed_errors.cmake"
        COMMENT "Embedding the pages about errors"
        VERBATIM)
    set(${out} "${output}" PARENT_SCOPE)
endfunction()
