# For the check- scripts: counts what passed and what failed. They run from the repository's root; their argument
# is the folder of the built library.
set -u
cd "$(dirname "${BASH_SOURCE[0]}")/../.." || exit 1
build=$(cd "${1:-build}" 2>/dev/null && pwd) || { echo "no folder ${1:-build}: run make first"; exit 1; }
library=$build/libdxinterconnect.so
header=Include/dxinterconnect.h
passed=0
failed=0
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# check WHAT COMMAND…: the command must succeed; what it printed is shown when it does not.
check() {
    local what=$1
    shift
    if "$@" >"$work/output" 2>&1; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "FAILED: $what"
        sed 's/^/    /' "$work/output" | head -100
    fi
}

# same WHAT EXPECTED ACTUAL: two texts are equal; their difference is shown when they are not.
same() {
    check "$1" diff <(printf '%s\n' "$2") <(printf '%s\n' "$3")
}

finish() {
    echo "$passed passed, $failed failed"
    [ "$failed" = 0 ] && [ "$passed" -gt 0 ]
}
