# shellcheck shell=bash
# What bench/watch.sh and bench/load.sh share; to be sourced by them, with home, jdks, parts, rounds and work set.

# Finds the tools, and compiles the sources against them: sets agent, blockhound, classes.
prepare() { # folder of the POM, folders of sources
    local project=$1
    shift
    mkdir -p "$work"
    agent=${AGENT:-}
    if [ -z "$agent" ]; then
        ./mvnw -q -ntp -pl inspect/agent -am package -DskipTests -Dspotless.check.skip >&2
        agent=$(ls "$PWD"/inspect/agent/target/bascule-agent-*.jar | grep -v -e sources -e javadoc -e tests | head -n 1)
    fi
    if [ ! -d "$work/lib" ]; then
        ./mvnw -q -ntp -f "$project/pom.xml" dependency:copy-dependencies -DincludeScope=runtime \
            -Dh2.version="$(version_of h2)" -Dsqlite-jdbc.version="$(version_of sqlite-jdbc)" \
            -DoutputDirectory="$work/lib" >&2
    fi
    blockhound=$(ls "$work"/lib/blockhound-*.jar)
    rm -rf "$work/classes"
    "$home/bin/javac" --release 17 -nowarn -Xlint:none -cp "$work/lib/*" -d "$work/classes" \
        $(find "$@" -name '*.java')
    classes=$work/classes:$work/lib/*
}

version_of() { # artifact of the build
    sed -n "s/.*<$1.version>\(.*\)<.*/\1/p" pom.xml
}

# Runs the parts on each JDK: sets java, version, flags.
run_parts() {
    local jdk part
    echo "$(nproc) CPUs, $(date +%F), load $(cut -d' ' -f1 /proc/loadavg); $rounds rounds"
    for jdk in $jdks; do
        java=$jdk/bin/java
        version=$("$java" -XshowSettings:properties -version 2>&1 | sed -n 's/.*java.specification.version = //p')
        flags=
        [ "$version" -lt 24 ] || flags=--enable-native-access=ALL-UNNAMED
        for part in $parts; do $part; done
    done
}

# -- the tools: the flags with which a JVM has them --

none() { echo; }

bascule() { echo "-javaagent:$agent"; }

blockhound() { echo "-XX:+AllowRedefinitionToAddDeleteMethods -javaagent:$blockhound"; }

# -- figures: of a column of a file --

median() { awk -v c="${2:-1}" '{ print $c }' "$1" | sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }

range() { awk -v c="${2:-1}" '{ print $c }' "$1" | sort -n | awk '{ v[NR] = $1 } END { print v[1] " to " v[NR] }'; }

ratio() { awk -v a="$(median "$1")" -v b="$(median "$2")" 'BEGIN { printf "%.2f x", a / b }'; }
