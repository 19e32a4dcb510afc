# For the scripts here, which source it: the library of this tree, and aws-sdk-go-v2 as Debian packages it.
root=$(cd "$here/../.." && pwd)
prefix=$root/build/prefix
export PKG_CONFIG_PATH="$prefix/lib/pkgconfig" LD_LIBRARY_PATH="$prefix/lib"
# The package has no dependency, so nothing may be downloaded.
export GOPROXY=off GOTOOLCHAIN=local GOFLAGS=

debian_gocode=/usr/share/gocode
import_path=github.com/dxinterconnect/dxinterconnect/bindings/go
comparison=$import_path/comparison
why_no_comparison="it needs aws-sdk-go-v2 from Debian's golang-github-aws-aws-sdk-go-v2-dev in $debian_gocode, which is not here"

install_library() {
    make -C "$root" --no-print-directory install PREFIX="$prefix" >/dev/null
}

has_sdk() { test -d "$debian_gocode/src/github.com/aws/aws-sdk-go-v2/service/directconnect"; }

# Runs go with Debian's sources. They are no modules, and so this is GOPATH mode, where a link to this tree
# stands at the place of its import path.
go_with_sdk() {
    gopath=$root/build/gopath
    mkdir -p "$gopath/src/github.com/dxinterconnect"
    ln -sfn ../../../../.. "$gopath/src/github.com/dxinterconnect/dxinterconnect"
    (cd "$gopath" && GO111MODULE=off GOPATH="$gopath:$debian_gocode" go "$@")
}
