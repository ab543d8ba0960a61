# Warnings, sanitizers and the floating-point contract that every target of nnlite is compiled with.
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
