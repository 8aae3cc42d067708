#!/usr/bin/env bash
# How long `bascule attach` takes, as a whole process, until it has named why a JVM hangs, and whether `jstack` names anything.
#
#   bench/hang.sh [ROUNDS]          3 rounds by default
#
# The programs hang in the ways of the demo, and know nothing of Bascule: inspect/agent/src/test/.../program/Hangs. The JDK is
# JAVA_HOME's, or the one on the PATH. Results go to standard output.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

rounds=${1:-3}
home=${JAVA_HOME:-$(dirname "$(dirname "$(readlink -f "$(command -v java)")")")}
classes=inspect/agent/target/test-classes
program=dev.bascule.inspect.agent.program.Hangs
cases='result-hang:BSC001 nested-run:BSC001 starved-pool:BSC002 two-threads:BSC003 mixed-locks:BSC203 lock-ring:BSC003'
work=$(mktemp -d)
pid=
trap '[ -z "$pid" ] || kill -9 "$pid" 2>/dev/null || true; rm -rf "$work"' EXIT

prepare() {
    ./bascule rules >/dev/null # builds it
    if [ ! -d "$classes" ]; then
        ./mvnw -q -ntp -pl inspect/agent -am test-compile >&2
    fi
}

# Starts a program, and waits until its threads have been the same for two looks.
hang() { # case
    "$home/bin/java" -cp "$classes" "$program" "$1" >/dev/null 2>&1 &
    pid=$!
    local before='' now=' '
    while [ "$before" != "$now" ] || [ -z "$now" ]; do
        before=$now
        sleep 1
        now=$("$home/bin/jstack" "$pid" 2>/dev/null | grep -c 'WAITING\|BLOCKED' || true)
    done
}

measure() { # case, rule
    local began ended named=no deadlock=no
    hang "$1"
    if "$home/bin/jstack" "$pid" | grep -q 'Found .* deadlock'; then deadlock=yes; fi
    began=$(date +%s%N)
    ./bascule attach "$pid" >"$work/out" 2>&1 || true
    ended=$(date +%s%N)
    if grep -q "^$2: " "$work/out"; then named=$2; fi
    kill -9 "$pid" && wait "$pid" 2>/dev/null || true
    pid=
    printf '| %s | %s | %d ms | %s |\n' "$1" "$named" $(((ended - began) / 1000000)) "$deadlock"
}

prepare
echo "JDK $(sed -n 's/^JAVA_VERSION="\(.*\)"/\1/p' "$home/release"), $(nproc) processors, commit $(git rev-parse --short HEAD)"
echo
echo '| hang | cause that attach names | after | jstack names a deadlock |'
echo '|---|---|---|---|'
for _ in $(seq "$rounds"); do
    for each in $cases; do measure "${each%%:*}" "${each##*:}"; done
done
