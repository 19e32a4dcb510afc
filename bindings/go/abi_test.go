package dxinterconnect

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// buildWith builds the package against the header of this tree, changed.
func buildWith(t *testing.T, change func(string) string) (output string, err error) {
	t.Helper()
	header, err := os.ReadFile("../../Include/dxinterconnect.h")
	if err != nil {
		t.Fatal(err)
	}
	libraries, err := exec.Command("pkg-config", "--libs", "dxinterconnect").Output()
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	for name, text := range map[string]string{
		"dxinterconnect.h":  change(string(header)),
		"dxinterconnect.pc": "Name: dxinterconnect\nDescription: of a test\nVersion: 0\nLibs: " + string(libraries) + "Cflags: -I" + folder + "\n",
	} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	// Go's cache does not know what pkg-config says; a flag of this package's own makes it compile anew.
	command := exec.Command("go", "build", "-gcflags=-D="+folder, ".")
	command.Env = append(os.Environ(), "PKG_CONFIG_PATH="+folder)
	text, err := command.CombinedOutput()
	return string(text), err
}

func TestALibraryOfAnotherABIDoesNotCompile(t *testing.T) {
	if _, err := exec.LookPath("go"); err != nil {
		t.Skip("skipped: go is not on the path")
	}
	if output, err := buildWith(t, func(header string) string { return header }); err != nil {
		t.Fatalf("the header as it is does not compile: %s", output)
	}
	output, err := buildWith(t, func(header string) string {
		changed := strings.Replace(header, "#define DXI_ABI_VERSION 1\n", "#define DXI_ABI_VERSION 2\n", 1)
		if changed == header {
			t.Fatal("the header defines no ABI version")
		}
		return changed
	})
	if err == nil {
		t.Fatal("a library of ABI version 2 compiles")
	}
	const sentence = "this Go package is written for ABI version 1 of libdxinterconnect, and pkg-config found another: " +
		"install the library and the Go package of the same release"
	if !strings.Contains(output, sentence) {
		t.Errorf("the compiler does not say so: %s", output)
	}
}

// Another library may bear the name. This one says of itself what that would say.
func TestALibraryOfAnotherABIIsNotUsed(t *testing.T) {
	compiler, err := exec.LookPath("cc")
	if err != nil {
		t.Skip("skipped: cc is not on the path")
	}
	other := filepath.Join(t.TempDir(), "other.so")
	build := exec.Command(compiler, "-shared", "-fPIC", "-x", "c", "-o", other, "-")
	build.Stdin = strings.NewReader("int dxi_abi_version(void) { return 2; }")
	if output, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, output)
	}
	program := exec.Command(os.Args[0], "-test.run=^$")
	program.Env = append(os.Environ(), "LD_PRELOAD="+other)
	output, err := program.CombinedOutput()
	if err == nil || !strings.Contains(string(output), "is written for ABI version 1 of libdxinterconnect, and the one that is loaded has 2") {
		t.Errorf("%v: %s", err, output)
	}
}
