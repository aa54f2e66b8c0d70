# The commands of Yibao: `make run` and `make test` need nothing but python3 (3.11 or later) with venv, and make.

PYTHON ?= python3
PORT ?= 8000
POSTS ?= 10320

PY := .venv/bin/python
PIP := $(PY) -m pip install --quiet --disable-pip-version-check --no-input
export PYTHONUNBUFFERED := 1

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help run test test-slow test-postgres services services-stop lint format types check messages messages-check \
	bench-import bench-search bench-serve bench-scale bench-weight deploy-test audit audit-tools clean

help:
	@sed -n 's/^\([a-z-]*\):.*## */  make \1 — /p' $(MAKEFILE_LIST)

# pip is the last thing that venv puts in place: where it is missing, an attempt was interrupted.
.venv/bin/pip:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		echo "Yibao needs Python 3.11 or later, and $(PYTHON) is $$($(PYTHON) --version 2>&1 | head -n 1)." \
			"Name another one: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "$(PYTHON) cannot make a virtual environment. On Debian: apt-get install python3-venv" >&2; exit 1; }
	@echo "Making a virtual environment in .venv"
	@$(PYTHON) -m venv --clear .venv

.venv/.requirements: requirements.txt | .venv/bin/pip
	@echo "Installing requirements.txt"
	@$(PIP) -r requirements.txt
	@touch $@

.venv/.requirements-dev: requirements.txt requirements-dev.txt | .venv/bin/pip
	@echo "Installing requirements-dev.txt"
	@$(PIP) -r requirements-dev.txt
	@touch $@ .venv/.requirements

# Made once, on the machine of the one who tries Yibao out: a real site is configured by its environment (README.md).
.env: | .venv/.requirements
	@umask 077; { echo "DEBUG=1"; $(PY) -c 'import secrets; print("SECRET_KEY=" + secrets.token_urlsafe(50))'; } > $@.new
	@mv $@.new $@
	@echo "Wrote .env: DEBUG and a secret of this checkout's own"

ifneq ($(PORT),8000)
run: export SITE_URL ?= http://127.0.0.1:$(PORT)
endif
# granian shares a port with whoever has it, so that a second server would go unnoticed.
FREE = import socket, sys; sys.exit(socket.socket().connect_ex(("127.0.0.1", $(PORT))) == 0)

run: .venv/.requirements .env ## install, migrate, import the sample articles, make demo accounts, serve http://127.0.0.1:8000
	@$(PY) -c '$(FREE)' || { echo "Something listens on port $(PORT) already. Name another one: make run PORT=8001" >&2; exit 1; }
	@$(PY) manage.py migrate --verbosity 0
	@$(PY) manage.py import_posts sample/content --media sample/static
	@$(PY) manage.py demo_accounts
	@echo "Yibao is at http://127.0.0.1:$(PORT) (stop it with Ctrl-C)"
	@exec $(PY) -m granian --interface wsgi --http 1 --host 127.0.0.1 --port $(PORT) --blocking-threads 4 --log-level warning cms.wsgi:application

TEST := manage.py test tests --noinput --parallel auto

test: .venv/.requirements-dev ## run the tests on SQLite, without those that take long
	@DATABASE_URL=sqlite:///db.sqlite3 $(PY) $(TEST) --exclude-tag slow $(TESTFLAGS)

test-slow: .venv/.requirements-dev ## run those: in a browser, in many processes, with much data
	@DATABASE_URL=sqlite:///db.sqlite3 $(PY) $(TEST) --tag slow $(TESTFLAGS)

test-postgres: .venv/.requirements-dev ## run them all on PostgreSQL
	@.ci/services start
	@DATABASE_URL=$$(.ci/services url) $(PY) $(TEST) $(TESTFLAGS)

services: ## start a throw-away PostgreSQL under .services/ and print its DATABASE_URL
	@.ci/services start
	@echo "DATABASE_URL=$$(.ci/services url)"

services-stop: ## stop it and throw it away
	@.ci/services stop

lint: .venv/.requirements-dev ## look for mistakes and for code that is not formatted
	@$(PY) -m ruff check --output-format concise
	@$(PY) -m ruff format --check

format: .venv/.requirements-dev ## format the code
	@$(PY) -m ruff check --fix --output-format concise
	@$(PY) -m ruff format

types: .venv/.requirements-dev ## check the types
	@$(PY) -m mypy

check: .venv/.requirements-dev ## check that the migrations match the models, and the configuration
	@DEBUG=1 SECRET_KEY=check $(PY) manage.py makemigrations --check --dry-run
	@DEBUG=1 SECRET_KEY=check $(PY) manage.py check --fail-level WARNING
	@DEBUG=0 SECRET_KEY=$$($(PY) -c 'import secrets; print(secrets.token_urlsafe(50))') ALLOWED_HOSTS=yibao.example \
		SITE_URL=https://yibao.example $(PY) manage.py check --deploy --fail-level WARNING

messages: .venv/.requirements ## collect the words to translate, compile the translations (needs gettext)
	@.ci/messages write

messages-check: .venv/.requirements ## check that every word is translated and compiled (needs gettext)
	@.ci/messages check

bench-import: .venv/.requirements ## import 10,320 posts and print how fast (CORPUS=, ARCHIVE=, POSTS=)
	@$(PY) -m bench.import --posts $(POSTS) $(if $(CORPUS),--corpus $(CORPUS)) $(if $(ARCHIVE),--archive $(ARCHIVE))

bench-search: .venv/.requirements ## search 13,500 posts and print how well and how fast (POSTS=, CORPUS=, ARCHIVE=, DATABASE_URL=)
	@DATABASE_URL=$${DATABASE_URL:-sqlite:///db.sqlite3} $(PY) -m bench.search $(if $(filter file,$(origin POSTS)),,--posts $(POSTS)) \
		$(if $(CORPUS),--corpus $(CORPUS)) $(if $(ARCHIVE),--archive $(ARCHIVE))

bench-serve: .venv/.requirements ## serve 10,320 posts beside nginx and print how fast (SERVEFLAGS="--database URL --rounds 5")
	@DATABASE_URL=$${DATABASE_URL:-sqlite:///db.sqlite3} $(PY) -m bench.serve --posts $(POSTS) $(if $(ARCHIVE),--archive $(ARCHIVE)) $(SERVEFLAGS)

bench-scale: .venv/.requirements ## grow a site to 1,000,000 articles and print how the time of each page grows (DATABASE_URL=, SCALEFLAGS="--sizes 100 400 --plot growth.png")
	@$(PY) -m bench.scale $(SCALEFLAGS)

bench-weight: .venv/.requirements ## weigh every article of a database with its CSS and JavaScript (DATABASE_URL=)
	@DATABASE_URL=$${DATABASE_URL:-sqlite:///db.sqlite3} $(PY) -m bench.weight

deploy-test: .venv/.requirements-dev ## the site as deploy/ has it, on loopback, under load and without its database (DEPLOYFLAGS="--posts 200 --rate 60")
	@$(PY) -m bench.deploy $(if $(ARCHIVE),--archive $(ARCHIVE)) $(DEPLOYFLAGS)

TOOLS := bench/audit/node_modules/.package-lock.json
$(TOOLS): bench/audit/package-lock.json
	@command -v npm >/dev/null || { echo "The audit needs Node and npm. On Debian: apt-get install nodejs npm" >&2; exit 1; }
	@echo "Installing axe-core and Lighthouse"
	@npm ci --prefix bench/audit --no-audit --no-fund --ignore-scripts --loglevel error || { \
		echo "npm could not get axe-core and Lighthouse: it needs a registry that it can reach." >&2; exit 1; }
	@touch $@

audit-tools: $(TOOLS)

audit: .venv/.requirements-dev $(TOOLS) ## accessibility by axe-core, scores by Lighthouse (AUDITFLAGS="--site URL --only axe --runs 1")
	@$(PY) -m bench.audit $(AUDITFLAGS)

clean: ## remove the virtual environment, caches and services; the database, media and .env stay
	@.ci/services stop
	@rm -rf .venv .services .mypy_cache .ruff_cache .hypothesis bench/audit/node_modules
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
