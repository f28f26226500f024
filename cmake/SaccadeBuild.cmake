# How every part of Saccade is built: language level, warnings, and the one way to declare a layer.

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_AUTOMOC ON)

option(SACCADE_TESTS "Build the tests" ON)
option(SACCADE_BENCHMARKS "Build the benchmarks (needs Google Benchmark)" ON)
option(SACCADE_PRECOMPILE "Precompile the headers that most sources include (a third of the time of a build)" ON)
option(SACCADE_FUZZ "Build the fuzz targets (clang only)" OFF)
set(SACCADE_SANITIZE "" CACHE STRING "Sanitizers to build with, as in -fsanitize=: address,undefined or thread")

find_program(CCACHE ccache)
if(CCACHE)
    # Without this sloppiness ccache compiles anew whatever uses a precompiled header; with the compiler's own list
    # of includes it need not preprocess what it does not know, which on a fresh clone is everything.
    set(CMAKE_C_COMPILER_LAUNCHER ${CCACHE})
    set(CMAKE_CXX_COMPILER_LAUNCHER
        ${CMAKE_COMMAND} -E env CCACHE_DEPEND=1
        CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime ${CCACHE})
endif()
find_program(MOLD mold)
if(MOLD AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    add_link_options(-fuse-ld=mold)
endif()

add_library(saccade_warnings INTERFACE)
target_compile_options(saccade_warnings INTERFACE
    -Wall -Wextra -Wpedantic -Wconversion -Wsign-conversion -Wshadow -Woverloaded-virtual -Werror)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
    # GCC 12 takes lengths of std::string for huge ones (GCC bugs 105329 and 105651).
    target_compile_options(saccade_warnings INTERFACE -Wno-restrict -Wno-stringop-overflow)
endif()

if(SACCADE_SANITIZE)
    add_compile_options(-fsanitize=${SACCADE_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
    add_link_options(-fsanitize=${SACCADE_SANITIZE})
endif()

# saccade_precompile(TARGET HEADER) lets every source of the target begin with cmake/HEADER, precompiled.
# saccade_precompile(TARGET HEADER FROM) takes what was compiled for the target FROM, built with the same options.
function(saccade_precompile target header)
    if(NOT SACCADE_PRECOMPILE)
        return()
    endif()
    if(ARGN)
        target_precompile_headers(${target} REUSE_FROM ${ARGN})
    else()
        target_precompile_headers(${target} PRIVATE "$<$<COMPILE_LANGUAGE:CXX>:${CMAKE_SOURCE_DIR}/cmake/${header}>")
    endif()
    if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
        target_compile_options(${target} PRIVATE -fpch-preprocess)
    endif()
endfunction()

# saccade_layer(NAME FOLDERS… ) declares the OBJECT library saccade_NAME from every source in the
# folders. OBJECT, because plug-ins register themselves: a static library would drop each file that
# nothing names.
function(saccade_layer name)
    set(sources)
    foreach(folder IN LISTS ARGN)
        file(GLOB found CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/${folder}/*.cpp
             ${CMAKE_CURRENT_SOURCE_DIR}/${folder}/*.h)
        list(APPEND sources ${found})
    endforeach()
    add_library(saccade_${name} OBJECT ${sources})
    target_include_directories(saccade_${name} PUBLIC ${CMAKE_SOURCE_DIR})
    target_link_libraries(saccade_${name} PRIVATE saccade_warnings)
endfunction()
