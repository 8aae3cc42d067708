#!/usr/bin/env bash
# Compares `bascule scan` with what others take to build a call graph of the same classes, as whole processes in turn.
#
#   bench/scan.sh [ROUNDS]          the table, 3 rounds by default
#   bench/scan.sh --curve           time and heap of the scan, from 1,000 to 100,000 classes
#
# INPUTS (program, everything) and PEERS (sootup-cha, sootup-rta, wala-cha) choose what is run, LIMIT how many seconds a
# peer is waited for. Of the input "program" some jars are blamed and the others are libraries; of "everything" all are.
# The JDK is JAVA_HOME's, or the one on the PATH. Results go to standard output and to bench/target/scan/results.md.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

java=java
[ -z "${JAVA_HOME:-}" ] || java=$JAVA_HOME/bin/java
work=$PWD/bench/target/scan
inputs=${INPUTS:-program everything}
who=${PEERS:-sootup-cha sootup-rta wala-cha}
limit=${LIMIT:-600}
peers=$work/peers/target/classes:$work/peers/target/lib/*
# What is blamed; all else of the class path is library.
program='spring-webflux-* spring-data-jpa-* vertx-web-[0-9]* r2dbc-postgresql-*'

prepare() {
    mkdir -p "$work"
    if [ ! -d "$work/all" ]; then
        ./mvnw -q -ntp -f bench/scan/classpath/pom.xml dependency:copy-dependencies \
            -DincludeScope=runtime -DoutputDirectory="$work/all" >&2
    fi
    if [ ! -d "$work/program" ]; then
        mkdir -p "$work/program" "$work/lib"
        ln -sf "$work"/all/*.jar "$work/lib/"
        for pattern in $program; do
            for jar in "$work"/lib/$pattern; do mv "$jar" "$work/program/"; done
        done
        mkdir -p "$work/none"
    fi
    if [ ! -d "$work/peers/target/lib" ] || [ -n "$(find bench/scan/peers -newer "$work/peers/target/lib" -type f)" ]; then
        rm -rf "$work/peers" && cp -r bench/scan/peers "$work/peers"
        ./mvnw -q -ntp -f "$work/peers/pom.xml" compile dependency:copy-dependencies \
            -Dasm.version="$(sed -n 's/.*<asm.version>\(.*\)<.*/\1/p' pom.xml)" -DincludeScope=runtime \
            -DoutputDirectory="$work/peers/target/lib" >&2
    fi
    ./bascule rules >/dev/null # builds it
}

# Runs a command, and appends the milliseconds of wall time that it takes to the file of that name.
timed() { # name, command...
    local name=$1 began ended status=0
    shift
    began=$(date +%s%N)
    "$@" >"$work/$name.out" 2>"$work/$name.err" || status=$?
    ended=$(date +%s%N)
    if [ "$status" -gt 1 ]; then
        echo "$name: exit $status: $(tail -n 1 "$work/$name.err" "$work/$name.out" | tr '\n' ' ')" >&2
        echo "failed" >>"$work/$name.ms"
    else
        echo $(((ended - began) / 1000000)) >>"$work/$name.ms"
    fi
}

scan() { # name, arguments...
    local name=$1
    shift
    BASCULE_JAVA_OPTS=-Xmx1g timed "$name" ./bascule scan --cache "$work/cache" "$@"
}

peer() { # name, class, arguments...
    local name=$1
    shift
    timed "$name" timeout "$limit" "$java" -Xmx6g -cp "$peers" "$@"
}

round() { # input, paths...
    local input=$1 program=$2 lib=$3 given
    given=("$program")
    [ "$lib" = "$work/none" ] || given+=(--lib "$lib")
    rm -rf "$work/cache"
    scan "$input-cold" "${given[@]}"
    scan "$input-cached" "${given[@]}"
    for each in $who; do
        case $each in
            sootup-*) peer "$input-$each" dev.bascule.bench.peers.SootUpGraph "${each#sootup-}" "$program" "$lib" ;;
            wala-cha) peer "$input-$each" dev.bascule.bench.peers.WalaGraph "$program" "$lib" ;;
            *) echo "no peer is called $each" >&2 && exit 2 ;;
        esac
    done
}

median() { # name
    { grep -v failed "$work/$1.ms" || true; } | sort -n | awk '{ v[NR] = $1 } END {
        if (NR == 0) print "none done"; else printf "%.1f s (%.1f to %.1f)", v[int((NR + 1) / 2)] / 1000, v[1] / 1000, v[NR] / 1000 }'
}

said() { # name
    case $1 in # of a report there is too much
        *-cold | *-cached) echo "$(grep -c '^BSC' "$work/$1.out") findings" ;;
        *) tail -n 1 "$work/$1.out" | cut -c1-70 ;;
    esac
}

row() { # input, name, label
    local mine theirs ratio=
    mine=$(median "$1-cold" | cut -d' ' -f1)
    theirs=$(median "$1-$2" | cut -d' ' -f1)
    [ "$mine" = none ] || [ "$theirs" = none ] || ratio=$(awk -v a="$theirs" -v b="$mine" 'BEGIN { printf "%.1f", a / b }')
    echo "| $1 | $3 | $(median "$1-$2") | $ratio | $(said "$1-$2") |"
}

classes() { # directory
    for jar in "$1"/*.jar; do unzip -Z1 "$jar" 2>/dev/null; done | grep -c '\.class$' || true
}

table() {
    "$java" -version 2>&1 | head -n 1
    echo "$(nproc) CPUs, $(date +%F); $1 rounds; $(classes "$work/all") class files in $(ls "$work/all" | wc -l) jars"
    echo
    echo "| input | who | wall time: median (range) | times ours, cold | says |"
    echo "|---|---|---|---|---|"
    for input in $inputs; do
        row $input cold "bascule scan, cold, -Xmx1g"
        row $input cached "bascule scan, cached, -Xmx1g"
        for each in $who; do row "$input" "$each" "$each, -Xmx6g"; done
    done
}

curve() {
    local generator=dev.bascule.bench.peers.Copies
    echo "| classes | wall time | peak of the heap after collection |"
    echo "|---:|---:|---:|"
    for count in 1000 3000 10000 30000 100000; do
        local jar=$work/curve-$count.jar
        [ -f "$jar" ] || "$java" -cp "$peers" $generator "$work/all" "$jar" $count >&2
        rm -f "$work/curve.ms"
        for _ in 1 2 3; do
            BASCULE_JAVA_OPTS="-Xmx4g -Xlog:gc:file=$work/curve.gc" timed curve ./bascule scan --no-cache "$jar"
        done
        heap=$(sed -n 's/.*->\([0-9]*\)M(.*/\1/p' "$work/curve.gc" | sort -n | tail -n 1)
        echo "| $count | $(median curve) | ${heap:-0} MB |"
    done
}

prepare
if [ "${1:-}" = --curve ]; then
    curve | tee "$work/curve.md"
    exit
fi
rounds=${1:-3}
rm -f "$work"/*.ms
for _ in $(seq "$rounds"); do
    for input in $inputs; do
        case $input in
            program) round program "$work/program" "$work/lib" ;;
            everything) round everything "$work/all" "$work/none" ;;
            *) echo "no input is called $input" >&2 && exit 2 ;;
        esac
    done
done
table "$rounds" | tee "$work/results.md"
