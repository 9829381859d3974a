# The commands of the house. `make setup` first makes the environment all others share.

PYTHON3 ?= $(shell for p in python3 python3.11 python3.12 python3.13; do \
	$$p -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))' 2>/dev/null \
	&& echo $$p && break; done)
VENV := .venv
PYTHON := $(VENV)/bin/python
INSTALL := $(PYTHON) -m pip install --quiet --disable-pip-version-check
WORKERS ?= 3
OUT ?= out

.PHONY: setup run test bench docs lint types imports wheel build lock format clean

setup: $(VENV)/.ready

$(PYTHON):
	@test -n "$(PYTHON3)" || { echo "Threonate needs Python 3.11, 3.12 or 3.13; install one, or name it: make setup PYTHON3=/path/to/python." >&2; exit 1; }
	$(PYTHON3) -m venv $(VENV)

$(VENV)/.ready: requirements/dev.txt pyproject.toml | $(PYTHON)
	$(INSTALL) --require-hashes -r requirements/dev.txt
	$(INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.bench: requirements/bench.txt requirements/amici.txt $(VENV)/.ready
	$(INSTALL) --require-hashes -r requirements/bench.txt
	$(INSTALL) --require-hashes -r requirements/amici.txt \
		|| echo "AMICI could not be built here; the race goes on without it."
	@touch $@

run: setup
	$(VENV)/bin/threonate simulate --out $(OUT)

test: setup
	bash scripts/system.sh
	$(MAKE) --no-print-directory lint types imports wheel
	$(PYTHON) -m pytest -n $(WORKERS) --dist worksteal

bench: $(VENV)/.bench
	$(PYTHON) benchmarks/maze.py
	$(PYTHON) benchmarks/recall.py
	$(PYTHON) benchmarks/safety.py
	$(PYTHON) benchmarks/cohort.py
	$(PYTHON) benchmarks/trial.py
	$(PYTHON) benchmarks/sensitivity.py
	$(PYTHON) benchmarks/lab.py
	PATH="$(CURDIR)/$(VENV)/bin:$$PATH" $(PYTHON) benchmarks/race.py

docs: setup
	$(PYTHON) docs/generate.py

lint: setup
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .

format: setup
	$(VENV)/bin/ruff check --fix .
	$(VENV)/bin/ruff format .

types: setup
	$(VENV)/bin/mypy

imports: setup
	$(VENV)/bin/lint-imports

build: setup
	rm -rf dist
	$(PYTHON) -m hatchling build

wheel: build
	bash scripts/wheel.sh $(PYTHON)

lock:
	bash scripts/lock.sh "$(PYTHON3)" $(UPGRADE)

clean:
	rm -rf $(OUT) dist .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
	find . -path ./$(VENV) -prune -o -name __pycache__ -type d -prune -exec rm -rf {} +
