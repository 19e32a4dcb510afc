# Everything this project does is a target here; `make help` lists them.
#
#   PREFIX, DESTDIR   where `make install` puts things           (/usr/local, none)
#   RUNTIME=ordinary  builds the library with the ordinary Swift runtime linked in, for debugging

VERSION := $(shell cat VERSION)
# The interface's number, not the version's: see Include/dxinterconnect.h.
ABI := $(shell sed -n 's/^\#define DXI_ABI_VERSION //p' Include/dxinterconnect.h)
PREFIX ?= /usr/local
RUNTIME ?= embedded
BUILD := build

LIBRARY := $(BUILD)/libdxinterconnect.so.$(ABI)
LINK := $(BUILD)/libdxinterconnect.so
# Not with the ordinary runtime in it, which would meet the one of the program.
STATIC := $(if $(filter embedded,$(RUNTIME)),$(BUILD)/libdxinterconnect.a)
SOURCES := Package.swift VERSION Sources/exports.map Include/dxinterconnect.h Include/module.modulemap \
           $(shell find Sources -name '*.swift' -o -name '*.h' -o -name '*.modulemap')

.PHONY: all static help demo test lint test-swift test-c test-instructions test-example test-judges test-traps test-fuzz test-sanitizers fuzz coverage soak bench install uninstall version clean

all: $(LINK) ## the shared library, in build/

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 16

$(LIBRARY): $(SOURCES) scripts/build-library
	@mkdir -p $(BUILD)
	@echo "Building libdxinterconnect.so.$(ABI), a minute or so"
	RUNTIME=$(RUNTIME) scripts/build-library $@

$(LINK): $(LIBRARY)
	ln -sf $(notdir $<) $@

static: $(STATIC) ## the static library, in build/

$(BUILD)/libdxinterconnect.a: $(LIBRARY) scripts/build-static
	scripts/build-static $@

demo: ## what it does, on real input
	@scripts/tools build
	@$(MAKE) --no-print-directory all
	@examples/c/demo

# The long ones first, so that all processors end together.
TESTS := test-swift test-python test-go test-c test-sanitizers test-ansible test-example test-judges test-fuzz test-nornir test-traps test-instructions

test: ## every test; what each prints comes when it ends
	@scripts/tools test
	@$(MAKE) --no-print-directory lint
	@$(MAKE) --no-print-directory --keep-going --output-sync=target --jobs=$(shell nproc) $(TESTS)
	@echo "All tests passed."

lint: ## the layout of the Swift sources
	scripts/lint

test-swift: ## the core, from inside
	swift test

test-c: all static ## the shipped library, as a C program sees it
	Tests/ABI/run

test-instructions: all ## what an operation costs, held against what is recorded
	Tests/Benchmarks/check-instructions

test-example: all ## the C example against the local endpoint
	Tests/Example/run

test-judges: all ## botocore, awscrt and jansson as judges
	Tests/Judges/run

test-traps: all ## what could end the host: in the sources, and in the shipped library
	Tests/Traps/run

test-fuzz: ## every fuzzer over its seeds, what was found before, and a few thousand inputs
	Tests/Fuzz/run

test-sanitizers: all ## the C test programs over the sources under the sanitizers, eight threads with one signer
	Tests/Sanitizers/run

fuzz: ## every fuzzer for FUZZ_SECONDS (60)
	Tests/Fuzz/run --seconds $(or $(FUZZ_SECONDS),60)

coverage: ## places of the sources that no test and no fuzzer reaches
	Tests/Coverage/run

soak: all ## long runs: the judges ten times as long, a thousand conversations, a million operations of threads, the Swift tests under the sanitizers, coverage
	Tests/Judges/run --soak
	Tests/Example/run build --soak test_random_sequences
	$(MAKE) --no-print-directory soak-python
	Tests/Sanitizers/run --soak
	$(MAKE) --no-print-directory coverage

bench: all ## against C by hand, boto3, awscrt, aws-sdk-go-v2, Go, Python and libcurl, in one run of three minutes
	@scripts/tools bench
	Tests/Benchmarks/run

version: ## write what VERSION says into header and sources
	scripts/set-version

clean: ## take away what was built
	rm -rf $(BUILD) .build .build-*

include scripts/install.mk
include bindings/go/go.mk
include bindings/python/python.mk
include examples/examples.mk
