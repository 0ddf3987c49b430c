# make load   a warehouse from the sample articles        make test   every test that needs nothing more than this
PYTHON ?= python3
UV_VERSION := 0.13.9
WAREHOUSE ?= warehouse/copydesk.duckdb
BIN := .venv/bin

.PHONY: help setup load test lint lock wheel clean

help:
	@echo "make setup   a .venv with everything pinned in requirements.lock"
	@echo "make load    load seeds/articles into $(WAREHOUSE)"
	@echo "make test    run the tests"
	@echo "make lint    ruff, mypy, sqlfluff"
	@echo "make lock    pin the dependencies of pyproject.toml anew"
	@echo "make wheel   build a wheel into dist/"

setup: .venv/fresh

# uv first, by pip: it then installs the rest in seconds where pip takes minutes. Compiling the bytecode once takes seconds,
# and saves them at the start of each process where Python may not write it itself.
.venv/fresh: requirements.lock pyproject.toml Makefile
	@test -x $(BIN)/python || $(PYTHON) -c 'import sys; sys.exit(0 if (3, 11) <= sys.version_info < (3, 13) else "copydesk needs Python 3.11 or 3.12: make PYTHON=python3.11 …")'
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/uv --version 2>/dev/null | grep -q ' $(UV_VERSION)' || $(BIN)/python -m pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)
	$(BIN)/uv pip sync --quiet --compile-bytecode --python $(BIN)/python --require-hashes requirements.lock
	$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	@touch $@

load: setup
	@$(BIN)/copydesk load seeds/articles --warehouse $(WAREHOUSE)

test: setup
	$(BIN)/python -m pytest

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/sqlfluff lint sql

lock:
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --group dev --generate-hashes --no-header --no-annotate --upgrade pyproject.toml -o requirements.lock

wheel: setup
	$(BIN)/uv build --quiet --wheel --no-build-isolation --python $(BIN)/python -o dist .

clean:
	rm -rf .venv dist warehouse .pytest_cache .mypy_cache .ruff_cache
