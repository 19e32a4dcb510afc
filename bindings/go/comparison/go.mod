module github.com/dxinterconnect/dxinterconnect/bindings/go/comparison

go 1.19

require (
	github.com/aws/aws-sdk-go-v2 v1.17.1
	github.com/aws/aws-sdk-go-v2/credentials v1.12.23
	github.com/aws/aws-sdk-go-v2/service/directconnect v1.17.20
	github.com/dxinterconnect/dxinterconnect/bindings/go v0.0.0
)

replace github.com/dxinterconnect/dxinterconnect/bindings/go => ../
