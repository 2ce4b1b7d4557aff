# make demo   set up .venv, analyse the sample study, say where the report lies
# make test   set up .venv and run all tests
# make check  formatting, types, architecture, docstrings
# make train-language DATA=folder   the language models anew
# make screenshots   the demo's report as pictures: three widths, light and dark, print
# make bench  speed against a plain BERTopic script, as ratios

# The first Python that runs and is new enough.
PYTHON ?= $(shell for p in python3 python3.11 python3.12 python3.13; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2> /dev/null && echo $$p && break; done)
BIN := .venv/bin
READY := .venv/.ready

.PHONY: demo test check screenshots bench train train-language clean

$(READY): constraints.txt pyproject.toml
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed."; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet torch -c constraints.txt
	$(BIN)/python -m pip install --quiet -e '.[dev]' -c constraints.txt
	touch $@

demo: $(READY)
	$(BIN)/interview-insights analyze sample --out demo-report
	@echo
	@echo "Open $(CURDIR)/demo-report/report.html in a browser."

test: $(READY)
	$(BIN)/python -m pytest

check: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m numpydoc.hooks.validate_docstrings $$(git ls-files 'interview_insights/*.py')
	$(BIN)/python benchmarks/startup.py

screenshots: demo
	$(BIN)/python docs/make_screenshots.py demo-report demo-report-screenshots

bench: $(READY)
	$(BIN)/python benchmarks/against_plain.py transcripts/sample

# Half an hour to an hour, most of it for measuring.
train: $(READY)
	$(BIN)/interview-insights models train

# DATA holds ewt, uner and wnut17. About an hour and a half on two cores.
train-language: $(READY)
	@test -n "$(DATA)" || { echo "Name the corpora: make train-language DATA=folder"; exit 2; }
	$(BIN)/interview-insights models train --language $(DATA)

clean:
	rm -rf .venv demo-report demo-report-screenshots build dist .pytest_cache .mypy_cache .ruff_cache
