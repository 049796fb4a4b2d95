# What CMake has to know of the platform, for versions that do not know it themselves.
set(UNIX 1)
set(WASI 1)
set(CMAKE_EXECUTABLE_SUFFIX .wasm)
set(CMAKE_STATIC_LIBRARY_PREFIX lib)
set(CMAKE_STATIC_LIBRARY_SUFFIX .a)
set(CMAKE_DL_LIBS "")
set_property(GLOBAL PROPERTY TARGET_SUPPORTS_SHARED_LIBS FALSE)
# Below the sysroot and what completes it.
set(CMAKE_SYSTEM_PREFIX_PATH /)
set(CMAKE_SYSTEM_INCLUDE_PATH /include /compat)
set(CMAKE_SYSTEM_LIBRARY_PATH /lib)
