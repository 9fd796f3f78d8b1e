# Works on a machine with Python 3.11 or newer and nothing else. `make help` lists the targets.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin

.PHONY: help demo test quick parser format clean

help:  ## what can be made
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

demo: $(VENV)/.installed  ## decide a real case, explain it, draw it (into out/)
	@$(BIN)/kaidah demo out

test: $(VENV)/.developing  ## style, types, floors and every test but the long ones
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -n auto -m "not long" $(PYTEST)

long: $(VENV)/.developing  ## the long tests
	$(BIN)/pytest -n auto -m long

quick: $(VENV)/.developing  ## the tests without style and types
	$(BIN)/pytest -n auto -m "not long" -x

parser: $(VENV)/.developing  ## store the tables of the grammars, after a change of a grammar
	$(BIN)/python -m kaidah_dsl.tables

format: $(VENV)/.developing  ## lay out code and tables
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .
	$(BIN)/kaidah fmt tables examples

clean:  ## remove the environment and what was made
	rm -rf $(VENV) out build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: $(VENV)/bin/python pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/.developing: $(VENV)/bin/python pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@ $(VENV)/.installed
