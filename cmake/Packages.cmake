# What package.sh packs, as components of their own that plain installs leave out: "archive", and for CPack
# "debian_runtime" and "debian_development". What package.sh makes beforehand lies in package_made.
set(package_made ${PROJECT_BINARY_DIR}/package)

if(TARGET nnlite_standalone)
  way_up(up lib/pkgconfig)
  install_nnlite(archive TARGET nnlite_standalone LIBDIR lib PREFIX "\${pcfiledir}/${up}"
    RUNTIME archive DEVELOPMENT archive EXCLUDE_FROM_ALL)
  install(FILES LICENSE CHANGELOG.md cmake/debian/copyright DESTINATION share/doc/nnlite
    COMPONENT archive EXCLUDE_FROM_ALL)
  install(DIRECTORY ${package_made}/html DESTINATION share/doc/nnlite COMPONENT archive EXCLUDE_FROM_ALL)
endif()

# Debian alone has folders for each architecture.
if(NOT CMAKE_LIBRARY_ARCHITECTURE)
  return()
endif()
set(runtime_package libnnlite${PROJECT_VERSION_MAJOR})
set(development_package libnnlite-dev)
install_nnlite(debian TARGET nnlite LIBDIR lib/${CMAKE_LIBRARY_ARCHITECTURE} PREFIX /usr
  RUNTIME debian_runtime DEVELOPMENT debian_development EXCLUDE_FROM_ALL)
foreach(part runtime development)
  install(FILES cmake/debian/copyright ${package_made}/changelog.Debian.gz ${package_made}/changelog.gz
    DESTINATION share/doc/${${part}_package} COMPONENT debian_${part} EXCLUDE_FROM_ALL)
  install(FILES cmake/debian/${part}.overrides DESTINATION share/lintian/overrides RENAME ${${part}_package}
    COMPONENT debian_${part} EXCLUDE_FROM_ALL)
endforeach()
install(DIRECTORY ${package_made}/html DESTINATION share/doc/${development_package}
  COMPONENT debian_development EXCLUDE_FROM_ALL)

set(NNLITE_DEBIAN_MAINTAINER "the nnlite authors <nnlite@example.org>" CACHE STRING
  "Who answers for the Debian packages")
set(description "nnlite creates embeddings, batch norms and the layers around them, runs them
forward and backward, steps optimizers, saves and loads, from C, C++ or any
language with a foreign-function interface. Behaviour and names are PyTorch's.
")
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_DIRECTORY ${PROJECT_BINARY_DIR}/packages)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_COMPONENTS_ALL debian_runtime debian_development)
set(CPACK_STRIP_FILES ON)
set(CPACK_VERBATIM_VARIABLES ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
  OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_PACKAGE_RELEASE 1)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_MAINTAINER "${NNLITE_DEBIAN_MAINTAINER}")
set(CPACK_DEBIAN_COMPRESSION_TYPE xz)
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "training library that any program can load")

set(CPACK_DEBIAN_DEBIAN_RUNTIME_PACKAGE_NAME ${runtime_package})
set(CPACK_DEBIAN_DEBIAN_RUNTIME_PACKAGE_SECTION libs)
set(CPACK_DEBIAN_DEBIAN_RUNTIME_DESCRIPTION
  "${description}\nThis package holds the library itself.")
set(CPACK_DEBIAN_DEBIAN_RUNTIME_PACKAGE_CONTROL_EXTRA ${PROJECT_SOURCE_DIR}/cmake/debian/triggers)
# Depends comes from dpkg-shlibdeps; programs built against the library need this version or a later one.
set(CPACK_DEBIAN_DEBIAN_RUNTIME_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_GENERATE_SHLIBS ON)
set(CPACK_DEBIAN_PACKAGE_GENERATE_SHLIBS_POLICY ">=")

set(CPACK_DEBIAN_DEBIAN_DEVELOPMENT_PACKAGE_NAME ${development_package})
set(CPACK_DEBIAN_DEBIAN_DEVELOPMENT_PACKAGE_SECTION libdevel)
set(CPACK_DEBIAN_DEBIAN_DEVELOPMENT_DESCRIPTION
  "${description}
This package holds what programs are built with: the headers for C and C++, a
CMake package, a pkg-config file and the reference documentation.")
set(CPACK_DEBIAN_DEBIAN_DEVELOPMENT_PACKAGE_DEPENDS
  "${runtime_package} (= ${PROJECT_VERSION}-${CPACK_DEBIAN_PACKAGE_RELEASE})")
include(CPack)
