# Everything here works on a fresh clone: each target first makes what it needs.
# GNU make and a POSIX shell. `make help` lists the targets.

SHELL := /bin/sh
.DEFAULT_GOAL := help
VENV := .venv
PY := $(VENV)/bin/python
READY := $(VENV)/.ready
PYTEST := $(PY) -m pytest
WORKERS ?= logical
ARGS ?=
PYTHON_FILES := git ls-files -co --exclude-standard -- '*.py'
TEMPLATES := git ls-files -co --exclude-standard -- 'templates/*.html'

.PHONY: help setup run test check static-checks fix bench proof screenshots browser lock clean

help:  ## List the targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 22

setup: $(READY) .env var/keyset.json  ## Make .venv, .env and the vault's keyset; quick when they are there
	@echo "Ready. \`make run\` starts Inspire, \`make test\` tests it."

run: $(READY) .env var/keyset.json  ## Start everything in local mode: web, worker, beat, sandbox, databases
	@exec $(PY) manage.py up

test: $(READY) browser  ## Run the whole test suite. ARGS="-k theme" narrows it
	@$(PYTEST) -n $(WORKERS) --maxprocesses 8 --dist worksteal $(ARGS)

check: static-checks  ## Check format, lint, types, layers, templates, settings; then test with coverage
	@$(MAKE) --no-print-directory test ARGS="--cov --cov-report=term:skip-covered $(ARGS)"

static-checks: $(READY) .env var/keyset.json  ## The checks of `make check`, without the tests
	$(PY) -m ruff format --check .
	$(PY) -m ruff check .
	$(VENV)/bin/lint-imports --no-cache
	$(PY) -m mypy .
	$(TEMPLATES) | xargs $(VENV)/bin/djade --check --target-version 6.0
	$(TEMPLATES) | xargs $(PY) -m djhtml --check
	$(PYTHON_FILES) | xargs $(VENV)/bin/django-upgrade --check --target-version 6.0
	$(PY) manage.py makemigrations --check --dry-run
	@echo "manage.py check --deploy, under production settings"
	@INSPIRE_MODE=production ALLOWED_HOSTS=inspire.example PUBLIC_URL=https://inspire.example \
	  DATABASE_URL=postgres://inspire@127.0.0.1/inspire REDIS_URL=redis://127.0.0.1 \
	  SECRET_KEY=$$($(PY) -c 'import secrets; print(secrets.token_urlsafe(64))') \
	  VAULT_KEYSET="$$($(PY) manage.py keyset create)" $(PY) manage.py check --deploy --fail-level WARNING

fix: $(READY)  ## Format code and templates, and mend what lint can mend
	$(PYTHON_FILES) | xargs $(VENV)/bin/django-upgrade --exit-zero-even-if-changed --target-version 6.0
	$(PY) -m ruff check --fix .
	$(PY) -m ruff format .
	-$(TEMPLATES) | xargs $(VENV)/bin/djade --target-version 6.0
	$(TEMPLATES) | xargs $(PY) -m djhtml

bench: $(READY)  ## Run the benchmarks, about five minutes. ARGS=--large: at full size, about an hour
	@for each in bench/*.py; do echo "== $$each"; $(PY) "$$each" $(ARGS) || exit 1; done

proof: $(READY) browser  ## Run the long matrices and fault runs in full
	@INSPIRE_PROOF=1 $(PYTEST) -m proof $(ARGS)

screenshots: $(READY) browser  ## Make the pictures of docs/images anew
	@INSPIRE_SCREENSHOTS=docs/images $(PYTEST) -m screenshots $(ARGS)

# Debian's Chromium. Without it the browser tests are left out, and pytest's last lines say so.
browser:
	@if command -v chromium >/dev/null || command -v chromium-browser >/dev/null \
	  || command -v google-chrome >/dev/null; then :; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  echo "Installing Chromium for the browser tests …"; \
	  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive \
	    apt-get install -y -qq --no-install-recommends chromium; } >/dev/null \
	  || echo "Chromium could not be installed."; \
	fi

lock: $(READY)  ## Resolve the dependencies of pyproject.toml anew, into the two locked files
	$(VENV)/bin/uv pip compile --quiet --universal --generate-hashes --upgrade --no-header \
	  --no-emit-index-url --no-emit-find-links --python-version 3.12 pyproject.toml -o requirements.txt
	$(VENV)/bin/uv pip compile --quiet --universal --generate-hashes --no-header \
	  --no-emit-index-url --no-emit-find-links --python-version 3.12 \
	  -c requirements.txt pyproject.toml --group dev -o requirements-dev.txt

clean:  ## Remove .venv and caches; var/ (the data) and .env stay
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis .coverage* staticfiles
	find . -name __pycache__ -prune -exec rm -rf {} +

.env: | $(READY)
	@$(PY) -m inspire.first_run

var/keyset.json: | .env
	@$(PY) -m inspire.first_run

# An environment whose interpreter is gone (moved, updated) is made anew.
ifneq ($(shell $(PY) -c 'print(1)' 2>/dev/null),1)
.PHONY: $(READY)
endif

$(READY): requirements-dev.txt
	@python=; bare=; \
	for each in "$$PYTHON" python3.13 python3.12 python3 \
	    $$(ls -d "$$HOME"/.pyenv/versions/3.1[23]*/bin/python3 2>/dev/null | sort -rV); do \
	  [ -n "$$each" ] || continue; \
	  "$$each" -c 'import sys; sys.exit(not (3, 12) <= sys.version_info[:2] < (3, 15))' 2>/dev/null || continue; \
	  if "$$each" -c 'import venv, ensurepip' 2>/dev/null; then python=$$each; break; else bare=$$each; fi; \
	done; \
	if [ -z "$$python" ] && [ -n "$$bare" ]; then \
	  echo "$$bare has no venv module. Install it (Debian: apt-get install python3-venv), then run make again." >&2; \
	  exit 1; \
	elif [ -z "$$python" ]; then \
	  echo "Inspire needs Python 3.12 or newer, and none was found. Install one," \
	    "or name it: make $(or $(MAKECMDGOALS),setup) PYTHON=/path/to/python3" >&2; exit 1; \
	fi; \
	$(PY) -m pip --version >/dev/null 2>&1 || { \
	  echo "Making $(VENV) with $$("$$python" --version) …"; "$$python" -m venv --clear $(VENV) || exit 1; }
	@echo "Installing what requirements-dev.txt names (about a minute the first time) …"
	@$(PY) -m pip install --quiet --disable-pip-version-check --no-input --require-hashes -r requirements-dev.txt
	@touch $@
