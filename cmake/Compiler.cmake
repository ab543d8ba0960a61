# Warnings, sanitizers and the floating-point contract that every target of nnlite is compiled with, and what hardens the
# library.
add_library(nnlite_compiler INTERFACE)
target_compile_options(nnlite_compiler INTERFACE
  -Wall -Wextra -Wshadow -Wpointer-arith -Wcast-align
  # Products and sums round one by one everywhere, so that results do not depend on the optimiser.
  -ffp-contract=off
  $<$<COMPILE_LANGUAGE:CXX>:-Wnon-virtual-dtor -Woverloaded-virtual>
  $<$<BOOL:${NNLITE_WERROR}>:-Werror>)
if(NNLITE_SANITIZE)
  target_compile_options(nnlite_compiler INTERFACE
    -fsanitize=${NNLITE_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(nnlite_compiler INTERFACE -fsanitize=${NNLITE_SANITIZE})
endif()

# nnlite_hardening: what the library is compiled and linked with so that a defect in it ends in a crash at its place rather
# than in somebody else's code. tests/exports/hardening.py checks the result. Sanitizers find more, and do not bear with it;
# coverage would count its branches.
add_library(nnlite_hardening INTERFACE)
if(NOT NNLITE_SANITIZE AND NOT NNLITE_COVERAGE)
  include(CheckCXXCompilerFlag)
  foreach(flag -fstack-protector-strong -fstack-clash-protection -fcf-protection -mbranch-protection=standard)
    string(MAKE_C_IDENTIFIER "NNLITE_HAS${flag}" supported)
    set(CMAKE_REQUIRED_FLAGS -Werror)
    check_cxx_compiler_flag(${flag} ${supported})
    unset(CMAKE_REQUIRED_FLAGS)
    if(${supported})
      target_compile_options(nnlite_hardening INTERFACE ${flag})
    endif()
  endforeach()
  # Checked variants of memcpy and its like need optimisation. A distribution's own choice of level goes first.
  target_compile_options(nnlite_hardening INTERFACE
    $<$<NOT:$<CONFIG:Debug>>:-U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3> -D_GLIBCXX_ASSERTIONS)
  target_link_options(nnlite_hardening INTERFACE
    -Wl,-z,relro -Wl,-z,now -Wl,-z,noexecstack -Wl,-z,defs)
endif()
