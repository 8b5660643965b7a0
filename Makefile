# Two commands do everything: `make demo` and `make test`.
PYTHON ?= python3.11
VENV   := .venv
BIN    := $(VENV)/bin
CITY   ?= build/demo-city

RESAVES := build/resaves/.installed

LOWEST := build/lowest
# Readers, rules, lock, console and books: what calls the libraries, without LibreOffice.
LOWEST_TESTS := tests/read tests/measure tests/windows tests/test_cell_patch.py tests/test_excel_calls.py \
  tests/test_lock.py tests/test_numbers_typed.py tests/test_started_as_module.py tests/test_usage.py \
  tests/test_workbooks.py

.PHONY: demo test resaves cover lowest proof fuzz bench bundle manual samples test-remote check lint types unit docs pictures workbooks addin format clean

$(VENV)/.installed: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --constraint constraints.txt hatchling editables
	$(BIN)/pip install --quiet --constraint constraints.txt --no-build-isolation --editable '.[dev]'
	touch $@

demo: $(VENV)/.installed
	$(BIN)/talent-ledger demo $(CITY)

test: lint types unit

check: test

lint: $(VENV)/.installed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.installed
	$(BIN)/mypy

# Programs by which tests save workbooks again; node and npm come from .ci/run or the system.
$(RESAVES): tests/resaves/package.json
	mkdir -p build/resaves
	cp tests/resaves/package.json build/resaves/
	cd build/resaves && npm install --silent --no-audit --no-fund --no-package-lock
	touch $@

resaves: $(RESAVES)

# By file: what a file's tests share is made once, on one worker; the longest files begin.
unit: $(VENV)/.installed $(RESAVES)
	$(BIN)/pytest -n auto --dist loadfile --no-loadscope-reorder

# The same with branch coverage; slower, so a newcomer does not wait for it.
cover: $(VENV)/.installed $(RESAVES)
	$(BIN)/pytest -n auto --dist loadfile --no-loadscope-reorder --cov --cov-report=term

# Whether the lower bounds in pyproject.toml are true: the same tests on the oldest versions they permit.
$(LOWEST)/.installed: pyproject.toml constraints-lowest.txt
	$(PYTHON) -m venv --clear $(LOWEST)
	$(LOWEST)/bin/pip install --quiet --constraint constraints-lowest.txt hatchling editables
	$(LOWEST)/bin/pip install --quiet --constraint constraints-lowest.txt --no-build-isolation --editable .
	$(LOWEST)/bin/pip install --quiet --constraint constraints-lowest.txt pytest pytest-xdist hypothesis openxml-audit
	touch $@

lowest: $(LOWEST)/.installed
	$(LOWEST)/bin/pytest -n auto --dist loadfile -m 'not office and not proof' $(LOWEST_TESTS)

# The whole sets behind the samples of `make test`: hours of computing, run before a release. What it
# counted is written to docs/proof.md, with the seed and the day.
proof: $(VENV)/.installed $(RESAVES)
	LEDGER_PROOF=1 $(BIN)/pytest -n auto -m proof
	$(BIN)/python docs/proof.py

# Inputs changed at random, at every door: 100,000, or as many as `FUZZ=1000000 make fuzz` says.
fuzz: $(VENV)/.installed
	LEDGER_PROOF=1 $(BIN)/pytest -m proof tests/test_fuzz.py
	$(BIN)/python docs/proof.py

# The product beside what else would do the work, in turn in one run: docs/performance.md. A quarter of
# an hour; LONG=1 adds 1,000 forms, growth to 100,000 people and the demo's year, PEERS=folder another
# script that does the whole job.
bench: $(VENV)/.installed
	PYTHONPATH=tests $(BIN)/python -m bench --out docs/performance.md $(if $(LONG),--long) $(if $(PEERS),--peers $(PEERS))

# Everything for a closed network, as one zip: build/bundle. Its wheels come from the registry.
bundle: $(VENV)/.installed
	$(BIN)/python docs/manual_site.py
	$(BIN)/python -m bundle --manual build/manual

# The manual as a site and as PDFs: build/manual.
manual: $(VENV)/.installed
	$(BIN)/python docs/manual_site.py

# docs/samples, out of the demo city.
samples: $(VENV)/.installed
	$(BIN)/talent-ledger demo $(CITY)
	$(BIN)/python docs/samples.py $(CITY)

# Never part of `make test`: xlwings' remote engine is under the PolyForm Noncommercial License 1.0.0
# (or a paid one). Run it only where your use is noncommercial; the product itself needs no key.
# Required Notice: Copyright (C) Zoomer Analytics GmbH.
test-remote: $(VENV)/.installed
	XLWINGS_LICENSE_KEY=noncommercial LEDGER_REMOTE_TESTS=1 $(BIN)/pytest tests/remote

docs: $(VENV)/.installed
	$(BIN)/python docs/build.py

pictures: $(VENV)/.installed
	$(BIN)/python docs/pictures.py $(CITY)

workbooks: $(VENV)/.installed
	$(BIN)/python workbooks/build.py

addin: $(VENV)/.installed
	$(BIN)/python addin/build.py

format: $(VENV)/.installed
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean:
	rm -rf build .coverage .mypy_cache .ruff_cache .pytest_cache
