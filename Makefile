.DEFAULT_GOAL := help
.PHONY: help assets

help: ## What can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

assets: crates/web/assets/vendor/css/dkfds.min.css ## Fetch the design system and trim it to what pages use

node_modules/.package-lock.json: package.json package-lock.json
	npm ci --no-progress
	@touch $@

crates/web/assets/vendor/css/dkfds.min.css: node_modules/.package-lock.json scripts/assets.sh scripts/trim-design-system.mjs crates/web/assets/own/helhed.css
	scripts/assets.sh
	@touch $@
