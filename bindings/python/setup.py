"""The rest stands in pyproject.toml, which can neither read a file outside of this folder nor say
that a wheel with the C library in it runs under every Python, but on one kind of machine only."""

from pathlib import Path

from setuptools import Distribution, setup
from setuptools.command.bdist_wheel import bdist_wheel

HERE = Path(__file__).resolve().parent
BUNDLED = any(HERE.joinpath("dxinterconnect").glob("libdxinterconnect.so.*"))


class PlatformDistribution(Distribution):
    def has_ext_modules(self) -> bool:
        return BUNDLED


class AnyPython(bdist_wheel):
    def get_tag(self) -> tuple[str, str, str]:
        platform = super().get_tag()[2]
        return "py3", "none", platform


setup(
    version=HERE.parents[1].joinpath("VERSION").read_text().strip(),
    distclass=PlatformDistribution,
    cmdclass={"bdist_wheel": AnyPython},
)
