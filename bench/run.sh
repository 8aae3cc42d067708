#!/usr/bin/env bash
# Compares Bascule with its peers. Options: bench/run.sh --help. The JDK is JAVA_HOME's, or the one on the PATH.
# Results: the table on standard output, and bench/target/results.md and results.json.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

java=java
[ -z "${JAVA_HOME:-}" ] || java=$JAVA_HOME/bin/java

jar=bench/target/benchmarks.jar
newer=$(find pom.xml bench/pom.xml bench/src cross/core/pom.xml cross/core/src/main -type f -newer "$jar" 2>/dev/null | head -n 1 || true)
if [ ! -f "$jar" ] || [ -n "$newer" ]; then
    ./mvnw -q -ntp -Pbench -pl bench -am package -DskipTests >&2
fi

exec "$java" -cp "$jar" dev.bascule.bench.Compare "$@"
