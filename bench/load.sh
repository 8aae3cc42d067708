#!/usr/bin/env bash
# What it costs to be watched, under load: by the agent, by BlockHound, by nobody.
#
#   bench/load.sh [ROUNDS]          the tables, 5 rounds by default
#
# JDKS are the homes of the JDKs, with blanks between; JAVA_HOME by default. PARTS (netty, webflux, virtual) chooses what is run,
# SECONDS_EACH for how long is measured, after WARM_UP seconds that are not. AGENT is the agent's jar, if it is built already.
# Results go to standard output and to bench/target/load/results.md.
#
# netty, webflux: a service that echoes, and wrk (16 connections, HTTP/1.1, one request at a time on each), each process on one
# processor, one of each tool in turn; the processor time is that of the service's process.
# virtual: 100,000 virtual threads that sleep for 10 ms, five times each, after as many that are not measured; pinned carriers are
# counted with a tenth as many, since the recording costs time, too.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

work=$PWD/bench/target/load
parts=${PARTS:-netty webflux virtual}
rounds=${1:-5}
seconds=${SECONDS_EACH:-10}
warm_up=${WARM_UP:-40} # so long the compilers take a good part of the one processor
home=${JAVA_HOME:-$(dirname "$(dirname "$(readlink -f "$(command -v java)")")")}
jdks=${JDKS:-$home}
package=dev.bascule.bench.load

. bench/tools.sh

# -- services --

# Each on a processor of its own, where that can be had: else what is measured is how they get in each other's way.
on0=
on1=
if command -v taskset >/dev/null && [ "$(nproc)" -gt 1 ]; then
    on0='taskset -c 0'
    on1='taskset -c 1'
fi

service=
trap '[ -z "$service" ] || kill "$service" 2>/dev/null || true' EXIT

serve() { # tool, kind of service
    local pipe=$work/stdin
    rm -f "$pipe" "$work/port"
    mkfifo "$pipe"
    $on0 "$java" $flags $($1) -Xmx512m -cp "$classes" $package.Echo "$2" <"$pipe" >"$work/port" 2>"$work/$2-$1.err" &
    service=$!
    exec 7>"$pipe"
    until [ -s "$work/port" ]; do
        kill -0 "$service" || { tail -n 5 "$work/$2-$1.err" >&2; exit 1; }
        sleep 0.1
    done
    ask "$warm_up" >/dev/null
    local before answers median p99 failed
    before=$(cpu "$service")
    read -r answers median p99 failed <<<"$(ask "$seconds")"
    [ "$failed" = 0 ] || { echo "$1, $2: $failed requests failed" >&2; exit 1; }
    echo "$(awk -v t="$(($(cpu "$service") - before))" -v n="$answers" 'BEGIN { printf "%.2f", t / n }') $median $p99" \
        >>"$work/$2-$1"
    exec 7>&-
    wait "$service" || true
    service=
}

ask() { # seconds
    $on1 wrk -t 1 -c 16 -d "${1}s" --latency -s bench/load/echo.lua "http://127.0.0.1:$(cat "$work/port")/" \
        2>&1 >"$work/wrk.out"
}

# Microseconds of processor time that a process has used, its threads together.
cpu() { # PID
    awk -v hertz="$(getconf CLK_TCK)" '{ sub(/.*\) /, ""); print ($12 + $13) * 1000000 / hertz }' "/proc/$1/stat"
}

services() { # kind
    command -v wrk >/dev/null || { echo "bench/load.sh needs wrk, e.g. of 'apt-get install wrk'" >&2; exit 1; }
    rm -f "$work/$1"-*
    for _ in $(seq "$rounds"); do
        for tool in none bascule blockhound; do serve "$tool" "$1"; done
    done
    echo
    echo "| JDK $version, $1, $seconds s | processor time for a request | of none | median | p99 |"
    echo "|---|---:|---:|---:|---:|"
    for tool in none bascule blockhound; do
        local file=$work/$1-$tool
        echo "| $tool | $(median "$file") us ($(range "$file")) | $(ratio "$file" "$work/$1-none") |" \
            "$(median "$file" 2) us | $(median "$file" 3) us |"
    done
}

netty() { services netty; }

webflux() { services webflux; }

# -- virtual threads --

virtual() {
    if [ "$version" -lt 21 ]; then return; fi
    rm -f "$work"/virtual-*
    for _ in $(seq "$rounds"); do
        for tool in none bascule; do
            "$java" $flags $($tool) -Xmx1g -cp "$classes" $package.Sleepers 100000 2>"$work/virtual-$tool.err" \
                >>"$work/virtual-$tool"
        done
    done
    echo
    echo "| JDK $version, 100,000 virtual threads | processor time | of none | carriers pinned |"
    echo "|---|---:|---:|---:|"
    for tool in none bascule; do
        local file=$work/virtual-$tool
        echo "| $tool | $(median "$file") ms ($(range "$file")) | $(ratio "$file" "$work/virtual-none") |" \
            "$(median "$file" 2) |"
    done
}

prepare bench/load bench/load/src
run_parts | tee "$work/results.md"
