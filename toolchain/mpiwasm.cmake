# CMake toolchain file: cmake -DCMAKE_TOOLCHAIN_FILE=.../mpiwasm.cmake ...
# Programs become .wasm files; those that CMake wants to run while configuring run through mpiwasm.

list(APPEND CMAKE_MODULE_PATH "${CMAKE_CURRENT_LIST_DIR}/cmake")

set(CMAKE_SYSTEM_NAME WASI)
set(CMAKE_SYSTEM_VERSION 1)
set(CMAKE_SYSTEM_PROCESSOR wasm32)

# Beside this file when it is in the sources, in bin/ when it is installed in share/mpiwasm.
find_program(MPIWASM_CC mpiwasm-cc HINTS "${CMAKE_CURRENT_LIST_DIR}/../../bin" "${CMAKE_CURRENT_LIST_DIR}" REQUIRED)
get_filename_component(_mpiwasm_bin "${MPIWASM_CC}" DIRECTORY)
find_program(MPIWASM_RUN mpiwasm HINTS "${_mpiwasm_bin}")

set(CMAKE_C_COMPILER "${MPIWASM_CC}")
set(CMAKE_CXX_COMPILER "${_mpiwasm_bin}/mpiwasm-c++")
if(MPIWASM_RUN)
  set(CMAKE_CROSSCOMPILING_EMULATOR "${MPIWASM_RUN}" run --dir .)
  set(MPIEXEC_EXECUTABLE "${MPIWASM_RUN}" CACHE FILEPATH "starts MPI programs")
  set(MPIEXEC_NUMPROC_FLAG "-n" CACHE STRING "")
  set(MPIEXEC_PREFLAGS "" CACHE STRING "")
endif()

set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_INCLUDE ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_PACKAGE ONLY)
# The library that the wrappers use; with threads theirs, where the project's flags ask for them.
if(CMAKE_C_FLAGS MATCHES "-pthread|-fopenmp" OR CMAKE_CXX_FLAGS MATCHES "-pthread|-fopenmp")
  list(APPEND CMAKE_FIND_ROOT_PATH "${CMAKE_CURRENT_LIST_DIR}/sysroot/threads")
  set(CMAKE_LIBRARY_ARCHITECTURE wasm32-wasip1-threads)
else()
  list(APPEND CMAKE_FIND_ROOT_PATH "${CMAKE_CURRENT_LIST_DIR}/sysroot/default" "${CMAKE_CURRENT_LIST_DIR}/sysroot/debian")
  set(CMAKE_LIBRARY_ARCHITECTURE wasm32-wasip1)
endif()
# What completes it: mpi.h and, by WASI.cmake, compat/.
list(APPEND CMAKE_FIND_ROOT_PATH "${CMAKE_CURRENT_LIST_DIR}")
# Where the user has what was built for the guest: the directories that the command line names, as CMAKE_PREFIX_PATH or by a project's own variables. Without them as
# roots they would be looked for below the sysroot only. What is the host's stays out.
get_cmake_property(_mpiwasm_names CACHE_VARIABLES)
list(FILTER _mpiwasm_names INCLUDE REGEX "(_ROOT|_DIR|_PATH|_PREFIX|_HOME)$")
list(FILTER _mpiwasm_names EXCLUDE REGEX "^CMAKE_(HOME_|CACHEFILE_|FIND_|FILES_|ROOT$)|^_|_(SOURCE|BINARY)_DIR$")
set(_mpiwasm_environment "$ENV{CMAKE_PREFIX_PATH}")
string(REPLACE ":" ";" _mpiwasm_environment "${_mpiwasm_environment}")
foreach(_mpiwasm_name IN LISTS _mpiwasm_names ITEMS _mpiwasm_environment)
  foreach(_mpiwasm_place IN LISTS ${_mpiwasm_name})
    if(IS_ABSOLUTE "${_mpiwasm_place}" AND NOT _mpiwasm_place MATCHES "^(/|/usr|/usr/local)/?$")
      list(APPEND CMAKE_FIND_ROOT_PATH "${_mpiwasm_place}")
    endif()
  endforeach()
endforeach()
list(REMOVE_DUPLICATES CMAKE_FIND_ROOT_PATH)
