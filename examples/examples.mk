# The Ansible and the Nornir example. Included by the top-level Makefile.

EXAMPLES_VENV := .venv-examples
EXAMPLES_RUN := PYTHONPATH=$(CURDIR)/bindings/python DXINTERCONNECT_LIBRARY=$(CURDIR)/$(LIBRARY)

.PHONY: test-ansible test-nornir

$(EXAMPLES_VENV)/requirements-test.txt: examples/requirements-test.txt
	$(PYTHON3) -m venv $(EXAMPLES_VENV)
	$(EXAMPLES_VENV)/bin/python -m pip install --quiet --disable-pip-version-check -r $<
	cp $< $@

test-ansible: all $(EXAMPLES_VENV)/requirements-test.txt ## the Ansible module, with ansible-core and the local endpoint
	$(EXAMPLES_RUN) $(EXAMPLES_VENV)/bin/python -m pytest -q examples/ansible/tests

test-nornir: all $(EXAMPLES_VENV)/requirements-test.txt ## the Nornir task, with nornir and the local endpoint
	$(EXAMPLES_RUN) $(EXAMPLES_VENV)/bin/python -m pytest -q examples/nornir/tests
