# The program behind cmake/quickstart.sh: plain C99, nothing but nnlite.h.
add_executable(quickstart capi/examples/quickstart.c capi/examples/words.c)
target_compile_options(quickstart PRIVATE -pedantic)
target_link_libraries(quickstart PRIVATE nnlite_compiler nnlite m)
