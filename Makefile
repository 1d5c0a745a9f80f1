# Everything happens in .venv; it is made by the first target that needs it, and again when pyproject.toml changes. The
# versions in it are those of constraints.txt, with which the tests have passed.
# Needed before: Python 3.11 or newer, git, make. Another Python: make test PYTHON=python3.12

PYTHON ?= python3
WORKERS ?= 2
MINUTES ?= 10

BIN := .venv/bin
COMMAND := .venv/.command-installed
TOOLS := .venv/.tools-installed
LOWEST := .venv-lowest

.PHONY: demo test test-warm walk loss fuzz test-outside test-lower-bounds constraints lint docs site dist release \
	screenshots expected performance clean

demo: $(COMMAND)  ## judge the two example engagements
	@examples/demo $(BIN)/closure-check

test: $(TOOLS)  ## run the tests
	@$(BIN)/python -m compileall -q checker  # hundreds of tests start the command; a machine may keep no bytecode
	@$(BIN)/pytest -n $(WORKERS) --dist loadfile

test-warm: $(TOOLS)  ## run the tests of the command with what an earlier run of them has kept, twice
	@mkdir -p .venv/home
	@for turn in first second; do TEST_HOME=$(CURDIR)/.venv/home $(BIN)/pytest -q -n $(WORKERS) --dist loadfile \
		--basetemp .venv/tests tests/test_command.py tests/test_examples.py tests/test_trust.py tests/test_no_worse.py \
		tests/test_waiving.py tests/test_formats_command.py tests/hostile tests/rules; done

walk: $(TOOLS)  ## change a repository at random a thousand times, and hold what is recalled against what is judged anew
	@WALK_STEPS=1000 $(BIN)/pytest -q tests/test_recall.py -k random_walk

loss: $(TOOLS)  ## change every source of the examples' evidence, some thousand times, and see that it is noticed
	@cd tests && ../$(BIN)/python -m loss

fuzz: $(TOOLS)  ## fuzz every reader, guided by coverage: make fuzz MINUTES=10; goes on where the last run ended
	$(call install,'.[fuzz]')
	@cd tests && ../$(BIN)/python -m fuzz $(MINUTES)

test-outside: $(TOOLS)  ## hold every output format against validators from the registries; fetches some 200 MB once
	$(call install,'.[validators]')
	@OUTSIDE_VALIDATORS=1 $(BIN)/pytest tests/reports/test_formats_outside.py

test-lower-bounds:  ## run the tests with the lowest versions that pyproject.toml admits, in an environment of their own
	@$(PYTHON) -m venv --clear $(LOWEST)
	@$(LOWEST)/bin/python .ci/constraints lowest > $(LOWEST)/constraints.txt
	@$(LOWEST)/bin/pip install --quiet --disable-pip-version-check -c $(LOWEST)/constraints.txt --editable '.[dev]'
	@$(LOWEST)/bin/pytest -n $(WORKERS) --dist loadfile --ignore tests/docs/test_generated_pages.py

constraints: $(TOOLS)  ## write constraints.txt again, with the newest versions that fit together; test before you commit it
	@$(BIN)/python .ci/constraints newest > .venv/constraints.txt && mv .venv/constraints.txt constraints.txt

lint: $(TOOLS)  ## style, types, import contracts, the policies and their cases, and the project's own criteria
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/python tests/asked.py checker
	$(BIN)/python tests/doors.py checker
	$(BIN)/closure-check lint policies/*.yaml examples/eips/policy.yaml examples/another-engagement/handover.yaml .closure-check/*.yaml
	$(BIN)/closure-check test --strict policies/*.yaml .closure-check/policy.yaml
	$(BIN)/closure-check test examples/eips/policy.yaml
	$(BIN)/closure-check check --quiet

site: $(TOOLS)  ## the documentation as a site, in build/site; a link or anchor that leads nowhere is an error
	$(call install,'.[docs]')
	@$(BIN)/python docs/site_pages.py build/pages
	@$(BIN)/mkdocs build > .venv/site.log 2>&1 || { cat .venv/site.log >&2; exit 1; }  # --quiet lets dead links pass

dist: $(COMMAND)  ## the packages, and one file that runs by itself, in dist/
	$(call install,'.[release]')
	@rm -rf dist .venv/zipapp
	@$(BIN)/python -m build --no-isolation --outdir dist > .venv/dist.log || { cat .venv/dist.log >&2; exit 1; }
	@$(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt --target .venv/zipapp dist/*.whl
	@rm .venv/zipapp/closure_check-*/direct_url.json  # where the wheel lay
	@$(BIN)/shiv --reproducible --compressed --preamble .ci/zipapp.py --entry-point checker.__main__:main \
		--site-packages .venv/zipapp --output-file dist/closure-check.pyz
	@ls dist

release:  ## everything up to the upload: make release VERSION=1.2.3
	@$(PYTHON) .ci/release $(VERSION)

screenshots: $(TOOLS)  ## take the pictures in docs/images again; needs chromium
	$(BIN)/python docs/screenshots.py

docs: $(TOOLS)  ## write the generated pages and schemas again
	$(BIN)/python docs/generate.py

expected: $(TOOLS)  ## write the expected outputs of the tests again; read the difference before it is committed
	@UPDATE_EXPECTED=1 $(BIN)/pytest -n $(WORKERS) --dist loadfile

performance: $(TOOLS)  ## measure how fast it is and write docs/performance.md; takes an hour, on a quiet machine
	$(BIN)/python benchmarks/speed.py --write $(PEERS)

clean:
	rm -rf .venv $(LOWEST) dist build

$(COMMAND): pyproject.toml constraints.txt
	$(call install,.)
	@touch $@

$(TOOLS): pyproject.toml constraints.txt
	$(call install,'.[dev]')
	@touch $(COMMAND) $@

define install
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "closure-check needs Python 3.11 or newer: make PYTHON=python3.12")'
	@echo "installing into .venv …"
	@$(PYTHON) -m venv .venv
	@$(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable $(1)
endef
