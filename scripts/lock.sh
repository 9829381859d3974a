#!/usr/bin/env bash
# Pins every package with its hashes, for CPython 3.11 to 3.13 on Linux and macOS.
# The widest set is resolved first, so that the narrower ones hold the very same versions.
# Usage: scripts/lock.sh PYTHON [--upgrade]
set -euo pipefail
cd "$(dirname "$0")/.."

python=${1:?name the Python that makes the lock}
shift
workshop=$(mktemp -d)
trap 'rm -rf "$workshop"' EXIT
"$python" -m venv "$workshop/venv"
"$workshop/venv/bin/python" -m pip install --quiet --disable-pip-version-check uv

pin() {
    "$workshop/venv/bin/uv" pip compile pyproject.toml "$@" \
        --universal --python-version 3.11 --generate-hashes --quiet \
        --no-annotate --no-header --no-emit-index-url --no-emit-find-links >/dev/null
}

pin --extra sbml --extra fit --group dev --group bench --group amici --output-file requirements/amici.txt "$@"
pin --extra sbml --extra fit --group dev --group bench -c requirements/amici.txt --output-file requirements/bench.txt
pin --extra sbml --extra fit --group dev -c requirements/amici.txt --output-file requirements/dev.txt
pin -c requirements/amici.txt --output-file requirements/run.txt

if grep -nE '://|^-' requirements/*.txt; then
    echo "The lock must not name an address; remove the lines above." >&2
    exit 1
fi
