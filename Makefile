# Everything a newcomer, a developer and the checks run. `make help` lists it.
.DEFAULT_GOAL := help
.PHONY: help install tools demo test soak faults mutants check format messages diagram lock coverage pictures

PYTHON ?= python3
BIN := .venv/bin
WORKERS ?= 2
SEED ?= $(shell date +%s)
# Half of the tests to each worker, so that what one module shares is made once; who is done first takes over from the other.
PYTEST := $(BIN)/pytest -n $(WORKERS) --dist worksteal
export PYTHONDONTWRITEBYTECODE = 1

help: ## List what there is
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 12

install: ## Install all that the product needs; leaves .venv/bin/ztc
	@$(PYTHON) scripts/install.py

tools: ## The same, and all that tests and checks need
	@$(PYTHON) scripts/install.py --tests

demo: install ## Install, build the embedded database, load the demonstration, serve on port 8000
	@$(BIN)/ztc demo

test: tools ## Run every test on SQLite, then all that touches a table on PostgreSQL
	$(PYTEST) --on sqlite
	$(PYTEST) --on postgresql --only-tables

soak: tools ## The same tests and drills at full count; figures and seeds go to docs/soak.md
	ZTC_SOAK=1 $(PYTEST) --hypothesis-seed=$(SEED) --on sqlite
	ZTC_SOAK=1 $(PYTEST) --hypothesis-seed=$(SEED) --on postgresql --only-tables

faults: tools ## Seed faults one by one, each of which must make its named test fail
	$(BIN)/python -m tests.faults.run

mutants: tools ## Mutation score of the settlement: small changes of its code, each of which a test must notice
	$(BIN)/python -m tests.faults.mutants

coverage: tools ## Branch coverage of both runs, and the floors it must keep
	$(BIN)/coverage erase
	$(PYTEST) --on sqlite --cov --cov-report=
	$(PYTEST) --on postgresql --only-tables --cov --cov-append --cov-report=
	$(BIN)/python scripts/coverage_floors.py

check: tools ## Formatting, lint, types, import contracts, translations, migrations, docs in step
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/djade --check --target-version 5.2 $$(git ls-files --cached --others --exclude-standard '*.html')
	npm run --silent lint
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python scripts/messages.py --check
	ZTC_HOME=var/check $(BIN)/ztc makemigrations --check --dry-run -v0
	ZTC_HOME=var/check $(BIN)/ztc check --fail-level WARNING
	$(BIN)/pytest -q tests/house -m "not django_db"

format: tools ## Put Python and templates into the house's form
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .
	$(BIN)/djade --target-version 5.2 $$(git ls-files --cached --others --exclude-standard '*.html') || true

messages: tools ## Bring the catalogue of Chinese sentences in step with the sources
	$(BIN)/python scripts/messages.py

diagram: tools ## Draw the states and moves of a problem into the docs
	$(BIN)/python scripts/diagram.py

lock: tools ## Pin the Python packages anew, with hashes
	$(BIN)/python scripts/lock.py

pictures: tools ## Take the README's pictures from the running product
	$(BIN)/python scripts/pictures.py
