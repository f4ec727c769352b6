# Everything runs in .venv. It is made from requirements.lock, which holds what reports need, when it
# is missing or stale; what scans, clusters, tests and the documentation need comes with the first
# target that needs it, from requirements-all.lock.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready
ALL := .venv/.all
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check
COMPILE := $(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 \
	--generate-hashes --no-emit-index-url --no-emit-find-links --no-header --quiet
# Notebooks with stored outputs: all but those of documents of which none is on file.
STORED := $(filter-out notebooks/accounts.ipynb notebooks/projects.ipynb notebooks/scores.ipynb notebooks/documents.ipynb,$(wildcard notebooks/*.ipynb))

.PHONY: report test test-reading test-pages test-long docs screenshots lab bench lock notebooks extras clean

report: $(READY)
	$(BIN)/jixiao export
	$(BIN)/jixiao report

test: $(ALL)
	$(BIN)/ruff check lib tests
	$(BIN)/ruff format --check lib tests
	$(BIN)/mypy
	@$(MAKE) --no-print-directory --jobs 2 --output-sync=target test-reading test-pages
	$(BIN)/pytest -q --nbval --nbval-cell-timeout 120 $(STORED)

# Two halves of one length, side by side.
KERNELS := tests/rounds/test_forked_kernels.py
test-reading: $(ALL)
	$(BIN)/pytest -q tests/unit tests/audit tests/documents $(KERNELS)

test-pages: $(ALL)
	$(BIN)/pytest -q tests/pages tests/rounds --ignore=$(KERNELS)

# What takes minutes and seldom changes: rounds that are killed at random or run on a cluster.
test-long: $(ALL)
	$(BIN)/pytest -q -m long tests

lab: $(READY)
	$(BIN)/jupyter lab $(if $(filter 0,$(shell id -u)),--allow-root) \
		--ServerApp.root_dir='$(CURDIR)' --LabApp.default_url=/lab/tree/notebooks/index.ipynb

# The documentation as pages that open from a folder, links checked.
docs: $(ALL)
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --quiet
	@echo outputs/docs/index.html

# Ratios within one run: never quote the seconds of one machine.
bench: export PYTHONPATH := tests/helpers
bench: $(ALL)
	$(BIN)/python tests/bench/bench.py
	$(BIN)/python tests/bench/bench_reading.py
	$(BIN)/python tests/bench/bench_linear.py
	$(BIN)/python tests/bench/bench_batch.py --chart outputs/bench.png
	$(BIN)/python tests/bench/bench_scale.py
	$(BIN)/python tests/bench/bench_many.py

# The pictures of the README, from real pages in a real browser; look at them before you keep them.
screenshots: $(ALL)
	$(BIN)/python tests/helpers/screenshots.py

# The stored outputs of the notebooks: run after a change of what they show, and look at the diff.
notebooks: $(READY)
	$(BIN)/jixiao store $(STORED)

# The packages of reports are pinned as they are among all packages.
lock: $(ALL)
	$(COMPILE) --all-extras --output-file requirements-all.lock
	$(COMPILE) --extra build --constraint requirements-all.lock --output-file requirements.lock

clean:
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find outputs -mindepth 1 -not -name .gitkeep -delete

# What scans, clusters, tests and the documentation need.
extras: $(ALL)

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo 'python3-venv is missing: apt-get install python3-venv' >&2; exit 2; }
	@echo 'Installing into .venv: some minutes, the first time only.'
	$(PYTHON) -m venv --clear .venv
	$(INSTALL) --require-hashes --requirement requirements.lock
	$(INSTALL) --no-deps --no-build-isolation --editable .
	touch $(READY)

$(ALL): $(READY) requirements-all.lock
	@echo 'Installing what tests, scans, clusters and the documentation need: some minutes, once.'
	$(INSTALL) --require-hashes --requirement requirements-all.lock
	touch $(ALL)
