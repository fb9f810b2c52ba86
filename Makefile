# Larder: each line calls a real tool. `make run` needs Rust and make; `make test` installs what tests need.
SHELL := /bin/bash
.DEFAULT_GOAL := run
# Everything but `make run` and `make import`, which need less, is for people who change the shop.
.PHONY: run import test build lint rust stripe audit browser replay race bench tools node clean

# PORT= (8080; the payment page is on the next port, the post office on the one after), DATA= (.larder), FRESH=1
run:
	cargo run

# make import FILE=products.csv, into the shop that is running; DRY=1 only reports
import:
	cargo run --quiet -- import $(if $(DRY),--dry-run) "$(FILE)"

test: tools lint rust stripe audit browser race replay

lint:
	cargo fmt --check
	cargo clippy --workspace --all-targets -- -D warnings
	python3 -B infra/local/seed/check.py
	cargo deny check licenses bans sources

rust: build
	cargo nextest run --workspace --no-fail-fast

# One set of features for binaries and tests, so that dependencies are compiled once
build:
	cargo build --workspace --all-targets

# The payment stand-in, driven by Stripe's own client
stripe: build .venv
	.venv/bin/python tests/stripe/test_stand_in.py

# The auditor notices what it must notice
audit:
	python3 -B tests/audit/test_audit.py

# A person's way through the shop, in Debian's Chromium
browser: build node
	npx playwright test

# Real baskets through the whole shop, then the auditor. make replay ORDERS=1593 CONCURRENCY=32
ORDERS ?= 120
CONCURRENCY ?= 8
replay: build
	target/debug/replay --shop target/debug/larder --orders $(ORDERS) --concurrency $(CONCURRENCY)

# 500 buyers, 50 pieces
race: build
	target/debug/replay --shop target/debug/larder --race

# JSON lines: requests per second, p50, p99, server time, DynamoDB units against their budgets
bench: build
	target/debug/bench --shop target/debug/larder

tools:
	@command -v chromium >/dev/null || (apt-get update -qq && apt-get install -y -qq chromium >/dev/null)
	@cargo nextest --version >/dev/null 2>&1 || cargo install cargo-nextest --locked --debug
	@cargo deny --version >/dev/null 2>&1 || cargo install cargo-deny --version 0.20.2 --locked --debug

.venv: tests/requirements.txt
	python3 -m venv .venv
	.venv/bin/pip install --quiet -r tests/requirements.txt
	@touch .venv

node: node_modules/.package-lock.json
node_modules/.package-lock.json: package.json package-lock.json
	npm ci --no-audit --no-fund

clean:
	rm -rf target .venv node_modules .larder
