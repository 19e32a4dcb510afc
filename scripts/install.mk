# `make install` and `make uninstall`.

INCLUDE_DIR := $(PREFIX)/include
LIB_DIR := $(PREFIX)/lib
REAL_NAME := libdxinterconnect.so.$(ABI).$(VERSION)
INSTALLED := $(INCLUDE_DIR)/dxinterconnect.h \
             $(LIB_DIR)/libdxinterconnect.so $(LIB_DIR)/libdxinterconnect.so.$(ABI) $(LIB_DIR)/$(REAL_NAME) \
             $(LIB_DIR)/libdxinterconnect.a \
             $(LIB_DIR)/pkgconfig/dxinterconnect.pc \
             $(LIB_DIR)/cmake/dxinterconnect/dxinterconnect-config.cmake \
             $(LIB_DIR)/cmake/dxinterconnect/dxinterconnect-config-version.cmake

install: $(LIBRARY) $(STATIC) ## header, libraries, pkg-config and CMake files below PREFIX
	install -d $(DESTDIR)$(INCLUDE_DIR) $(DESTDIR)$(LIB_DIR)/pkgconfig $(DESTDIR)$(LIB_DIR)/cmake/dxinterconnect
	install -m 644 Include/dxinterconnect.h $(DESTDIR)$(INCLUDE_DIR)/
	install -m 755 $(LIBRARY) $(DESTDIR)$(LIB_DIR)/$(REAL_NAME)
	ln -sf $(REAL_NAME) $(DESTDIR)$(LIB_DIR)/libdxinterconnect.so.$(ABI)
	ln -sf libdxinterconnect.so.$(ABI) $(DESTDIR)$(LIB_DIR)/libdxinterconnect.so
	$(if $(STATIC),install -m 644 $(STATIC) $(DESTDIR)$(LIB_DIR)/)
	sed -e 's|@PREFIX@|$(PREFIX)|' -e 's|@VERSION@|$(VERSION)|' scripts/dxinterconnect.pc.in \
	    > $(DESTDIR)$(LIB_DIR)/pkgconfig/dxinterconnect.pc
	sed -e 's|@ABI@|$(ABI)|' scripts/dxinterconnect-config.cmake.in \
	    > $(DESTDIR)$(LIB_DIR)/cmake/dxinterconnect/dxinterconnect-config.cmake
	sed -e 's|@VERSION@|$(VERSION)|' scripts/dxinterconnect-config-version.cmake.in \
	    > $(DESTDIR)$(LIB_DIR)/cmake/dxinterconnect/dxinterconnect-config-version.cmake

uninstall: ## take away what install put there
	rm -f $(addprefix $(DESTDIR),$(INSTALLED))
	-rmdir $(DESTDIR)$(LIB_DIR)/cmake/dxinterconnect 2>/dev/null
