# make demo: set up and run. make test: set up and prove. Each needs Python 3.11+ and make.
.POSIX:
.SUFFIXES:
.NOTPARALLEL:
PYTHON = python3
BIN = .venv/bin

.PHONY: demo test test-long check set-up set-up-test frontend system lock screens clean

demo: set-up
	exec $(BIN)/werkpakket demo

test: system set-up-test check
	$(BIN)/python -m pytest -n auto -m "not long"

test-long: system set-up-test
	$(BIN)/python -m pytest -m long
	$(BIN)/python -m pytest tests/course tests/scorm_builder --hypothesis-profile=default

check:
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m course.page.frontend node node_modules/typescript/bin/tsc --project tsconfig.json
	$(BIN)/python -m course.page.frontend node --test "tests/page/**/*.test.js" "tests/player/**/*.test.js" "tests/practice_lms/**/*.test.js"

set-up: .venv/.run frontend

set-up-test: .venv/.test frontend

.venv/.run: requirements/build.txt pyproject.toml package-lock.json
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/build.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	$(BIN)/python -m course.page.frontend install
	touch $@

.venv/.test: .venv/.run requirements/test.txt package-lock.json
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/test.txt
	$(BIN)/python -m course.page.frontend install --test
	touch $@

frontend:
	$(BIN)/python -m course.page.frontend build

system:
	sh tests/system-packages.sh

screens: system set-up-test
	$(BIN)/python docs/screens/take.py

lock:
	for set in run "build --extra build" "test --extra build --extra test"; do \
	  name=$${set%% *}; extras=$${set#$$name}; \
	  uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate \
	    --custom-compile-command "make lock" $$extras pyproject.toml --output-file requirements/$$name.txt; \
	done
	npm install --package-lock-only --ignore-scripts

clean:
	rm -rf .venv node_modules course/page/built practice_lms/built dist .demo
