# The program behind cmake/quickstart.sh: plain C99, nothing but nnlite.h.
add_executable(nnlite_quickstart capi/examples/quickstart.c capi/examples/words.c)
set_target_properties(nnlite_quickstart PROPERTIES OUTPUT_NAME quickstart)
target_compile_options(nnlite_quickstart PRIVATE -pedantic)
target_link_libraries(nnlite_quickstart PRIVATE nnlite_compiler nnlite m)
