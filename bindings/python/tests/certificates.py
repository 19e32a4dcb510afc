"""A CA and a certificate for 127.0.0.1 and localhost, made with the openssl command."""

from __future__ import annotations

import subprocess
from pathlib import Path


def make(folder: Path, name: str = "localhost") -> tuple[str, str]:
    """Paths of a self-signed certificate and its key."""
    certificate, key = folder / f"{name}.pem", folder / f"{name}.key"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",
         "-nodes", "-days", "2", "-subj", f"/CN={name}", "-keyout", str(key), "-out", str(certificate),
         "-addext", f"subjectAltName=DNS:{name}" + (",IP:127.0.0.1" if name == "localhost" else "")],
        check=True, capture_output=True,
    )  # fmt: skip
    return str(certificate), str(key)


_AUTHORITY = """
[ca]
default_ca = own
[own]
database = index
serial = serial
new_certs_dir = .
default_md = sha256
policy = names
x509_extensions = extensions
[names]
commonName = supplied
[extensions]
subjectAltName = IP:127.0.0.1
"""


def make_expired(folder: Path) -> tuple[str, str]:
    """The same for 127.0.0.1, good on the first of January 2020 only."""
    (folder / "authority").write_text(_AUTHORITY)
    (folder / "index").touch()
    for command in (
        "req -new -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj /CN=expired"
        " -keyout expired.key -out expired.csr",
        # `openssl req` itself makes no certificate that ends before it begins to exist.
        "ca -batch -notext -selfsign -config authority -create_serial -keyfile expired.key"
        " -startdate 20200101000000Z -enddate 20200102000000Z -in expired.csr -out expired.pem",
    ):
        subprocess.run(["openssl", *command.split()], cwd=folder, check=True, capture_output=True)
    return str(folder / "expired.pem"), str(folder / "expired.key")
