"""Checks the README files: relative links lead somewhere, and the commands they show exist with their options.

usage: check_readme.py
"""
import functools
import re
import shlex
import subprocess

from checks import ROOT, Check

LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)[^)]*\)|<img[^>]*src=\"([^\"]+)\"")
FENCE = re.compile(r"^```[^\n]*\n(.*?)^```", re.MULTILINE | re.DOTALL)


def readmes():
    """The README files that git knows."""
    listed = subprocess.run(["git", "ls-files", "-z", "*.md"], cwd=ROOT, capture_output=True, text=True, check=True)
    return [ROOT / name for name in listed.stdout.split("\0") if name]


def broken_links(path, text):
    for match in LINK.finditer(re.sub(FENCE, "", text)):
        link = match.group(1) or match.group(2)
        if re.match(r"[a-z]+:|#", link):
            continue
        if not (path.parent / link.split("#")[0]).exists():
            yield f"the link {link} leads nowhere"


def commands(text):
    """The commands in fenced blocks that begin with ./crosslens or ./environment, continued lines joined."""
    for block in FENCE.findall(text):
        for line in block.replace("\\\n", " ").splitlines():
            line = line.strip().removeprefix("$ ")
            if line.startswith(("./crosslens", "./environment/")):
                yield line


@functools.cache
def usage(*words):
    """What `./crosslens WORDS --help` prints, or None where there is no such command."""
    result = subprocess.run(
        ["./crosslens", *words, "--help"], cwd=ROOT, capture_output=True, text=True, timeout=60, stdin=subprocess.DEVNULL)
    return result.stdout if result.returncode == 0 else None


def problems_of_command(line):
    words = shlex.split(line, comments=True)
    for word in words[1:]:
        if word in ("|", ">", ">>", "&&", ";", "||"):
            words = words[: words.index(word)]
            break
    program, arguments = words[0], words[1:]
    if program != "./crosslens":
        script = ROOT / program
        return [] if script.is_file() and script.stat().st_mode & 0o100 else [f"{program} is no script here"]
    if "…" in line or "..." in line or "|" in " ".join(arguments):
        return []  # a pattern, not a command
    names = []
    for word in arguments[:2]:
        listed = usage(*names)
        if word.startswith("-") or not listed or not re.search(rf"^\s+{re.escape(word)}\b", listed, re.MULTILINE):
            break
        names.append(word)
    if arguments and not names and not arguments[0].startswith("-"):
        return [f"there is no command {arguments[0]}: {line}"]
    text = usage(*names)
    if text is None:
        return [f"./crosslens {' '.join(names)} --help fails"]
    options = [word.split("=")[0] for word in arguments if word.startswith("--")]
    return [f"{line}: no option {option}" for option in options if option not in text]


def main():
    check = Check("readme")
    files = readmes()
    if not (ROOT / "README.md").exists():
        check.skip("README.md", "there is none")
    for path in files:
        name = str(path.relative_to(ROOT))
        text = path.read_text(encoding="utf-8")
        check.expect(f"links of {name}", list(broken_links(path, text)))
        check.expect(f"commands of {name}", [problem for line in commands(text) for problem in problems_of_command(line)])
    check.finish()


if __name__ == "__main__":
    main()
