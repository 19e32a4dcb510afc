# Everything this project does is a target here; `make help` lists them.
#
#   PREFIX, DESTDIR   where `make install` puts things           (/usr/local, none)
#   RUNTIME=ordinary  builds the library with the ordinary Swift runtime linked in, for debugging

VERSION := $(shell cat VERSION)
MAJOR := $(firstword $(subst ., ,$(VERSION)))
# The interface's number, not the version's: see Include/dxinterconnect.h.
ABI := $(shell sed -n 's/^#define DXI_ABI_VERSION //p' Include/dxinterconnect.h)
PREFIX ?= /usr/local
RUNTIME ?= embedded
BUILD := build

LIBRARY := $(BUILD)/libdxinterconnect.so.$(ABI)
LINK := $(BUILD)/libdxinterconnect.so
SOURCES := Package.swift VERSION Sources/exports.map Include/dxinterconnect.h Include/module.modulemap \
           $(shell find Sources -name '*.swift' -o -name '*.h' -o -name '*.modulemap')

.PHONY: all help tools test test-swift test-abi demo bench install uninstall version lint clean soak

all: $(LINK)

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 16

$(LIBRARY): $(SOURCES) scripts/build-library
	@mkdir -p $(BUILD)
	RUNTIME=$(RUNTIME) scripts/build-library $@

$(LINK): $(LIBRARY)
	ln -sf $(notdir $<) $@

include scripts/install.mk
