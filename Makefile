# Needs make and Python 3.11 or newer, nothing else: `make run` and `make test` set up the rest in .venv.
# Setting up is done again only when pyproject.toml or constraints.txt changes.

PYTHON ?= python3
# URL of a wheel index to take torch from. Where plain `torch` means several gigabytes of CUDA packages (Linux on
# x86-64, as published), name the CPU index that pytorch.org's "Get started" page shows; or a CUDA or ROCm one.
TORCH_INDEX ?=
# Given on the command line; an environment's HOST or PORT seldom means this page.
HOST =
PORT =
SEEDS =
INDEX =
QUESTIONS =
ARGS =
COUNT =
LOAD_SECONDS =

VENV := .venv
PY := $(VENV)/bin/python
PIP := $(PY) -m pip install --quiet --disable-pip-version-check --constraint constraints.txt
index_options = $(if $(INDEX),--index "$(INDEX)")
seed_options = $(if $(SEEDS),--seeds "$(SEEDS)")
demo = build/demo
stress_scripts = crash faults changes corruption fuzz_readers fuzz_questions
serve_options = $(if $(HOST),--host "$(HOST)") $(if $(PORT),--port "$(PORT)")

.DEFAULT_GOAL := help
.PHONY: help run demo build test lint format eval bench stress clean distclean

help: ## this list
	@printf 'make TARGET [VARIABLE=value]...\n\n'
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  \1\t\2/p' Makefile | expand -t 14
	@printf '\nVariables\n'
	@printf '  SEEDS        folder of transcripts (seeds)\n'
	@printf '  INDEX        folder of the index (index)\n'
	@printf '  HOST, PORT   where the page is served (127.0.0.1, 7860 or the next free port)\n'
	@printf '  QUESTIONS    a JSONL file for make eval\n'
	@printf '  ARGS         more arguments for pytest: make test ARGS="-k tokens"\n'
	@printf '  COUNT        trials of each kind for make stress\n'
	@printf '  LOAD_SECONDS how long make stress uses the page (1800)\n'
	@printf '  PYTHON       interpreter to set up with, 3.11 or newer (python3)\n'
	@printf '  TORCH_INDEX  URL of a wheel index to take torch from. On Linux the plain torch can bring several\n'
	@printf '               gigabytes of CUDA packages: name the CPU index shown on pytorch.org to avoid that\n'

run: $(VENV)/.run-stamp ## index what is new in seeds/, then serve the chat page
	@$(VENV)/bin/qa build $(seed_options) $(index_options) || { \
		status=$$?; [ $$status -eq 1 ] || exit $$status; \
		echo "Building reported the problem above; starting with what is indexed." >&2; }
	@exec $(VENV)/bin/qa serve $(seed_options) $(index_options) $(serve_options)

# The transcripts are copied: what is added or deleted on the page is not to touch those that the benchmarks measure.
demo: $(VENV)/.run-stamp ## the page over fourteen made-up transcripts, to see several speakers and dates at work
	@mkdir -p $(demo)
	@[ -d $(demo)/seeds ] || { rm -rf $(demo)/copied; cp -R benchmarks/data/answers/transcripts $(demo)/copied && mv $(demo)/copied $(demo)/seeds; }
	@$(VENV)/bin/qa build --seeds $(demo)/seeds --index $(demo)/index || [ $$? -eq 1 ]
	@exec $(VENV)/bin/qa serve --seeds $(demo)/seeds --index $(demo)/index $(serve_options)

build: $(VENV)/.run-stamp ## index what is new in seeds/
	@$(VENV)/bin/qa build $(seed_options) $(index_options)

test: $(VENV)/.dev-stamp ## run all tests, and check style and types
	@$(PY) -m ruff check .
# Three at a time, for many of them wait; a file's tests in one process: they share what takes long to set up. In order
# of their names: few tests may be long ones, and would be left for the end by their number. Types are checked beside.
	@$(PY) -m mypy > $(VENV)/types.log 2>&1 & types=$$!; \
	PYTHONDONTWRITEBYTECODE= $(PY) -m pytest -n 3 --dist loadfile --no-loadscope-reorder $(ARGS); tests=$$?; \
	wait $$types || { cat $(VENV)/types.log; exit 1; }; exit $$tests

lint: $(VENV)/.dev-stamp ## ruff, ruff format, mypy
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy

format: $(VENV)/.dev-stamp ## put the sources in the project's style
	$(PY) -m ruff check --fix .
	$(PY) -m ruff format .

eval: $(VENV)/.run-stamp ## measure retrieval: make eval QUESTIONS=questions.jsonl
	@[ -n "$(QUESTIONS)" ] || { echo "Name the questions: make eval QUESTIONS=questions.jsonl" >&2; exit 1; }
	@$(VENV)/bin/qa eval "$(QUESTIONS)" $(index_options)

bench: $(VENV)/.dev-stamp ## run the benchmarks, one after the other
	@set -e; for name in quality confidence answers summaries query reader first_words; do echo "== $$name"; $(PY) -m "benchmarks.$$name"; done

# The fuzzers need atheris, which has no builds for the newest interpreters: where it cannot be had they say so.
stress: $(VENV)/.dev-stamp ## kill, damage, fill up and fuzz, for hours: make stress COUNT=20 for less
	@$(PY) -c 'import atheris' 2>/dev/null || $(PY) -m pip install --quiet --disable-pip-version-check --only-binary :all: atheris || true
	@status=0; for name in $(stress_scripts); do $(PY) -m "tests.stress.$$name" $(if $(COUNT),--count $(COUNT)) || status=1; done; \
		$(PY) -m tests.stress.load $(if $(LOAD_SECONDS),--seconds $(LOAD_SECONDS)) || status=1; exit $$status

clean: ## remove caches
	rm -rf .pytest_cache .mypy_cache .ruff_cache .hypothesis build dist *.egg-info
	find app.py qa tests benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +

distclean: clean ## remove caches, .venv and the built index; the transcripts stay
	rm -rf $(VENV)
	find index -mindepth 1 -maxdepth 1 ! -name README.md ! -name feedback.jsonl ! -name removed -exec rm -rf {} +

# A stamp is written last, so that an interrupted installation starts over.
$(VENV)/.run-stamp: pyproject.toml constraints.txt
	@command -v $(PYTHON) >/dev/null || { \
		echo "There is no $(PYTHON) here. Install Python 3.11 or newer, or name it: make PYTHON=/path/to/python3" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "$(PYTHON) is `$(PYTHON) --version 2>&1`; qa needs 3.11 or newer: make PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "$(PYTHON) cannot make virtual environments; on Debian: apt-get install python3-venv" >&2; exit 1; }
	@echo "Setting up $(VENV) (only the first time; one to a few minutes) ..."
	@[ -x $(PY) ] || $(PYTHON) -m venv $(VENV)
	@echo "  torch"
	@$(PIP) setuptools
# Without its dependencies, which an index of torch builds need not hold at the pinned versions; they come next.
	@$(PIP) $(if $(TORCH_INDEX),--index-url "$(TORCH_INDEX)") --no-deps torch
	@echo "  everything else"
	@$(PIP) --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev-stamp: $(VENV)/.run-stamp
	@echo "Adding what the tests need ..."
	@$(PIP) --no-build-isolation --editable '.[dev]'
	@touch $@
