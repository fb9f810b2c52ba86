"""The functions, built once for all of them, and looked at before they leave the house."""

import re

from .tools import ROOT, Stop, readelf, run, say

BUILT = ROOT / "target" / "lambda"
# What provided.al2023 has.
GLIBC = (2, 34)
# Rust's name of the machine, and readelf's.
MACHINES = {"x86_64": ("x86_64-unknown-linux-gnu", "X86-64"), "arm64": ("aarch64-unknown-linux-gnu", "AArch64")}


def functions():
    manifests = sorted(ROOT.glob("functions/*/Cargo.toml"))
    return [re.search(r'^name = "([^"]+)"', manifest.read_text(encoding="utf-8"), re.M)[1] for manifest in manifests]


def build(architecture):
    """One build of the workspace. zig links against the C library of that version, whichever this machine has."""
    target = f"{MACHINES[architecture][0]}.{GLIBC[0]}.{GLIBC[1]}"
    say(f"building {len(functions())} functions for {target}")
    packages = [word for name in functions() for word in ("--package", name)]
    run("cargo", "lambda", "build", "--release", "--locked", "--target", target, "--lambda-dir", BUILT, *packages)


def check(architecture):
    say("checking what was built")
    for name in functions():
        binary = BUILT / name / "bootstrap"
        if not binary.is_file():
            raise Stop(f"{binary.relative_to(ROOT)} is not there. Leave out --no-build.")
        newest = needed(name, run(readelf(), "--file-header", "--version-info", "--wide", binary, quiet=True).stdout, architecture)
        print(f"  {name:<26} {binary.stat().st_size / 1e6:5.1f} MB   glibc {newest[0]}.{newest[1]}")


def needed(name, described, architecture):
    """The newest C library a binary needs, from readelf's description of it; (0, 0) for none."""
    if MACHINES[architecture][1] not in described:
        raise Stop(f"{name} was built for another machine than {architecture}.")
    newest = max(((int(a), int(b)) for a, b in re.findall(r"\bGLIBC_(\d+)\.(\d+)", described)), default=(0, 0))
    if newest > GLIBC:
        has, wants = ("{}.{}".format(*version) for version in (GLIBC, newest))
        raise Stop(f"{name} needs glibc {wants}, and provided.al2023 has {has}. Build it with zig: leave out --no-build.")
    return newest
