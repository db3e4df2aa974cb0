# Finds a JDK; sourced by ./glasshouse and .ci/run. POSIX sh, no side effects but the functions.

# jdk_at HOME OLDEST: whether HOME is a JDK (a compiler too) of that feature release or newer
jdk_at() {
  [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] || return 1
  if [ -r "$1/release" ]; then
    jdk_found=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release")
  else
    jdk_found=$("$1/bin/javac" -version 2>&1 | sed -n 's/^javac \([0-9]*\).*/\1/p')
  fi
  [ -n "$jdk_found" ] && [ "$jdk_found" -ge "$2" ]
}

# jdk_on_path: the home of the java on the PATH, whatever links lead to it; nothing when there is none
jdk_on_path() {
  jdk_java=$(command -v java) || return 0
  jdk_home=$(readlink -f "$jdk_java" 2>/dev/null || echo "$jdk_java")
  jdk_home=${jdk_home%/bin/java}
  # A shim (jenv, asdf, macOS) is no home: it has to be asked.
  if ! [ -x "$jdk_home/bin/javac" ]; then
    jdk_home=$(java -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java\.home = //p')
  fi
  echo "$jdk_home"
}

# find_jdk OLDEST: prints the home of the first that will do: what the user chose, then what lies about
find_jdk() {
  jdk_oldest=$1
  if [ -n "${JAVA_HOME:-}" ] && jdk_at "$JAVA_HOME" "$jdk_oldest"; then
    echo "$JAVA_HOME"
    return 0
  fi
  jdk_candidate=$(jdk_on_path)
  if [ -n "$jdk_candidate" ] && jdk_at "$jdk_candidate" "$jdk_oldest"; then
    echo "$jdk_candidate"
    return 0
  fi
  for jdk_candidate in \
    /usr/lib/jvm/* \
    /usr/lib64/jvm/* \
    /usr/java/* \
    /opt/java/* \
    /opt/jdk* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home \
    "${HOME:-/}"/Library/Java/JavaVirtualMachines/*/Contents/Home \
    "${SDKMAN_DIR:-${HOME:-/}/.sdkman}"/candidates/java/* \
    /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
    /usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
    /home/linuxbrew/.linuxbrew/opt/openjdk*/libexec \
    "${ASDF_DATA_DIR:-${HOME:-/}/.asdf}"/installs/java/* \
    "${HOME:-/}"/.local/share/mise/installs/java/* \
    "${HOME:-/}"/.jenv/versions/* \
    "${HOME:-/}"/.jdks/* \
    "${HOME:-/}"/.gradle/jdks/*; do
    if jdk_at "$jdk_candidate" "$jdk_oldest"; then
      echo "$jdk_candidate"
      return 0
    fi
  done
  return 1
}
