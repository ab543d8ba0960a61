# The header-only libraries that the core is built with. None of them is seen by users of nnlite.
find_package(spdlog REQUIRED)
find_package(fmt REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(xsimd REQUIRED)
find_path(RANDOM123_INCLUDE_DIR Random123/philox.h REQUIRED)

add_library(nnlite_dependencies INTERFACE)
target_link_libraries(nnlite_dependencies INTERFACE
  Threads::Threads fmt::fmt-header-only spdlog::spdlog_header_only nlohmann_json::nlohmann_json)
# No line that nnlite logs tells its thread, whose number spdlog would keep in thread-local data.
target_compile_definitions(nnlite_dependencies INTERFACE SPDLOG_NO_THREAD_ID)
target_include_directories(nnlite_dependencies SYSTEM INTERFACE ${RANDOM123_INCLUDE_DIR})
