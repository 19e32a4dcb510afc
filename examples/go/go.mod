module github.com/dxinterconnect/dxinterconnect/examples/go

go 1.19

require github.com/dxinterconnect/dxinterconnect/bindings/go v0.0.0

replace github.com/dxinterconnect/dxinterconnect/bindings/go => ../../bindings/go
