"""What must be shipped, in bytes, beyond what every program has: libc, the interpreter, Go's runtime and net/http."""
import importlib.metadata
import pathlib
import re
import subprocess

import programs

PART_OF_LIBC = ("linux-vdso", "ld-linux", "libc.so", "libm.so", "libpthread.so", "libdl.so", "librt.so")


def libraries(path):
    """The shared libraries that a file needs, libc's left out."""
    shown = subprocess.run(["ldd", str(path)], capture_output=True, text=True, check=True).stdout
    needed = re.findall(r"=> (/\S+)", shown)
    return {pathlib.Path(name).resolve() for name in needed if not any(part in name for part in PART_OF_LIBC)}


def size(paths):
    return sum(path.stat().st_size for path in paths)


def stripped(out, program):
    copy = out / f"{program}.stripped"
    subprocess.run(["strip", "-o", str(copy), str(out / program)], check=True)
    return copy.stat().st_size


def distributions(venv, *names):
    """Files of distributions of PyPI and of what they require, without compiled modules."""
    site = next((venv / "lib").glob("python*/site-packages"))
    found, wanted = {}, list(names)
    installed = {re.sub(r"[-_.]+", "-", each.metadata["Name"]).lower(): each for each in importlib.metadata.distributions(path=[str(site)])}
    while wanted:
        name = wanted.pop()
        if name in found or name not in installed:
            continue
        found[name] = sum(file.stat().st_size for part in installed[name].files or []
                          if (file := site / part).suffix != ".pyc" and file.is_file())
        wanted += [re.match(r"[\w-]+", each).group().lower().replace("_", "-") for each in installed[name].requires or []
                   if "extra ==" not in each]
    return sum(found.values())


def footprints(out, venv):
    library = (programs.ROOT / "build/libdxinterconnect.so").resolve()
    ours = size({library} | libraries(library))
    curl = [path for path in libraries(out / "curl") if path.name.startswith("libcurl")]
    package = [path for path in (programs.ROOT / "bindings/python/dxinterconnect").rglob("*") if path.is_file() and path.suffix in (".py", ".typed")]
    plain = (out / "go-plain").stat().st_size
    return {
        "ours": (ours, f"libdxinterconnect.so ({library.stat().st_size:,}), libjansson, libnettle"),
        "floor": (size(libraries(out / "floor")) + stripped(out, "floor"), "libjansson, libnettle, and the program itself"),
        "curl": (size(set(curl) | libraries(curl[0])), "libcurl and the libraries that it needs"),
        "go-package": ((out / "go-package").stat().st_size - plain + ours, "what the binary grows by, and what is needed from C"),
        "go-sdk": ((out / "go-sdk").stat().st_size - plain, "what the binary grows by"),
        "python-package": (size(package) + ours, "the package with its local endpoint, and what is needed from C"),
        "botocore": (distributions(venv, "boto3"), "boto3 and what it requires"),
        "awscrt": (distributions(venv, "awscrt"), "awscrt"),
    }, library.stat().st_size
