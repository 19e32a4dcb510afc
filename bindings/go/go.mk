# The Go package: included by the Makefile at the root.

.PHONY: test-go soak-go

test-go: all ## the Go package, against the local endpoint and aws-sdk-go-v2
	bindings/go/test

soak: soak-go

soak-go: all
	bindings/go/test --soak
