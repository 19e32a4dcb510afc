// Package comparison holds the Go package against aws-sdk-go-v2: the same input gives the same body and
// signature, the same answer the same output.
//
// It is a module of its own, since go.mod of the package itself is to name no dependency, not even of
// tests. The script test in the folder above runs it in GOPATH mode against Debian's
// golang-github-aws-aws-sdk-go-v2-dev, which has no versions of modules; go.mod here names the same ones.
package comparison
