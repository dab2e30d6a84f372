# What the store's fault trials in Scripts/chaos.d/ share. Sourced, not run.
#
# Each trial prints lines "fault · what must hold · figure · ok|FAILED" and ends with 1 when one failed. A line that begins
# with "SKIPPED: " says what this machine lacks.
#
#   BIN=DIR   where musterd and musterbench stand; built here as debug programs by default
#   KEEP=1    leaves the folder of the trial behind
set -uo pipefail
export LC_ALL=C SWIFT_BACKTRACE=enable=no
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1
bin=${BIN:-.build/debug}
config=Examples/musterd.yaml
demand=Examples/alerts/small-demand.json
failures=0

verdict() { # fault, what must hold, figure, "true" where it holds
    if [ "$4" = true ]; then
        printf '%s · %s · %s · ok\n' "$1" "$2" "$3"
    else
        printf '%s · %s · %s · FAILED\n' "$1" "$2" "$3"
        failures=$((failures + 1))
    fi
}

close_trial() { [ "$failures" -eq 0 ]; }

prepare() {
    place=$(mktemp -d --suffix=.muster-chaos) || exit 1
    trap cleanup EXIT
    if [ ! -x "$bin/musterbench" ] || [ ! -x "$bin/musterd" ]; then
        swift build || exit 1
    fi
    local cc
    cc=$(command -v cc || command -v clang || command -v gcc) || {
        echo "SKIPPED: the trials of a failing disk, which need a C compiler"
        exit 0
    }
    "$cc" -shared -fPIC -O2 -o "$place/faults.so" Scripts/store-faults.c -ldl || exit 1
}

cleanup() {
    [ -n "${mounted:-}" ] && umount -l "$mounted"
    [ -n "${KEEP:-}" ] || rm -rf "$place"
}

# Runs a program on a disk that fails: what, at which call, files whose path begins so.
with_fault() { # fault, number, prefix, command...
    local fault=$1 number=$2 prefix=$3
    shift 3
    STORE_FAULT=$fault STORE_FAULT_AT=$number STORE_FAULT_FILES=$prefix LD_PRELOAD=$place/faults.so "$@"
}
