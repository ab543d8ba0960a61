# What `cmake --install` gives: headers, libnnlite.so, a CMake package and a pkg-config file. All of it can be moved.
# Packages.cmake puts the same files into packages.
include(CMakePackageConfigHelpers)

# install_nnlite(LAYOUT TARGET t LIBDIR dir PREFIX prefix RUNTIME component DEVELOPMENT component [EXCLUDE_FROM_ALL])
# PREFIX is what the pkg-config file names, LIBDIR is below it. LAYOUT tells calls apart.
function(install_nnlite layout)
  cmake_parse_arguments(PARSE_ARGV 1 arg EXCLUDE_FROM_ALL "TARGET;LIBDIR;PREFIX;RUNTIME;DEVELOPMENT" "")
  set(exclude)
  if(arg_EXCLUDE_FROM_ALL)
    set(exclude EXCLUDE_FROM_ALL)
  endif()
  set(made ${PROJECT_BINARY_DIR}/install/${layout})
  set(package_dir ${arg_LIBDIR}/cmake/nnlite)
  set(development COMPONENT ${arg_DEVELOPMENT} ${exclude})

  install(TARGETS ${arg_TARGET} EXPORT nnlite_${layout} LIBRARY DESTINATION ${arg_LIBDIR}
    COMPONENT ${arg_RUNTIME} NAMELINK_COMPONENT ${arg_DEVELOPMENT} ${exclude})
  install(DIRECTORY include/nnlite DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} ${development}
    FILES_MATCHING PATTERN "*.h" PATTERN "*.hpp")

  install(EXPORT nnlite_${layout} NAMESPACE nnlite:: FILE nnliteTargets.cmake DESTINATION ${package_dir} ${development})
  configure_package_config_file(cmake/nnliteConfig.cmake.in ${made}/nnliteConfig.cmake
    INSTALL_DESTINATION ${package_dir} NO_SET_AND_CHECK_MACRO)
  # The C ABI grows and never changes within a major version.
  write_basic_package_version_file(${made}/nnliteConfigVersion.cmake COMPATIBILITY SameMajorVersion)
  install(FILES ${made}/nnliteConfig.cmake ${made}/nnliteConfigVersion.cmake DESTINATION ${package_dir} ${development})

  set(pc_prefix ${arg_PREFIX})
  set(pc_libdir ${arg_LIBDIR})
  configure_file(cmake/nnlite.pc.in ${made}/nnlite.pc @ONLY)
  install(FILES ${made}/nnlite.pc DESTINATION ${arg_LIBDIR}/pkgconfig ${development})
endfunction()

# The way from a folder below the prefix, such as lib/pkgconfig, up to it.
function(way_up result dir)
  file(RELATIVE_PATH up /prefix/${dir} /prefix)
  string(REGEX REPLACE "/$" "" up "${up}")
  set(${result} ${up} PARENT_SCOPE)
endfunction()

way_up(up ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
install_nnlite(plain TARGET nnlite LIBDIR ${CMAKE_INSTALL_LIBDIR} PREFIX "\${pcfiledir}/${up}"
  RUNTIME runtime DEVELOPMENT development)
install(FILES LICENSE cmake/debian/copyright DESTINATION ${CMAKE_INSTALL_DOCDIR} COMPONENT runtime)
