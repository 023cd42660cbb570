"""Checks the files for containers: they call scripts that are there, install nothing by themselves, and state the base image once.

usage: check_cloud.py. No container is built; what the files call is what environment/start does.
"""
import json
import re
import subprocess

from checks import ROOT, Check

SCRIPT = re.compile(r"(?:\./|/tmp/crosslens/)(environment/[a-z]+)\b")
INSTALLS = re.compile(r"\b(?:apt-get|apt|dnf|apk|pip3?|conda|mvn|curl|wget)\b[ \w]* (?:install|package|http)")
PIN = re.compile(r"^([A-Za-z0-9_.-]+)==", re.MULTILINE)


def commands(text):
    """The lines that are no comments."""
    return "\n".join(line for line in text.splitlines() if not line.lstrip().startswith("#"))


def missing_scripts(text):
    for name in sorted(set(SCRIPT.findall(text))):
        script = ROOT / name
        if not (script.is_file() and script.stat().st_mode & 0o100):
            yield f"{name} is no script here"


def pinned():
    texts = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "environment").glob("*.txt"))]
    return {name for text in texts for name in PIN.findall(text)}


def main():
    check = Check("cloud")
    image = commands((ROOT / "Dockerfile").read_text(encoding="utf-8"))
    container = json.loads((ROOT / ".devcontainer" / "devcontainer.json").read_text(encoding="utf-8"))
    both = {"Dockerfile": image, "devcontainer.json": json.dumps(container)}
    stages = re.findall(r"^FROM (\S+)(?: AS (\S+))?", image, re.MULTILINE)
    names = [name for _, name in stages if name]
    for name, text in both.items():
        check.expect(f"{name} calls scripts that are there", list(missing_scripts(text)))
        check.expect(f"{name} calls environment/start", "environment/start" in text)
        check.expect(f"{name} installs nothing by itself", INSTALLS.findall(text))
        check.expect(f"{name} repeats no pinned version", [pin for pin in pinned() if re.search(rf"\b{re.escape(pin)}[=@:]", text)])
    check.expect("one base image", len([base for base, _ in stages if base not in names]) == 1)
    check.expect("the base image is of one version", bool(re.fullmatch(r"[a-z]+:[0-9][\w.-]*", stages[0][0])))
    check.expect("the dev container uses a stage of the Dockerfile", container["build"]["target"] in names and "image" not in container)
    for script in ("start", "lab", "test", "packages", "steps.sh"):
        result = subprocess.run(["bash", "-n", ROOT / "environment" / script], capture_output=True, text=True)
        check.expect(f"environment/{script} is sound shell", result.stderr.splitlines())
    printed = subprocess.run([ROOT / "environment" / "packages", "--print"], capture_output=True, text=True)
    check.expect("environment/packages names JDK and fonts", "jdk" in printed.stdout and "fonts-noto" in printed.stdout)
    check.finish()


main()
