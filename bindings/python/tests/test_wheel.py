"""The wheel: what is in it, and that the package's tests pass where there is nothing but it."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from clients import PACKAGE, ROOT

HERE = Path(__file__).parent
LIBRARY = ROOT / "build" / "libdxinterconnect.so.1"

# Run from the tree only: inside of the wheel's own run it would go round in circles.
pytestmark = pytest.mark.skipif(
    any(PACKAGE.glob("libdxinterconnect.so.*")), reason="this is the wheel's own run"
)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    done = subprocess.run(
        [str(HERE.parent / "build_wheel"), str(LIBRARY), str(folder)],
        env={**os.environ, "PYTHON": sys.executable, "PYTHONPATH": ""},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    (built,) = folder.glob("*.whl")
    return built


def test_its_tag_and_version(wheel: Path) -> None:
    version = (ROOT / "VERSION").read_text().strip()
    assert wheel.name.startswith(f"dxinterconnect-{version}-py3-none-manylinux")
    assert "manylinux_2_17_x86_64" in wheel.name


def test_what_is_in_it(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        notice = archive.read(next(n for n in names if n.endswith("THIRD-PARTY.txt"))).decode()
        licences = {
            n.rsplit("/", 1)[1]: archive.read(n).decode() for n in names if "/licenses/" in n
        }
        everything = b"".join(archive.read(name) for name in names if not name.endswith(".so.1"))
    assert "dxinterconnect/libdxinterconnect.so.1" in names and "dxinterconnect/py.typed" in names
    for library in ("libjansson", "libnettle"):
        assert any(name.startswith(f"dxinterconnect.libs/{library}") for name in names)
    assert "https://ftp.gnu.org/gnu/nettle/nettle-" in notice
    assert "Swift" in licences["NOTICE"] and "Apache License" in licences["LICENSE"]
    assert "Petri Lehtinen" in licences["jansson.txt"]
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in licences["LGPL-3.txt"]
    assert "GNU GENERAL PUBLIC LICENSE" in licences["GPL-3.txt"]
    assert "Niels Möller" in licences["nettle.txt"]
    assert not any("/tests/" in name or "__pycache__" in name for name in names)
    assert str(ROOT).encode() not in everything


@pytest.fixture(scope="module")
def python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The interpreter of a venv in which nothing but the wheel is installed."""
    folder = tmp_path_factory.mktemp("venv")
    venv.create(folder, with_pip=False)
    interpreter = str(folder / "bin" / "python")
    subprocess.run(
        [sys.executable, "-m", "pip", "--python", interpreter, "install", "--quiet",
         "--no-index", "--no-deps", "--disable-pip-version-check", str(wheel)],
        check=True,
    )  # fmt: skip
    yield interpreter


def clean_environ() -> dict[str, str]:
    hidden = ("LD_LIBRARY_PATH", "LD_PRELOAD", "DXINTERCONNECT_LIBRARY", "PYTHONPATH")
    return {name: value for name, value in os.environ.items() if name not in hidden}


def test_it_loads_its_own_libraries_and_no_others(python: str) -> None:
    program = """
import dxinterconnect
dxinterconnect.Signer(dxinterconnect.Credentials("A", "b"), region_name="us-east-1")
maps = {line.split()[-1] for line in open("/proc/self/maps") if ".so" in line}
print(*(path for path in maps if "jansson" in path or "nettle" in path or "dxinterconnect" in path), sep="\\n")
"""
    done = subprocess.run(
        [python, "-c", program], env=clean_environ(), cwd="/", capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    paths = done.stdout.split()
    assert len(paths) == 3
    assert all(path.startswith(str(Path(python).parents[1])) for path in paths)


def test_the_packages_tests_pass_there(python: str, tmp_path: Path) -> None:
    # The tools of the tests (pytest, boto3) are lent from this interpreter; the package is not among them.
    environ = {**clean_environ(), "PYTHONPATH": sysconfig.get_paths()["purelib"]}
    done = subprocess.run(
        [python, "-m", "pytest", "-q", "-o", f"cache_dir={tmp_path}", str(HERE),
         # Of the tree and of no wheel: types, botocore's judgement, and the endpoint's own tests.
         *(f"--ignore={HERE / name}" for name in ("test_wheel.py", "test_against_botocore.py")),
         *(f"--ignore={path}" for path in HERE.glob("test_local_endpoint_*.py")),
         # And of the conversations only some.
         "-k", "not test_a_fault_at and not test_no_fault_makes"],
        env={**environ, "DXI_CONVERSATIONS": "2"}, cwd=tmp_path, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-5000:] + done.stderr
    assert " passed" in done.stdout
