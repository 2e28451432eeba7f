# The verbs: run and test set everything up by themselves on a fresh machine.
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile
COMPILE := $(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --quiet

.PHONY: run test lint fix bench setup setup-dev browser lock

run: setup
	@[ -e "$${PINGSHI_HOME:-data/workspace}/CURRENT" ] || $(BIN)/pingshi demo
	@$(BIN)/pingshi serve

test: lint browser
	$(BIN)/python -m pytest --numprocesses auto --dist loadfile

lint: setup-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

fix: setup-dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: .venv/ready-bench
	$(BIN)/python tests/benchmarks

setup: .venv/ready
setup-dev: .venv/ready-dev

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Python 3.11 or later is needed / 需要 Python 3.11 以上: $$($(PYTHON) --version)"; exit 1; }
	@$(PYTHON) -m venv .venv 2>/dev/null || { rm -rf .venv; sh .ci/need python3-venv && $(PYTHON) -m venv .venv; }

.venv/ready: requirements.lock pyproject.toml | .venv/bin/python
	$(PIP) --require-hashes -r requirements.lock
	$(PIP) --no-deps --no-build-isolation -e .
	@touch $@

.venv/ready-dev: .venv/ready requirements-dev.lock
	$(PIP) --require-hashes -r requirements-dev.lock
	@touch $@

.venv/ready-bench: .venv/ready-dev requirements-bench.lock
	$(PIP) --require-hashes -r requirements-bench.lock
	@touch $@

browser:
	@command -v chromium >/dev/null || sh .ci/need chromium
	@fc-list :lang=zh 2>/dev/null | grep -q . || sh .ci/need fonts-noto-cjk
	@command -v soffice >/dev/null || sh .ci/need libreoffice-writer libreoffice-impress libreoffice-calc
	@command -v pdftotext >/dev/null || sh .ci/need poppler-utils

lock: setup-dev
	$(PIP) uv
	$(COMPILE) --extra build pyproject.toml -o requirements.lock
	$(COMPILE) --extra build --extra dev -c requirements.lock pyproject.toml -o requirements-dev.lock
	$(COMPILE) --extra build --extra bench -c requirements.lock -c requirements-dev.lock pyproject.toml -o requirements-bench.lock
