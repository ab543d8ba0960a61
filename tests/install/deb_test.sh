#!/bin/sh
# Makes the Debian packages and installs them with dpkg into a clean root: one that holds a shell, ldconfig and the files of
# the packages that libnnlite1 depends on, and nothing else. Outside projects that were built against the packages run in
# there. Then they are purged, and nothing of them is left.
#
#   deb_test.sh BUILD VERSION SCRATCH      environment: CMAKE CMAKE_GENERATOR CC CXX
set -eu
test=deb
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
build=$1 version=$2 scratch=$3
. "$here/outside.sh"

command -v dpkg-query >/dev/null || { echo 'skipped: there is no dpkg'; exit 77; }
# Only root may change its root; others become root of a namespace.
if [ "$(id -u)" -eq 0 ]; then as_root=env; else as_root='unshare --map-root-user'; fi
$as_root true 2>/dev/null || { echo 'skipped: this user cannot become root of a namespace'; exit 77; }

rm -rf "$scratch"
mkdir -p "$scratch"
sh "$here/../../cmake/package.sh" deb "$build"
runtime=$(ls "$build"/packages/libnnlite[0-9]*.deb)
development=$(ls "$build"/packages/libnnlite-dev_*.deb)
arch=$(dpkg --print-architecture)

# The clean root: what the packages below hold on this system, and what dpkg knows about them.
root=$scratch/root
mkdir -p "$root/usr/bin" "$root/usr/sbin" "$root/usr/lib" "$root/usr/lib64" "$root/etc" "$root/tmp" "$root/var/cache/ldconfig" \
  "$root/var/lib/dpkg/info" "$root/var/lib/dpkg/updates" "$root/var/lib/dpkg/triggers"
for folder in bin sbin lib lib64; do ln -s "usr/$folder" "$root/$folder"; done
depends=$(dpkg-deb --field "$runtime" Depends | sed 's/([^)]*)//g; s/,/ /g')
base="libc-bin dash gcc-$(dpkg-query -W -f '${Version}' libgcc-s1 | cut -d. -f1)-base"
for package in $depends $base; do
  dpkg-query -s "$package" >>"$root/var/lib/dpkg/status"
  echo >>"$root/var/lib/dpkg/status"
  dpkg-query -L "$package" | while read -r file; do
    if [ -f "$file" ]; then
      mkdir -p "$root${file%/*}"
      cp -P "$file" "$root$file"
    fi
  done
done
listing() { (cd "$root" && find usr ! -type d | sort); }
listing >"$scratch/before"

dpkg_in_root() { quietly $as_root dpkg --root="$root" --log="$scratch/dpkg.log" "$@"; }
in_root() { $as_root chroot "$root" "$@"; }

# Depends are declared in full, or dpkg refuses; the library alone is enough to run what was linked with it.
dpkg_in_root --install "$runtime" "$development"
dpkg-query --admindir="$root/var/lib/dpkg" -W -f '${db:Status-Abbrev}' libnnlite1 libnnlite-dev | grep -q '^ii ii' ||
  fail 'the packages are not installed'
in_root /sbin/ldconfig -p | grep -q 'libnnlite\.so\.1 ' || fail 'ldconfig does not know the library'
libdir=$(dpkg-architecture -a"$arch" -qDEB_HOST_MULTIARCH)
check_files "$root/usr" "lib/$libdir"
for file in libnnlite1/copyright libnnlite1/changelog.Debian.gz libnnlite-dev/copyright libnnlite-dev/html/index.html; do
  [ -s "$root/usr/share/doc/$file" ] || fail "$file is not in the packages"
done

build_with_cmake_package "$root/usr" "$scratch/cmake"
(
  export PKG_CONFIG_LIBDIR="$root/usr/lib/$libdir/pkgconfig" PKG_CONFIG_SYSROOT_DIR="$root"
  build_with_pkg_config "$scratch/pkg-config" /nowhere
)
unset PKG_CONFIG_LIBDIR
[ "$(PKG_CONFIG_PATH="$root/usr/lib/$libdir/pkgconfig" pkg-config --cflags --libs nnlite | tr -d ' ')" = -lnnlite ] ||
  fail 'where the packages are installed, pkg-config should name no folder'
dpkg_in_root --purge libnnlite-dev
for program in cmake/c/program cmake/cpp/program pkg-config/c pkg-config/cpp; do
  cp "$scratch/$program" "$root/tmp/program"
  says_version /tmp/program in_root
done

dpkg_in_root --purge libnnlite1
listing | diff "$scratch/before" - || fail 'purging leaves something behind'
echo 'installed, used and purged in a clean root'
