#!/usr/bin/env bash
# Installs the built wheel into an empty environment, away from the source, and asks it a question.
# Usage: scripts/wheel.sh PYTHON
set -euo pipefail
cd "$(dirname "$0")/.."

python=$(realpath --no-symlinks "${1:?name the Python that runs the wheel}")
empty=$(mktemp -d)
trap 'rm -rf "$empty"' EXIT
"$python" -m venv "$empty/venv"
pip=("$empty/venv/bin/python" -m pip install --quiet --disable-pip-version-check)
"${pip[@]}" --require-hashes -r requirements/run.txt
"${pip[@]}" --no-deps dist/threonate-*.whl
cd "$empty"
venv/bin/threonate --help >/dev/null
venv/bin/threonate simulate --weeks 1 --draws 20 --no-report --json >/dev/null
echo "The wheel installs into an empty environment and answers."
