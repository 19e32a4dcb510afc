module github.com/dxinterconnect/dxinterconnect/bindings/go

go 1.19
