#!/bin/sh
# The Java binding: sh run.sh install | test | example | conformance
#
# NNLITE_LIBRARY names libnnlite.so. The newest JDK is taken: JAVA_HOME, or one of /usr/lib/jvm. From Java 22 on the
# tests run over the foreign-function API and over JNA, and where a JDK before 22 is installed too, once more with that.
set -eu
export MAVEN_OPTS="${MAVEN_OPTS:-} -Dstyle.color=never"
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
root=$(CDPATH= cd -- "$here/../../.." && pwd)
out=$root/build/bindings/java
maven="mvn -q -B -f $here/pom.xml"

# The major version of a JDK, 0 for none.
version_of() {
  [ -x "$1/bin/javac" ] || { echo 0; return; }
  "$1/bin/javac" -version 2>&1 | sed 's/^javac \([0-9]*\).*/\1/'
}

# The JDK of the greatest version below $1, or nothing.
newest_below() {
  best=16
  found=
  for jdk in ${JAVA_HOME:+"$JAVA_HOME"} /usr/lib/jvm/*; do
    version=$(version_of "$jdk")
    if [ "$version" -gt "$best" ] && [ "$version" -lt "$1" ]; then
      best=$version
      found=$jdk
    fi
  done
  echo "$found"
}

build() { $maven -DskipTests test-compile dependency:copy-dependencies >&2; }

# Runs a program of one file with the built classes.
program() {
  build
  options=
  [ "$version" -lt 22 ] || options=--enable-native-access=ALL-UNNAMED
  "$JAVA_HOME/bin/java" $options -cp "$out/classes:$out/lib/*" "$1"
}

word=${1:-}
[ "$word" != install ] || sh "$root/cmake/packages.sh" java
JAVA_HOME=$(newest_below 1000)
[ -n "$JAVA_HOME" ] || { echo "run.sh: no JDK 17 or later; run: sh run.sh install" >&2; exit 1; }
export JAVA_HOME
version=$(version_of "$JAVA_HOME")

case $word in
  install) build ;;
  test)
    build
    "$JAVA_HOME/bin/javadoc" -quiet -Xdoclint:all,-missing -Werror -Xmaxwarns 20 -d "$out/javadoc" \
      -cp "$out/classes:$out/lib/*" "$here"/src/main/java*/org/nnlite/*.java
    mvn -B -f "$here/pom.xml" test
    if [ "$version" -ge 22 ]; then
      mvn -B -f "$here/pom.xml" test -Dnnlite.test.backend=jna
      older=$(newest_below 22)
      [ -z "$older" ] || JAVA_HOME=$older mvn -B -f "$here/pom.xml" test -Dnnlite.build="$out-older"
    fi
    ;;
  example) program "$here/example/Quickstart.java" ;;
  conformance) program "$here/conformance/Conformance.java" ;;
  *)
    echo "usage: sh run.sh install | test | example | conformance" >&2
    exit 2
    ;;
esac
