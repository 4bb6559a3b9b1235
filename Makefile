.DEFAULT_GOAL := help
.PHONY: help demo test bench check advisories prepare assets
# Commands run one after another: cargo uses every core by itself.
.NOTPARALLEL:

ARGS ?=

help: ## What can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: assets ## Build Helhed and run a synthetic municipality; prints address and sign-ins (ARGS="--port 9000 --families 200")
	cargo build --locked --workspace --bins
	target/debug/helhed demo $(ARGS)

test: prepare assets ## Everything that can fail: rules, both databases, pages in a real browser
	@scripts/test.sh

bench: assets ## Measure pages, search, start-up, memory and size against what the project promises
	@scripts/prepare.sh bench
	cargo build --release --locked -p helhed
	@scripts/bench-numbers.sh
	@scripts/bench-evaluation.sh
	cargo bench --locked -p helhed-casework --bench sharing
	cargo bench --locked -p helhed-web --bench timeline
	@scripts/bench.sh
	@scripts/bench-people.sh

check: assets ## Format, lints, documentation, licences, duplicate and unused dependencies
	@scripts/prepare.sh check
	cargo fmt --all --check
	cargo clippy --locked --workspace --all-targets -- -D warnings
	RUSTDOCFLAGS="-D warnings" cargo doc --locked --workspace --no-deps --document-private-items
	cargo deny --locked check licenses bans sources
	cargo machete
	cargo run --locked --quiet -p helhed-fuzz -- 40
	@scripts/check-deploy.sh
	node_modules/.bin/validate-api docs/openapi.json

advisories: assets ## Known faults of dependencies, by the public lists of today (asks the network beyond the registries; a nightly run, not a test)
	@scripts/prepare.sh check
	cargo deny --locked check advisories
	npm audit

prepare: ## Install what the tests need and is missing
	@scripts/prepare.sh test

assets: crates/web/assets/vendor/css/dkfds.min.css ## Fetch the design system and trim it to what pages use

node_modules/.package-lock.json: package.json package-lock.json
	npm ci --no-progress
	@touch $@

crates/web/assets/vendor/css/dkfds.min.css: node_modules/.package-lock.json scripts/assets.sh scripts/trim-design-system.mjs crates/web/assets/own/helhed.css
	scripts/assets.sh
	@touch $@
