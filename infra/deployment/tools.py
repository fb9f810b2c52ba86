"""Other programs, called by name: what fails stops everything, in the program's own words."""

import json
import shutil
import subprocess
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TEMPLATE = ROOT / "infra" / "template.yaml"


class Stop(Exception):
    """What the owner has to do first, in words."""


def say(words):
    print(f"\n{words}", flush=True)


def check(build):
    """Names everything that is missing at once."""
    needed = {"sam": "a Python package", "aws": "a Python package"}
    if build:
        needed |= {"cargo": "comes with Rust", "cargo-lambda": "a Python package"}
    missing = [f"{tool} ({what})" for tool, what in needed.items() if not shutil.which(tool)]
    if not readelf():
        missing.append("readelf (part of binutils)")
    if missing:
        raise Stop(f"Missing: {', '.join(missing)}. `make deploy` installs the Python packages of infra/requirements.txt itself.")


def readelf():
    return shutil.which("readelf") or shutil.which("llvm-readelf")


def run(*command, quiet=False, may_fail=False):
    pipe = subprocess.PIPE if quiet else None
    done = subprocess.run([str(word) for word in command], cwd=ROOT, stdout=pipe, stderr=pipe, text=True, check=False)
    if done.returncode and not may_fail:
        raise Stop(f"`{' '.join(map(str, command[:2]))}` failed." + (f"\n{done.stderr.strip()}" if quiet else ""))
    return done


def aws(region, *words):
    """The answer to a question that AWS may refuse."""
    return run("aws", *words, "--region", region, quiet=True, may_fail=True)


def tell_aws(region, service, operation, request, passing=None):
    """Sends a request from a file that only we can read: a command line is there for everybody on this machine."""
    with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as file:
        json.dump(request, file)
        file.flush()
        answer = aws(region, service, operation, "--cli-input-json", f"file://{file.name}")
    if answer.returncode and not (passing and passing in answer.stderr):
        raise Stop(answer.stderr.strip())
    return json.loads(answer.stdout.strip() or "null")
