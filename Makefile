# Muster: every task by name. "make" and "make help" list them.

PREFIX ?= /usr
DESTDIR ?=
# The configuration stays in /etc wherever the programs go.
SYSCONFDIR ?= /etc
# More for "make test", "make simulate", "make bench" and "make chaos", as in: make test ARGS="--filter Engine"
ARGS ?=

# Debian's names: what the build links, what the demonstration shows its database with, what some tests talk to.
BUILD_PACKAGES = libcurl4-openssl-dev libsqlite3-dev libexpat1-dev pkg-config
DEMO_PACKAGES = sqlite3
SCENARIO_PACKAGES = sqlite3 openssl
CHAOS_PACKAGES = sqlite3 openssl python3 make
TEST_PACKAGES = kannel kannel-extras

PROGRAMS = musterd musterctl
# Where the shells look, below share/.
COMPLETIONS = bash-completion/completions zsh/site-functions fish/vendor_completions.d
SAMPLE_CONFIGURATION = Examples/musterd.yaml
UNITS = musterd.service musterd.socket musterd-control.socket
RELEASE = .build/release
# The Swift runtime goes into the programs, so that the machine that runs them needs none.
RELEASE_FLAGS = --configuration release --static-swift-stdlib

.DEFAULT_GOAL := help
.PHONY: help demo scenario test bench chaos simulate soak fuzz sanitize roads lint format manual release install uninstall clean packages

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: packages ## Build, then mobilize an invented team on this machine: nobody is called
	@Scripts/install-packages $(DEMO_PACKAGES)
	@echo "Building Muster. The first time this takes several minutes; later, seconds."
	swift build
	Scripts/demo $(ARGS)

scenario: packages ## Build, then play NAME=flood, night, mall or home on the programs and check what must hold
	@Scripts/install-packages $(SCENARIO_PACKAGES)
	swift build
	Scripts/scenario $(NAME) $(ARGS)

test: packages ## Run all tests; STRICT=1 also fails on skipped ones
	@Scripts/install-packages --optional "the tests against a real SMS gateway are skipped" $(TEST_PACKAGES)
	@Scripts/get-osrm --optional
	@echo "Building Muster and its tests. The first time this takes several minutes; later, seconds."
	swift build --build-tests
	@Scripts/test --skip-build $(ARGS)

bench: packages ## Measure speed and size against the goals
	Scripts/bench $(ARGS)

chaos: packages ## Break what a daemon stands on, one fault after the other, and check what must hold; ARGS="systemd" for one
	@Scripts/install-packages $(CHAOS_PACKAGES)
	Scripts/chaos $(ARGS)

simulate: $(RELEASE)/musterd ## Play 10,000 seeded worlds in which things go wrong and check every promise; some twenty minutes
	$(RELEASE)/musterd simulate faults --seeds 10000 $(ARGS)

soak: $(RELEASE)/musterd ## Load the daemon for HOURS (1) and see that memory and descriptors stay flat
	@Scripts/install-packages python3
	Scripts/soak $(or $(HOURS),1)

fuzz: packages ## Feed the readers of outside bytes with mutilated ones; ARGS="[TARGET] [SECONDS]", all of them without
	@Scripts/fuzz $(ARGS)

sanitize: packages ## Run the tests under ARGS=address or ARGS=thread, and with them a filter; long, so not in "make test"
	@Scripts/sanitize $(ARGS)

roads: packages ## How long ways are in the invented town by road and by straight line, and what a closed bridge changes
	@Scripts/get-osrm
	@PRINT_ROADS=1 Scripts/test --filter RoutingTests.TownRoadsTests $(ARGS)

lint: ## Check the layout of all code, changing nothing
	@Scripts/require-swift
	swift format lint --strict --parallel --recursive Sources Tests Package.swift

format: ## Lay out all code as "make lint" wants it, as far as a program can
	@Scripts/require-swift
	swift format --in-place --parallel --recursive Sources Tests Package.swift

manual: ## Write the manual pages in man/ anew, from what the programs say of themselves
	@Scripts/require-swift
	Scripts/write-manual

release: $(PROGRAMS:%=$(RELEASE)/%) ## Build the programs that "make install" installs

# One build for both; a sudo make install after it finds nothing to do.
$(RELEASE)/musterd: Package.swift $(shell find Sources -type f 2>/dev/null)
	@$(MAKE) --no-print-directory packages
	@echo "Building the release. The first time this takes some ten minutes."
	swift build $(RELEASE_FLAGS) --product musterd
	swift build $(RELEASE_FLAGS) --product musterctl
	@touch $(PROGRAMS:%=$(RELEASE)/%)

$(RELEASE)/musterctl: $(RELEASE)/musterd ;

install: release ## Install below DESTDIR and PREFIX; an existing configuration stays as it is
	install -d "$(DESTDIR)$(PREFIX)/bin" "$(DESTDIR)$(PREFIX)/share/musterd"
	for program in $(PROGRAMS); do install -m 755 -s $(RELEASE)/$$program "$(DESTDIR)$(PREFIX)/bin/" || exit 1; done
	install -d $(COMPLETIONS:%="$(DESTDIR)$(PREFIX)/share/%") "$(DESTDIR)$(PREFIX)/share/man/man1"
	for program in $(PROGRAMS); do \
	    $(RELEASE)/$$program --generate-completion-script bash \
	        > "$(DESTDIR)$(PREFIX)/share/bash-completion/completions/$$program" || exit 1; \
	    $(RELEASE)/$$program --generate-completion-script zsh \
	        > "$(DESTDIR)$(PREFIX)/share/zsh/site-functions/_$$program" || exit 1; \
	    $(RELEASE)/$$program --generate-completion-script fish \
	        > "$(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/$$program.fish" || exit 1; \
	    install -m 644 man/$$program.1 "$(DESTDIR)$(PREFIX)/share/man/man1/" || exit 1; done
	install -d "$(DESTDIR)$(PREFIX)/lib/systemd/system"
	for unit in $(UNITS); do \
	    sed 's#^ExecStart=/usr/bin/#ExecStart=$(PREFIX)/bin/#' systemd/$$unit \
	        > "$(DESTDIR)$(PREFIX)/lib/systemd/system/$$unit" || exit 1; \
	    chmod 644 "$(DESTDIR)$(PREFIX)/lib/systemd/system/$$unit"; done
	install -D -m 644 systemd/musterd.sysusers.conf "$(DESTDIR)$(PREFIX)/lib/sysusers.d/musterd.conf"
	install -D -m 644 systemd/musterd.tmpfiles.conf "$(DESTDIR)$(PREFIX)/lib/tmpfiles.d/musterd.conf"
	for folder in Playbooks Examples; do \
	    rm -rf "$(DESTDIR)$(PREFIX)/share/musterd/$$folder" && cp -R $$folder "$(DESTDIR)$(PREFIX)/share/musterd/" \
	        && chmod -R u=rwX,go=rX "$(DESTDIR)$(PREFIX)/share/musterd/$$folder" || exit 1; done
	install -d "$(DESTDIR)$(SYSCONFDIR)/musterd"
	test -e "$(DESTDIR)$(SYSCONFDIR)/musterd/musterd.yaml" \
	    || install -m 640 $(SAMPLE_CONFIGURATION) "$(DESTDIR)$(SYSCONFDIR)/musterd/musterd.yaml"
	@test -n "$(DESTDIR)" || Scripts/after-install "$(PREFIX)"

uninstall: ## Remove what "make install" put there; configuration and database stay
	@test -n "$(DESTDIR)" || systemctl disable --now $(UNITS) 2>/dev/null || true
	rm -f $(PROGRAMS:%="$(DESTDIR)$(PREFIX)/bin/%") $(UNITS:%="$(DESTDIR)$(PREFIX)/lib/systemd/system/%")
	rm -f "$(DESTDIR)$(PREFIX)/lib/sysusers.d/musterd.conf" "$(DESTDIR)$(PREFIX)/lib/tmpfiles.d/musterd.conf"
	for program in $(PROGRAMS); do \
	    rm -f "$(DESTDIR)$(PREFIX)/share/bash-completion/completions/$$program" \
	        "$(DESTDIR)$(PREFIX)/share/zsh/site-functions/_$$program" \
	        "$(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/$$program.fish" \
	        "$(DESTDIR)$(PREFIX)/share/man/man1/$$program.1"; done
	rm -rf "$(DESTDIR)$(PREFIX)/share/musterd"
	@echo "Kept: $(DESTDIR)$(SYSCONFDIR)/musterd and the database in /var/lib/musterd."

clean: ## Remove everything that was built or recorded here
	rm -rf .build demo-data bench-data chaos-data

packages:
	@Scripts/require-swift
	@Scripts/install-packages $(BUILD_PACKAGES)
