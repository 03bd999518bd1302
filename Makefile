# The commands of Big Bold Cities. `make` alone lists them.
# Settings come from the environment or from .env (see .env.example): PORT=8001 make run

PYTHON := .venv/bin/python
# The tools of `make test` run where their files are; nothing of them is written into the running site's var/.
DJANGO_TEST := DJANGO_SETTINGS_MODULE=bigbold.settings.test $(PYTHON) manage.py
TESTS ?= tests
PYTEST_ARGS ?= -n 2

.DEFAULT_GOAL := help
.PHONY: help run dev demo test lint format messages bench

help: ## List these commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' Makefile

run: ## Start the site on http://127.0.0.1:8000 with everything it needs; Ctrl-C stops it
	@bin/venv requirements.txt
	@exec $(PYTHON) -m bigbold.run

dev: ## Start the site for development: errors in full, reloads when a file changes
	@bin/venv requirements-dev.txt
	@exec $(PYTHON) -m bigbold.run --dev

demo: ## Load the demonstration content again
	@bin/venv requirements.txt
	@$(PYTHON) manage.py migrate --verbosity 0
	@$(PYTHON) manage.py load_demo

test: lint ## Check the code, then run every test (TESTS=tests/browse for a part)
	@$(PYTHON) -m pytest $(PYTEST_ARGS) $(TESTS)

lint: ## Check style, import direction, templates, migrations and deployment settings
	@bin/venv requirements-dev.txt
	@$(PYTHON) -m ruff check .
	@$(PYTHON) -m ruff format --check .
	@.venv/bin/lint-imports --no-logo
	@$(DJANGO_TEST) makemigrations --check --dry-run
	@HTTPS=1 SECRET_KEY=$$(head -c 64 /dev/urandom | cksum | tr -d ' ')-only-for-this-check-and-long-enough-to-pass-it-ABCdef \
		DJANGO_SETTINGS_MODULE=bigbold.settings.production $(PYTHON) manage.py check --deploy --fail-level WARNING

format: ## Bring Python files into the one style
	@bin/venv requirements-dev.txt
	@$(PYTHON) -m ruff check --fix .
	@$(PYTHON) -m ruff format .

messages: ## Collect the words of the interface and compile their translations
	@bin/venv requirements-dev.txt
	@$(DJANGO_TEST) makemessages --all --ignore=.venv --ignore=var --ignore=tests --add-location=file --no-obsolete
	@.venv/bin/pybabel --quiet compile --domain=django --directory=locale

bench: ## Measure a story beside stock Wagtail, and listings of 1,000, 10,000 and 100,000 stories
	@bin/venv requirements-dev.txt
	@$(PYTHON) -m tests.benchmarks
