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
