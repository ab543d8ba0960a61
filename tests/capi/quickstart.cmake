# The examples: each builds, runs, and gives the same numbers in every language.
set(python_options --library $<TARGET_FILE:nnlite> --header ${PROJECT_SOURCE_DIR}/include/nnlite/nnlite.h)
if(NNLITE_SANITIZE)
  # A sanitized library can only be loaded by a program built the same way.
  list(APPEND python_options --skip-python)
endif()

add_test(NAME capi.quickstart
  COMMAND Python3::Interpreter ${CMAKE_CURRENT_SOURCE_DIR}/capi/quickstart_test.py
    --program $<TARGET_FILE:nnlite_quickstart> --python ${PROJECT_SOURCE_DIR}/capi/examples/quickstart.py ${python_options})

add_executable(example_c capi/examples/example.c)
target_compile_options(example_c PRIVATE -pedantic)
add_executable(example_cpp capi/examples/example.cpp)
target_compile_options(example_cpp PRIVATE -pedantic)
# What nnlite.hpp promises, whatever the core is compiled as.
set_target_properties(example_cpp PROPERTIES CXX_STANDARD 17)
foreach(example IN ITEMS example_c example_cpp)
  target_link_libraries(${example} PRIVATE nnlite_compiler nnlite)
endforeach()
add_test(NAME capi.examples
  COMMAND Python3::Interpreter ${CMAKE_CURRENT_SOURCE_DIR}/capi/examples_test.py
    --c $<TARGET_FILE:example_c> --cpp $<TARGET_FILE:example_cpp>
    --python ${CMAKE_CURRENT_SOURCE_DIR}/capi/examples/example.py --modules ${PROJECT_SOURCE_DIR}/capi/examples
    ${python_options})
set_tests_properties(capi.quickstart capi.examples PROPERTIES LABELS capi TIMEOUT ${test_timeout})
if(NOT NNLITE_SANITIZE)
  foreach(name IN ITEMS header_reader custom pytorch struct_sizes)
    add_test(NAME capi.python_${name}
      COMMAND Python3::Interpreter -B ${CMAKE_CURRENT_SOURCE_DIR}/capi/${name}_test.py
        $<TARGET_FILE:nnlite> ${PROJECT_SOURCE_DIR}/include/nnlite/nnlite.h)
    set_tests_properties(capi.python_${name} PROPERTIES LABELS capi TIMEOUT ${test_timeout}
      ENVIRONMENT_MODIFICATION PYTHONPATH=path_list_prepend:${PROJECT_SOURCE_DIR}/capi/examples)
  endforeach()
  set_tests_properties(capi.python_pytorch PROPERTIES SKIP_RETURN_CODE 77)  # without torch or safetensors
  # Debian's own Python has Debian's packages, NumPy and perhaps PyTorch among them.
  add_test(NAME capi.python_dlpack
    COMMAND /usr/bin/python3 -B ${CMAKE_CURRENT_SOURCE_DIR}/capi/dlpack_test.py
      $<TARGET_FILE:nnlite> ${PROJECT_SOURCE_DIR}/include/nnlite/nnlite.h)
  set_tests_properties(capi.python_dlpack PROPERTIES LABELS capi TIMEOUT ${test_timeout} SKIP_RETURN_CODE 77
    ENVIRONMENT_MODIFICATION PYTHONPATH=path_list_prepend:${PROJECT_SOURCE_DIR}/capi/examples)
endif()
