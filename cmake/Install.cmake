# What `cmake --install` gives: headers, libnnlite.so, a CMake package and a pkg-config file. All of it can be moved.
include(CMakePackageConfigHelpers)

set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/nnlite)
set(pkgconfig_dir ${CMAKE_INSTALL_LIBDIR}/pkgconfig)

install(TARGETS nnlite EXPORT nnlite)
install(DIRECTORY include/nnlite DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} FILES_MATCHING PATTERN "*.h" PATTERN "*.hpp")
install(FILES LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR})

install(EXPORT nnlite NAMESPACE nnlite:: FILE nnliteTargets.cmake DESTINATION ${package_dir})
configure_package_config_file(cmake/nnliteConfig.cmake.in nnliteConfig.cmake
  INSTALL_DESTINATION ${package_dir} NO_SET_AND_CHECK_MACRO)
# The C ABI grows and never changes within a major version.
write_basic_package_version_file(nnliteConfigVersion.cmake COMPATIBILITY SameMajorVersion)
install(FILES ${PROJECT_BINARY_DIR}/nnliteConfig.cmake ${PROJECT_BINARY_DIR}/nnliteConfigVersion.cmake
  DESTINATION ${package_dir})

file(RELATIVE_PATH pc_prefix ${CMAKE_INSTALL_PREFIX}/${pkgconfig_dir} ${CMAKE_INSTALL_PREFIX})
string(REGEX REPLACE "/$" "" pc_prefix "${pc_prefix}")
configure_file(cmake/nnlite.pc.in nnlite.pc @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/nnlite.pc DESTINATION ${pkgconfig_dir})
