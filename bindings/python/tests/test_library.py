"""Finding the C library, and refusing what is not it."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from clients import PACKAGE, ROOT, run_python

from dxinterconnect import _library

LIBRARY = Path(_library._library._name)
SHOW = "from dxinterconnect import _library; print(_library._library._name)"
TELL = (
    "import dxinterconnect\n"
    "try: dxinterconnect.Signer\n"
    "except dxinterconnect.LibraryError as error: print(error)"
)


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A folder with a copy of the package without a library."""
    shutil.copytree(PACKAGE, tmp_path / "dxinterconnect", ignore=shutil.ignore_patterns("*.so.*"))
    grafted = PACKAGE.parent / "dxinterconnect.libs"  # a wheel's library finds its own beside it
    if grafted.exists():
        os.symlink(grafted, tmp_path / grafted.name)
    return tmp_path


def run(program: str, folder: Path, **environ: str) -> str:
    done = run_python(program, {"PYTHONPATH": str(folder), "DXINTERCONNECT_LIBRARY": "", **environ})
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_a_bundled_copy_is_taken_first(package: Path) -> None:
    bundled = package / "dxinterconnect" / _library.NAME
    os.symlink(LIBRARY, bundled)
    assert run(SHOW, package, DXINTERCONNECT_LIBRARY="/nowhere") == str(bundled)


def test_then_the_variable_and_then_the_loader(package: Path) -> None:
    assert run(SHOW, package, DXINTERCONNECT_LIBRARY=str(LIBRARY)) == str(LIBRARY)
    # The search path of the loader stands for ldconfig's cache.
    assert run(SHOW, package, LD_LIBRARY_PATH=str(LIBRARY.parent)) == _library.NAME


def test_a_missing_library_is_told(package: Path) -> None:
    said = run(TELL, package, DXINTERCONNECT_LIBRARY="/nowhere/x.so", LD_LIBRARY_PATH="")
    assert "/nowhere/x.so" in said and "make install" in said and "DXINTERCONNECT_LIBRARY" in said


def compiled(folder: Path, source: str) -> str:
    folder.joinpath("x.c").write_text(source)
    subprocess.run(["cc", "-shared", "-fPIC", "-o", folder / "x.so", folder / "x.c"], check=True)
    return str(folder / "x.so")


def test_another_interface_is_refused(package: Path) -> None:
    path = compiled(package, "int dxi_abi_version(void) { return 2; }")
    said = run(TELL, package, DXINTERCONNECT_LIBRARY=path)
    assert said.startswith(f"{path} has interface 2, and this package needs 1")


def test_another_library_is_refused(package: Path) -> None:
    path = compiled(package, "int other(void) { return 1; }")
    assert "no dxi_abi_version" in run(TELL, package, DXINTERCONNECT_LIBRARY=path)
    path = compiled(package, "int dxi_abi_version(void) { return 1; }")
    assert "older than this package" in run(TELL, package, DXINTERCONNECT_LIBRARY=path)


def test_the_local_endpoint_needs_no_library(package: Path) -> None:
    program = (
        "from dxinterconnect.local_endpoint import LocalEndpoint\nwith LocalEndpoint(): print(1)"
    )
    assert run(program, package, DXINTERCONNECT_LIBRARY="/nowhere", LD_LIBRARY_PATH="") == "1"


def test_the_version_is_the_projects() -> None:
    import dxinterconnect

    version = (ROOT / "VERSION").read_text().strip()
    assert dxinterconnect.library_version() == version
    assert dxinterconnect.__version__ == version


def test_every_public_name_is_there() -> None:
    import dxinterconnect

    for name in dxinterconnect.__all__:
        assert getattr(dxinterconnect, name) is not None
        assert name in dir(dxinterconnect)
    with pytest.raises(AttributeError, match="has no attribute 'nothing'"):
        dxinterconnect.nothing  # noqa: B018
