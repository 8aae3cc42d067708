#!/usr/bin/env bash
# Compares the agent, which watches a program that runs, with BlockHound and the JDK's Flight Recorder.
#
#   bench/watch.sh [ROUNDS]         the tables, 10 rounds by default
#
# JDKS are the homes of the JDKs, with blanks between; JAVA_HOME by default. PARTS (seen, ready, cost) chooses what is run.
# AGENT is the agent's jar, if it is built already. The build's own JDK is JAVA_HOME's, or the one on the PATH, and no
# newer than those. Results go to standard output and to bench/target/watch/results.md, what each has missed to
# bench/target/watch/*.seen.
#
# seen: a probe counts where its method is on the stack of something that was told of its thread. Bascule tells with
# threshold=0ns,notes; BlockHound calls back; of the recording all events count that say that a thread waited, or read or
# wrote, with no threshold and no limit of their rate. All classes have been loaded before, on another thread.
# ready: from before the JVM is started to the beginning of main, with the tool installed; one of each in turn.
# cost: on a thread that none of them watches; the median of each JVM's rounds, one JVM of each in turn.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

work=$PWD/bench/target/watch
parts=${PARTS:-seen ready cost}
rounds=${1:-10}
home=${JAVA_HOME:-$(dirname "$(dirname "$(readlink -f "$(command -v java)")")")}
jdks=${JDKS:-$home}
package=dev.bascule.bench.watch
events='ThreadPark ThreadSleep JavaMonitorEnter JavaMonitorWait FileRead FileWrite FileForce SocketRead SocketWrite'

. bench/tools.sh

# -- the flags with which a JVM has a recording --

recorder() { # file
    local all=filename=$1,settings=profile
    for event in $events; do
        all+=,jdk.$event#enabled=true,jdk.$event#threshold=0ns
        case $event in
            File* | Socket*) [ "$version" -lt 25 ] || all+=,jdk.$event#throttle=off ;;
        esac
    done
    echo "-XX:StartFlightRecording:$all"
}

# -- which probes are seen --

probes() { # file for the output, flags and class
    local out=$1
    shift
    timeout 300 "$java" $flags "$@" </dev/null >"$out" 2>&1 || echo "probes: exit $?: $(tail -n 3 "$out")" >&2
}

seen() {
    local at=$work/$version
    rm -f "$at".*
    probes "$at.bascule.out" "$(bascule)=threshold=0ns,notes,format=json,report=$at.json" -cp "$classes" \
        dev.bascule.inspect.agent.program.probe.Probes
    "$java" -cp "$classes" $package.Seen report "$at.json" >"$at.bascule.seen"
    probes "$at.blockhound.out" -XX:+AllowRedefinitionToAddDeleteMethods -cp "$classes" \
        $package.BlockHoundProbes "$at.blockhound.seen"
    probes "$at.recorder.out" "$(recorder "$at.jfr")" -cp "$classes" dev.bascule.inspect.agent.program.probe.Probes
    "$java" -cp "$classes" $package.Seen recording "$at.jfr" >"$at.recorder.seen"
    echo
    echo "| JDK $version | probes seen | false, on controls |"
    echo "|---|---:|---:|"
    for tool in bascule blockhound recorder; do
        head -n 1 "$at.$tool.seen" | awk -F'|' -v t=$tool '{ printf "| %s | %d of %d | %d of %d |\n", t, $1, $2, $3, $4 }'
    done
}

# -- how long it takes until the program begins --

ready() {
    rm -f "$work"/ready-*
    for _ in $(seq "$rounds"); do
        for tool in none bascule blockhound; do
            "$java" $flags $($tool) -cp "$classes" $package.Ready "$(date +%s%N)" 2>/dev/null >>"$work/ready-$tool"
        done
    done
    echo
    echo "| JDK $version | ready after, median (range) of $rounds | more than without |"
    echo "|---|---:|---:|"
    for tool in none bascule blockhound; do
        echo "| $tool | $(millis "$work/ready-$tool") | $(more "$work/ready-$tool") |"
    done
}

millis() { # file of microseconds
    sort -n "$1" | awk '{ v[NR] = $1 / 1000 } END { printf "%.0f ms (%.0f to %.0f)", v[int((NR + 1) / 2)], v[1], v[NR] }'
}

more() { # file of microseconds
    awk -v a="$(median "$1")" -v b="$(median "$work/ready-none")" 'BEGIN { printf "%.0f ms", (a - b) / 1000 }'
}

# -- what it costs where nobody is watched --

cost() {
    rm -f "$work"/cost-*
    for _ in $(seq "$(((rounds + 1) / 2))"); do
        for tool in none bascule blockhound; do
            "$java" $flags $($tool) -cp "$classes" $package.Cost 2>/dev/null | while read -r call nanos; do
                echo "$nanos" >>"$work/cost-$tool-$call"
            done
        done
    done
    echo
    echo "| JDK $version, unwatched thread | none | bascule | blockhound |"
    echo "|---|---:|---:|---:|"
    for call in park file exists socket; do
        local base
        base=$(median "$work/cost-none-$call")
        echo "| $call | $base ns | $(times bascule) | $(times blockhound) |"
    done
}

times() { # tool
    awk -v a="$(median "$work/cost-$1-$call")" -v b="$base" 'BEGIN { printf "%.2f x, %+.0f ns", a / b, a - b }'
}

prepare bench/watch bench/watch/src inspect/agent/src/test/java/dev/bascule/inspect/agent/program/probe
run_parts | tee "$work/results.md"
