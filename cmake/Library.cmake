# The core as objects (tests link these), the kernels once per instruction set, and libnnlite.so around them.
set(core_include ${PROJECT_SOURCE_DIR}/src)

# Kernels under src/kernels/simd are compiled once per instruction set; the best one is chosen when loaded.
if(CMAKE_SYSTEM_PROCESSOR MATCHES "x86_64|AMD64")
  set(isas sse42 avx2 avx512)
  set(isa_flags_sse42 -msse4.2)
  set(isa_flags_avx2 -mavx2 -mfma)
  # GCC 12 warns falsely of uninitialised registers inside its own AVX-512 headers.
  set(isa_flags_avx512 -mavx512f -mavx512cd -mavx512dq -mavx512bw -mfma -Wno-uninitialized -Wno-maybe-uninitialized)
else()
  set(isas baseline)
endif()
file(GLOB simd_sources CONFIGURE_DEPENDS src/kernels/simd/*.cpp)
set(simd_objects)
foreach(isa IN LISTS isas)
  add_library(nnlite_simd_${isa} OBJECT ${simd_sources})
  target_include_directories(nnlite_simd_${isa} PRIVATE ${core_include})
  target_compile_options(nnlite_simd_${isa} PRIVATE ${isa_flags_${isa}} -fno-math-errno)
  target_compile_definitions(nnlite_simd_${isa} PRIVATE NNL_ISA=${isa})
  target_link_libraries(nnlite_simd_${isa} PRIVATE nnlite_compiler nnlite_hardening xsimd)
  list(APPEND simd_objects $<TARGET_OBJECTS:nnlite_simd_${isa}>)
endforeach()

file(GLOB_RECURSE core_sources CONFIGURE_DEPENDS src/*.cpp)
list(FILTER core_sources EXCLUDE REGEX "/kernels/simd/")
add_library(nnlite_core OBJECT ${core_sources})
target_include_directories(nnlite_core PUBLIC ${core_include})
target_link_libraries(nnlite_core PUBLIC nnlite_compiler nnlite_dependencies nnlite_openblas PRIVATE nnlite_hardening)

file(GLOB capi_sources CONFIGURE_DEPENDS capi/*.cpp)
add_library(nnlite_capi OBJECT ${capi_sources})
target_include_directories(nnlite_capi PUBLIC ${PROJECT_SOURCE_DIR}/include PRIVATE ${PROJECT_SOURCE_DIR}/capi)
target_compile_definitions(nnlite_capi PRIVATE NNL_BUILDING)
target_link_libraries(nnlite_capi PUBLIC nnlite_core PRIVATE nnlite_hardening)
set(build_type $<CONFIG>)
if(NNLITE_SANITIZE)
  string(APPEND build_type " with sanitizers")
endif()
set_source_files_properties(capi/build_info.cpp PROPERTIES COMPILE_DEFINITIONS "NNL_BUILD_TYPE=\"${build_type}\"")

# Time goes into the kernels per instruction set and, for small tensors, into what every call passes through: both are
# compiled for speed at any size. The loops of operations are vectorised but not multiplied, which halves their code; what runs
# once in a while is compiled for size. What nothing uses is left out.
set(moderate -O2)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  list(APPEND moderate -ftree-vectorize -fvect-cost-model=dynamic)
endif()
file(GLOB loops CONFIGURE_DEPENDS src/kernels/*.cpp src/ops/*.cpp)
list(REMOVE_ITEM loops ${PROJECT_SOURCE_DIR}/src/kernels/elementwise.cpp ${PROJECT_SOURCE_DIR}/src/ops/arithmetic.cpp)
set_source_files_properties(${loops} PROPERTIES COMPILE_OPTIONS "$<$<CONFIG:Release>:${moderate}>")
file(GLOB seldom CONFIGURE_DEPENDS src/io/*.cpp src/nn/*.cpp src/data/*.cpp src/train/*.cpp src/optim/schedule*.cpp
  src/base/error.cpp src/base/log.cpp src/base/profile_table.cpp src/base/text_table.cpp src/autograd/gradcheck.cpp)
set_source_files_properties(${seldom} PROPERTIES COMPILE_OPTIONS "$<$<CONFIG:Release>:-Os>")
foreach(part nnlite_core nnlite_capi)
  target_compile_options(${part} PRIVATE -ffunction-sections -fdata-sections)
endforeach()

if(NNLITE_COVERAGE)
  list(TRANSFORM isas PREPEND nnlite_simd_ OUTPUT_VARIABLE counted)
  foreach(part nnlite_core nnlite_capi ${counted})
    target_compile_options(${part} PRIVATE --coverage -fprofile-update=atomic)
  endforeach()
  target_link_options(nnlite_compiler INTERFACE --coverage)
endif()

# A thread's first call must not need memory for its thread-local data, which glibc answers by ending the process:
# the few hundred bytes are reserved when the library is loaded.
foreach(part nnlite_core nnlite_capi)
  target_compile_options(${part} PRIVATE -ftls-model=initial-exec)
endforeach()

# Adds the shared library `target`.
function(add_nnlite target)
  add_library(${target} SHARED
    $<TARGET_OBJECTS:nnlite_core> $<TARGET_OBJECTS:nnlite_capi> ${simd_objects})
  target_link_libraries(${target} PRIVATE nnlite_compiler nnlite_hardening nnlite_dependencies nnlite_openblas)
  target_include_directories(${target} INTERFACE
    $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/include> $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>)
  set_target_properties(${target} PROPERTIES
    OUTPUT_NAME nnlite EXPORT_NAME nnlite
    VERSION ${PROJECT_VERSION} SOVERSION ${PROJECT_VERSION_MAJOR} LINKER_LANGUAGE CXX
    LINK_DEPENDS ${PROJECT_SOURCE_DIR}/capi/nnlite.map)
  target_link_options(${target} PRIVATE
    -Wl,--version-script=${PROJECT_SOURCE_DIR}/capi/nnlite.map -Wl,--exclude-libs,ALL
    -Wl,-z,nodelete -Wl,--as-needed -Wl,--gc-sections)
  if(NOT NNLITE_SYSTEM_OPENBLAS AND NOT NNLITE_COVERAGE)  # counts of coverage are written with them
    # The reasons are in src/kernels/blas_output.cpp.
    target_link_options(${target} PRIVATE
      -Wl,--wrap=printf -Wl,--wrap=__printf_chk -Wl,--wrap=puts -Wl,--wrap=perror -Wl,--wrap=fwrite)
  endif()
endfunction()

add_nnlite(nnlite)
add_library(nnlite::nnlite ALIAS nnlite)

# The library that archives and bindings carry: it holds the C++ runtime too, hidden as all else, and needs nothing but
# libc and libm. Functions of the runtime that nobody calls would ask for a newer glibc, so they are left out.
if(NNLITE_INSTALL AND NOT NNLITE_SANITIZE AND NOT NNLITE_SYSTEM_OPENBLAS)
  set(standalone_dir ${PROJECT_BINARY_DIR}/standalone)
  add_nnlite(nnlite_standalone)
  set_target_properties(nnlite_standalone PROPERTIES LIBRARY_OUTPUT_DIRECTORY ${standalone_dir})
  target_link_options(nnlite_standalone PRIVATE
    -static-libstdc++ -static-libgcc -Wl,--gc-sections -Wl,-Map=${standalone_dir}/libnnlite.map)
endif()
