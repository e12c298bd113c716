# A newcomer needs `make demo` and `make test`; `make help` lists the rest.
# Needs Python 3.11 or later with its venv, and nothing else.
SHELL := /bin/sh
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

PYTHON ?= python3
ADDRESS ?= 127.0.0.1
PORT ?= 8000
ARGS ?=
# small: a few hundred units with three years of papers. national: 133,000 units and 150,000 accounts, no papers.
SIZE ?= small

BIN := .venv/bin
MANAGE := $(BIN)/python manage.py
INSTALL := $(BIN)/python -m pip --disable-pip-version-check --quiet install --require-hashes
WORK := $(MANAGE) db_worker --no-reload --verbosity 0
DEMO_SETTINGS := DEBUG=true DEMO=true TODAY=2017-11-15 SECOND_FACTOR_FROM_LEVEL=0
ifeq ($(SIZE),national)
DEMO_SETTINGS += DATABASE_URL=$(or $(DATABASE_URL),sqlite:///var/national.sqlite3)
endif
PRODUCTION_LIKE := DEBUG=false ALLOWED_HOSTS=example.org DATABASE_URL=postgres://nobody@/nothing \
	SECRET_KEY=only-for-the-deployment-check-0123456789-abcdefghijklmnopqrstuvwxyz
COMPILED := $(patsubst %.po,%.mo,$(wildcard config/locale/*/LC_MESSAGES/django.po))
ROOMS := config units campaign recognition

.PHONY: help install runtime demo test bench lint format messages compile audit lock clean

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' Makefile

install: .venv/.dev ## everything for working on the code, into .venv
runtime: .venv/.runtime ## only what running needs, into .venv

demo: runtime compile ## the demonstration, on http://127.0.0.1:8000/ (make demo PORT=8001, make demo SIZE=national)
	@$(DEMO_SETTINGS) $(MANAGE) migrate --verbosity 0
	@$(DEMO_SETTINGS) $(MANAGE) load_demo --size $(SIZE)
	@$(DEMO_SETTINGS) $(MANAGE) carry_out_reorganisations
	@echo "Open http://$(ADDRESS):$(PORT)/ (Ctrl-C ends)."
	@$(DEMO_SETTINGS) $(WORK) & worker=$$!; trap 'kill $$worker 2>/dev/null' EXIT; trap 'exit 130' INT TERM; \
	$(DEMO_SETTINGS) $(MANAGE) runserver --noreload $(ADDRESS):$(PORT)

worker: runtime ## the background work of a server that runs beside it (checking and writing long sheets)
	@$(WORK)

test: install compile ## the whole suite on SQLite, then on PostgreSQL (make test ARGS="tests/units -x")
	@$(BIN)/python -m tests.run $(ARGS)

bench: install compile ## speed at national size into tests/benchmarks/RESULTS.md (make bench ARGS="pages --quick")
	@$(BIN)/python -m tests.benchmarks.run $(ARGS)

lint: install compile ## style, types, import contracts, migrations, deployment, templates
	@failed=; check() { echo "== $$*" | cut -c 1-100; "$$@" || failed="$$failed|  $$*"; }; \
	check $(BIN)/ruff check .; \
	check $(BIN)/ruff format --check .; \
	check $(BIN)/django-upgrade --check --target-version 5.2 `git ls-files '*.py'`; \
	check $(BIN)/mypy; \
	check $(BIN)/lint-imports --no-logo; \
	check env DATABASE_URL=sqlite://:memory: $(MANAGE) makemigrations --check --dry-run; \
	check env $(PRODUCTION_LIKE) $(MANAGE) check --deploy --fail-level WARNING; \
	check $(BIN)/djade --check --target-version 5.2 `git ls-files 'templates/*.html'`; \
	check $(BIN)/djlint --lint --quiet templates; \
	[ -z "$$failed" ] || { echo "FAILED:$$failed" | tr '|' '\n' | cut -c 1-100; exit 1; }

format: install ## Python and templates in their one form
	$(BIN)/ruff check --fix --exit-zero --quiet .
	$(BIN)/ruff format --quiet .
	-$(BIN)/djade --target-version 5.2 `git ls-files 'templates/*.html'`

messages: install ## bring the catalogue up to the code (needs gettext)
	@command -v xgettext >/dev/null || { echo "gettext is missing: on Debian, apt-get install gettext."; exit 1; }
	$(MANAGE) makemessages --locale vi --add-location file --no-obsolete \
		--ignore '.venv/*' --ignore 'var/*' --ignore 'tests/*'

compile: $(COMPILED) ## the catalogue as the server reads it (needs no gettext)

%.mo: %.po | .venv/.runtime
	@$(BIN)/pybabel --quiet compile --input-file $< --output-file $@ --locale $(notdir $(patsubst %/LC_MESSAGES/,%,$(dir $@)))

audit: install ## known vulnerabilities in the locked packages (asks the package index)
	$(BIN)/pip-audit --disable-pip --require-hashes --requirement requirements.txt

lock: ## new locks from pyproject.toml (needs uv, which is no part of the project)
	@command -v uv >/dev/null || { echo "uv is missing: pip install uv, in an environment of its own."; exit 1; }
	uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-header --no-annotate --quiet --output-file requirements.txt
	uv pip compile pyproject.toml --group dev --constraints requirements.txt --universal --python-version 3.11 \
		--generate-hashes --no-emit-index-url --no-header --no-annotate --quiet --output-file requirements-dev.txt

clean: ## what was built; the database and the files in var/ stay
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis $(COMPILED)
	find $(ROOMS) tests -name __pycache__ -type d -prune -exec rm -rf {} +

.venv/.python:
	@command -v $(PYTHON) >/dev/null || \
		{ echo "Python is missing: on Debian, apt-get install python3 python3-venv, then try again."; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or later is needed, this is `$(PYTHON) -V`. Name another: make PYTHON=python3.12 demo"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
		{ echo "Python's venv is missing: on Debian, apt-get install python3-venv, then try again."; exit 1; }
	@echo "Building .venv (a minute or two, once)"
	@$(PYTHON) -m venv .venv
	@touch $@

.venv/.runtime: requirements.txt | .venv/.python
	@$(INSTALL) -r requirements.txt
	@touch $@

.venv/.dev: requirements-dev.txt requirements.txt | .venv/.python
	@$(INSTALL) -r requirements-dev.txt
	@touch .venv/.runtime $@
