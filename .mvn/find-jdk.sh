#!/bin/sh
# Prints the home of a JDK that data2vec4j can be built with, or with the argument "java" one that can run it:
# JAVA_HOME if it fits, else the java on the PATH, else the newest in the usual folders.
oldest=22
tool=${1:-javac}

# Sets $version to a number that grows with the Java version in folder $1, or to 0 where there is none.
# A release file tells without starting java, which would take longer than everything else here.
look_at() {
    version=0
    text=
    [ -x "$1/bin/java" ] && [ -x "$1/bin/$tool" ] || return
    if [ -r "$1/release" ]; then
        while IFS= read -r line; do
            case $line in JAVA_VERSION=*) text=${line#*=} && break ;; esac
        done <"$1/release"
        text=${text#\"}
        text=${text%\"*}
    else
        text=$("$1/bin/java" -version 2>&1 | sed -n 's/.*version "\([^"]*\)".*/\1/p')
    fi
    number=${text%%[!0-9.]*}
    IFS=.
    set -- $number
    unset IFS
    version=$((${1:-0} * 1000000 + ${2:-0} * 1000 + ${3:-0}))
}

fits() {
    [ "$version" -ge $((oldest * 1000000)) ]
}

offer() {
    look_at "$1"
    if fits; then
        printf '%s\n' "$1"
        exit 0
    fi
    [ "$version" -eq 0 ] || seen="$seen
  $2 is Java $text: $1"
}

seen=
if [ -n "$JAVA_HOME" ]; then
    offer "$JAVA_HOME" JAVA_HOME
fi

if on_path=$(command -v java); then
    home=$(readlink -f "$on_path" 2>/dev/null)
    home=${home%/bin/java}
    # A version manager may put a script of its own there: only java itself knows then.
    [ -r "$home/release" ] || home=$(java -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java\.home = //p')
    offer "$home" "java on the PATH"
fi

newest=0
for home in /usr/lib/jvm/* /usr/java/* /opt/*jdk* "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home; do
    look_at "$home"
    if fits && [ "$version" -gt "$newest" ]; then
        newest=$version
        best=$home
    fi
done
if [ "$newest" -gt 0 ]; then
    printf '%s\n' "$best"
    exit 0
fi

cat >&2 <<END
data2vec4j needs a JDK of version $oldest or newer. None is in JAVA_HOME, on the PATH or in the usual folders.$seen
Install one (25 is a long-term release) and point to it:
  export JAVA_HOME=/path/to/jdk-25
END
exit 1
