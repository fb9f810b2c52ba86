# Larder: each line calls a real tool. `make run` needs Rust and make; `make test` installs what tests need.
SHELL := /bin/bash
.DEFAULT_GOAL := run
# A run that starts from nothing has no next build to make faster: half the disk, and less time
ifdef CI
export CARGO_INCREMENTAL = 0
endif
# Everything but `make run` and `make import`, which need less, is for people who change the shop.
.PHONY: run import deploy destroy test build lambda lint rust stripe audit infra harness rehearse budgets browser lighthouse replay race bench cost tools node clean

# PORT= (8080; the payment page is on the next port, the post office on the one after), DATA= (.larder), FRESH=1, SEED=0
run:
	cargo run

# make import FILE=products.csv, into the shop that is running; DRY=1 only reports
import:
	cargo run --quiet -- import $(if $(DRY),--dry-run) "$(FILE)"

# The shop on AWS: builds the functions, shows what will change, asks, deploys. Again is safe. `make destroy` asks first.
deploy destroy: infra/.venv
	infra/.venv/bin/python -B infra/deploy $(filter destroy,$@) $(ARGS)

test: tools lint rust stripe audit browser lighthouse race replay infra harness rehearse budgets

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

# All functions as they run on AWS, and the hello they are measured against
lambda: infra/.venv
	PATH="$(CURDIR)/infra/.venv/bin:$$PATH" cargo lambda build --release --locked --target x86_64-unknown-linux-gnu.2.34 \
		$(patsubst functions/%/Cargo.toml,--package larder-%,$(wildcard functions/*/Cargo.toml)) --package larder-hello

# The template is what the code is: routes, rights, variables, schedules, alarms
infra: infra/.venv infra/.venv-checkov
	PATH="$(CURDIR)/infra/.venv/bin:$(CURDIR)/infra/.venv-checkov/bin:$$PATH" infra/.venv/bin/python -B -m unittest discover -s tests/infra

# The worker's own binary under Lambda's rules: batches, redelivery, kill -9 between any two calls
harness: lambda build
	BOOTSTRAPS=target/lambda python3 -B -m unittest discover -s tests/harness -t tests

# The template and the real binaries on an emulator that checks rights; then without each right in turn
rehearse: lambda build tests/rehearse/.venv
	cd tests && rehearse/.venv/bin/python -B -m rehearse

# Counts against tests/budgets/figures.json: sizes, instructions to the first poll, units. UPDATE=1 writes it.
budgets: lambda build
	cd tests && python3 -B -m budgets $(if $(UPDATE),--update)

# The payment stand-in, driven by both of Stripe's own clients; signatures, judged by Stripe's own libraries
stripe: build .venv node
	.venv/bin/python tests/stripe/vectors.py
	.venv/bin/python tests/stripe/test_stand_in.py
	node --test tests/stripe/stand_in.mjs

# The auditor notices what it must notice
audit:
	python3 -B tests/audit/test_audit.py

# A person's way through the shop, in Debian's Chromium
browser: build node
	npx playwright test

# What Lighthouse says on a phone: accessibility, best practices and search 100, speed 90 at least, bytes and shifts counted. SAVE= keeps its reports
lighthouse: build node
	node tests/browser/lighthouse.mjs $(SAVE)

# Real baskets through the whole shop, then the auditor. make replay ORDERS=1593 CONCURRENCY=32
ORDERS ?= 120
CONCURRENCY ?= 8
replay: build
	target/debug/replay --shop target/debug/larder --orders $(ORDERS) --concurrency $(CONCURRENCY)

# 500 buyers, 50 pieces
race: build
	target/debug/replay --shop target/debug/larder --race

# JSON lines: requests per second, p50, p99, server time, DynamoDB units against their budgets; memory, snapshot, time to load it.
# make bench PRODUCTS=1000,10000,50000 ARGS="--only pages" shows how that grows
PRODUCTS ?= 1000
bench: build
	target/debug/bench --shop target/debug/larder --products $(PRODUCTS) $(ARGS)

# Dollars per 1,000 orders and per idle month
cost: build
	target/debug/bench --shop target/debug/larder --seconds 0.5 --concurrency 1 | python3 -B infra/cost

tools:
	@command -v valgrind >/dev/null || (apt-get update -qq && apt-get install -y -qq valgrind >/dev/null)
	@(command -v chromium && command -v chromium-headless-shell) >/dev/null || (apt-get update -qq && apt-get install -y -qq chromium chromium-headless-shell >/dev/null)
	@cargo nextest --version >/dev/null 2>&1 || cargo install cargo-nextest --locked --debug
	@cargo deny --version >/dev/null 2>&1 || cargo install cargo-deny --version 0.20.2 --locked --debug

infra/.venv: infra/requirements.txt
infra/.venv-checkov: tests/infra/requirements.txt
tests/rehearse/.venv: tests/rehearse/requirements.txt
infra/.venv infra/.venv-checkov tests/rehearse/.venv:
	python3 -m venv $@
	$@/bin/pip install --quiet -r $<
	@touch $@

.venv: tests/requirements.txt
	python3 -m venv .venv
	.venv/bin/pip install --quiet -r tests/requirements.txt
	@touch .venv

node: node_modules/.package-lock.json
node_modules/.package-lock.json: package.json package-lock.json
	npm ci --no-audit --no-fund

clean:
	rm -rf target .venv infra/.venv infra/.venv-checkov tests/rehearse/.venv node_modules .larder
