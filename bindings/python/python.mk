# The Python package. Included by the top-level Makefile, which has `all`, $(BUILD), $(LIBRARY).
#
#   PYTHON3   the interpreter that the virtual environment is made of   (python3)

PYTHON3 ?= python3
VENV := .venv
PYTHON_PACKAGE := bindings/python
VENV_PYTHON := $(VENV)/bin/python
PYTHON_RUN := PYTHONPATH=$(CURDIR)/$(PYTHON_PACKAGE) DXINTERCONNECT_LIBRARY=$(CURDIR)/$(LIBRARY)

.PHONY: wheel test-python soak-python

$(VENV)/requirements-test.txt: $(PYTHON_PACKAGE)/requirements-test.txt
	$(PYTHON3) -m venv $(VENV)
	$(VENV_PYTHON) -m pip install --quiet --disable-pip-version-check -r $<
	cp $< $@

wheel: all $(VENV)/requirements-test.txt ## a Python wheel with the library in it, in build/
	PYTHON=$(VENV_PYTHON) $(PYTHON_PACKAGE)/build_wheel $(LIBRARY) $(BUILD)

test-python: all $(VENV)/requirements-test.txt ## the Python package, its wheel and the local endpoint
	cd $(PYTHON_PACKAGE) && $(PYTHON_RUN) $(CURDIR)/$(VENV_PYTHON) -m pytest -q

soak-python: all $(VENV)/requirements-test.txt ## a thousand conversations in which anything goes wrong
	cd $(PYTHON_PACKAGE) && DXI_CONVERSATIONS=1000 $(PYTHON_RUN) $(CURDIR)/$(VENV_PYTHON) -m pytest -q \
	    tests/test_ensure.py -k test_anything_may_go_wrong_at_any_point
