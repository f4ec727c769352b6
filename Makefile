# Everything runs in .venv, which is made from requirements.lock when it is missing or stale.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready
# Notebooks with stored outputs: all but those of documents of which none is on file.
STORED := $(filter-out notebooks/accounts.ipynb notebooks/projects.ipynb,$(wildcard notebooks/*.ipynb))

.PHONY: report test docs screenshots lab bench lock notebooks clean

report: $(READY)
	$(BIN)/jixiao export
	$(BIN)/jixiao report

test: $(READY)
	$(BIN)/ruff check lib tests
	$(BIN)/ruff format --check lib tests
	$(BIN)/mypy
	$(BIN)/pytest -q
	$(BIN)/pytest -q --nbval --nbval-cell-timeout 120 $(STORED)

lab: $(READY)
	$(BIN)/jupyter lab $(if $(filter 0,$(shell id -u)),--allow-root) \
		--ServerApp.root_dir='$(CURDIR)' --LabApp.default_url=/lab/tree/notebooks/index.ipynb

# The documentation as pages that open from a folder, links checked.
docs: $(READY)
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --quiet

# Ratios within one run: never quote the seconds of one machine.
bench: export PYTHONPATH := tests/helpers
bench: $(READY)
	$(BIN)/python tests/bench/bench.py
	$(BIN)/python tests/bench/bench_reading.py
	$(BIN)/python tests/bench/bench_batch.py --chart outputs/bench.png
	$(BIN)/python tests/bench/bench_scale.py

# The pictures of the README, from real pages in a real browser; look at them before you keep them.
screenshots: $(READY)
	$(BIN)/python tests/helpers/screenshots.py

# The stored outputs of the notebooks: run after a change of what they show, and look at the diff.
notebooks: $(READY)
	$(BIN)/jixiao store $(STORED)

lock: $(READY)
	$(BIN)/uv pip compile pyproject.toml --all-extras --universal --python-version 3.11 \
		--generate-hashes --no-emit-index-url --no-emit-find-links --no-header \
		--quiet --output-file requirements.lock

clean:
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find outputs -mindepth 1 -not -name .gitkeep -delete

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo 'python3-venv is missing: apt-get install python3-venv' >&2; exit 2; }
	@echo 'Installing into .venv: some minutes, the first time only.'
	$(PYTHON) -m venv --clear .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes \
		--requirement requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps \
		--no-build-isolation --editable .
	touch $(READY)
