# make build   the program, into bin/
# make test    all tests; Go and make are enough
# make check   the gate before a commit
# make demo    a small export, all the way to a site and redirects

GO       ?= go
VERSION  ?= $(shell git describe --tags --always --dirty 2>/dev/null || echo dev)
FUZZTIME ?= 30s

GOLANGCI_VERSION := v2.15.0
HUGO_VERSION     := v0.165.0

TOOLS    := $(CURDIR)/bin/tools
GOLANGCI := $(TOOLS)/golangci-lint

.PHONY: build test check lint docs docs-check bench fuzz fuzz-convert browser demo tools golangci-lint hugo engines clean

build:
	CGO_ENABLED=0 $(GO) build -trimpath -buildvcs=false -ldflags '-s -w -X main.version=$(VERSION)' -o bin/ ./cmd/wxbackup

# Tests that need a tool are skipped without it, which go test keeps to itself.
test:
	@for tool in nginx apache2 caddy haproxy lighttpd jekyll hugo zstd chromium node dot; do PATH="$$PATH:/usr/sbin" command -v $$tool >/dev/null || \
		echo "$$tool is not installed: the tests that need it are skipped"; done
	@[ -d "$${WXBACKUP_CORPUS:-../shared/corpus}" ] || \
		echo 'WXBACKUP_CORPUS names no folder of real exports: the tests over them are skipped'
	$(GO) test -timeout 30m ./...

check: lint docs-check
	$(GO) mod tidy -diff
	$(GO) test -race -short ./...

lint: golangci-lint
	$(GOLANGCI) fmt --diff
	$(GOLANGCI) run

# The command line's reference and man pages, from the commands themselves.
docs:
	$(GO) run ./cmd/gendocs docs

# Fails when the generated pages in docs/ are not those of the commands.
docs-check:
	rm -rf bin/docs
	$(GO) run ./cmd/gendocs bin/docs
	diff -ru docs/cli bin/docs/cli
	diff -ru docs/man bin/docs/man

bench:
	$(GO) test -run '^$$' -bench . -benchtime 1x ./internal/bench/...

# Every fuzz target, FUZZTIME each.
fuzz:
	@grep -rl --include='*_test.go' '^func Fuzz' . | while read -r file; do \
		for target in $$(sed -n 's/^func \(Fuzz[A-Za-z0-9_]*\)(.*/\1/p' "$$file"); do \
			echo "$$(dirname "$$file") $$target"; \
			$(GO) test -run '^$$' -fuzz "^$$target\$$" -fuzztime $(FUZZTIME) "$$(dirname "$$file")" </dev/null || exit 1; \
		done; \
	done

# The import ends with 3, done with losses: one picture of the small export is
# missing on purpose.
demo: build
	rm -rf demo
	bin/wxbackup import --archive demo/wxarchive testdata/export || test $$? -eq 3
	bin/wxbackup publish --archive demo/wxarchive --site hugo --base-url https://www.example.com --out demo/site-hugo
	bin/wxbackup redirect --archive demo/wxarchive --format nginx --out demo/redirects
	@echo
	@echo 'Where to look:'
	@echo '  demo/wxarchive/articles/   the articles as Markdown, for any editor'
	@echo '  demo/site-hugo/            the site: hugo server --source demo/site-hugo'
	@echo '  demo/redirects/nginx/      the rules for old addresses, with a README'

# Ten minutes of processor time: bodies of all that pages are made of, with the
# self-check as judge.
fuzz-convert:
	$(GO) test -run '^$$' -fuzz '^FuzzConvert$$' -fuzztime 300s -parallel 2 ./convert

# Every form of a thousand old addresses, in a browser: ten minutes.
browser:
	WXBACKUP_REQUIRE_TOOLS=1 WXBACKUP_BROWSER_ARTICLES=320 $(GO) test -count=1 -timeout 60m -v -run '^TestResolverLeadsReadersOnInABrowser$$' ./redirect/emit

tools: golangci-lint hugo engines

# A tool is built from source, some minutes, unless its version is there.
golangci-lint:
	@$(GO) version -m $(TOOLS)/golangci-lint 2>/dev/null | grep -q 'golangci-lint/v2[[:space:]]$(GOLANGCI_VERSION)' || \
		GOBIN=$(TOOLS) $(GO) install github.com/golangci/golangci-lint/v2/cmd/golangci-lint@$(GOLANGCI_VERSION)

hugo:
	@$(GO) version -m $(TOOLS)/hugo 2>/dev/null | grep -q 'gohugoio/hugo[[:space:]]$(HUGO_VERSION)' || \
		GOBIN=$(TOOLS) $(GO) install github.com/gohugoio/hugo@$(HUGO_VERSION)

# The Markdown engines of site generators, and the driver of the browser.
engines:
	cd internal/engines && npm install --no-package-lock --no-audit --no-fund --loglevel=error

# The tools stay: building them takes minutes.
clean:
	rm -rf bin/wxbackup bin/completions bin/dist bin/docs demo
