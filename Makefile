# The two commands are `make run` and `make test`; everything else is for working on the project.
PORT ?= 8000
VAR ?= $(CURDIR)/var
PYTHON = .venv/bin/python
TEST_ENVIRONMENT = DJANGO_SETTINGS_MODULE=config.settings.test

.DEFAULT_GOAL := run
.PHONY: setup run test test-all check fix assets demo bench faults messages

setup:
	@bin/setup

run: setup
	@VAR="$(VAR)" exec $(PYTHON) -m config.run --port $(PORT)

assets: setup
	@$(PYTHON) -m config.assets

demo: setup
	@VAR="$(VAR)" $(PYTHON) manage.py demo $(ARGS)

test: setup assets
	@$(PYTHON) -m config.catalogues
	@$(PYTHON) -m pytest -q -n 2 --dist worksteal -m "not engine and not browser and not faults" $(ARGS)

# The tests of the production set and of the browser, on real servers that bin/servers starts where absent.
test-all: setup assets
	@$(PYTHON) -m config.catalogues
	@bin/test-all

check: setup
	@bin/check

fix: setup
	@.venv/bin/ruff check --fix . && .venv/bin/ruff format .

messages: setup
	@$(PYTHON) -m config.messages

bench: setup assets
	@$(PYTHON) -m bench $(ARGS)

faults: setup assets
	@servers="$$(bin/servers)" && eval "$$servers" && $(PYTHON) -m pytest -q -m faults $(ARGS)
