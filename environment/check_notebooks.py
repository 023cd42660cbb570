"""Checks every notebooks/*.ipynb: first the committed file, then its execution from a fresh kernel.

usage: check_notebooks.py. Executed copies go to target/notebooks/; the committed files are never changed.
"""
import re
import time

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

from checks import ROOT, Check

CELL_LINES = 20
CELL_SECONDS = 900
LIMIT_KB = 300
LIMIT_KB_WITH_PICTURES = 1000  # 06 to 08 carry large pictures
HEADER_FIELDS = ["Reproduces", "Needs", "Mode", "Writes"]
CHANGE = "// Change this cell"
EXERCISES = re.compile(r"^## Exercises\n\n1\. ", re.MULTILINE)
ABSOLUTE_PATH = re.compile(r"(?<![\w./:-])/(?:home|Users|root|tmp|var|opt|work|mnt|srv|private)/[\w.-]+|\b[A-Z]:\\\\?[\w.-]+")


def output_texts(output):
    """All text a reader sees of an output, pictures left out."""
    if output.output_type == "stream":
        yield output.text
    for mime, content in output.get("data", {}).items():
        if mime.startswith("text/"):
            yield content


def code_cells(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code" and cell.source.strip()]


def problems_of_code(number, cell):
    where = f"code cell {number}"
    lines = cell.source.count("\n") + 1
    if lines > CELL_LINES:
        yield f"{where} has {lines} lines; at most {CELL_LINES}"
    if re.search(r"^\s*%", cell.source, re.MULTILINE):
        yield f"{where} uses a magic; the class path comes from the kernel"
    if cell.execution_count != number:
        yield f"{where} carries execution count {cell.execution_count}: run the notebook from a fresh kernel, top to bottom"
    for output in cell.outputs:
        if output.output_type == "error":
            yield f"{where} ended with an error: {output.ename}"
        if output.get("name") == "stderr":
            yield f"{where} wrote to standard error"
        for text in output_texts(output):
            if "<progress" in text:
                yield f"{where} keeps a progress bar in its output"
            if ABSOLUTE_PATH.search(text):
                yield f"{where} shows an absolute path: {ABSOLUTE_PATH.search(text).group()}"


def hygiene(path, notebook):
    """Everything wrong with the committed file, a line each."""
    limit = LIMIT_KB_WITH_PICTURES if path.name[:2] in ("06", "07", "08") else LIMIT_KB
    size = path.stat().st_size / 1000
    if size > limit:
        yield f"{size:.0f} KB; at most {limit}"
    if not re.match(r"\d\d_[a-z0-9_]+\.ipynb$", path.name):
        yield "the name is not NN_topic.ipynb"
    name = notebook.metadata.get("kernelspec", {}).get("name")
    if name != "java":
        yield f"the kernel is named {name}, not java"
    first = notebook.cells[0] if notebook.cells else None
    if first is None or first.cell_type != "markdown" or not first.source.startswith("# "):
        yield "the first cell is no header with a title"
    else:
        for field in HEADER_FIELDS:
            if not re.search(rf"^\W*{field}\W*:", first.source, re.MULTILINE):
                yield f"the header has no line '{field}:'"
    if not any(CHANGE in cell.source for cell in code_cells(notebook)):
        yield f"no code cell says which one to change: '{CHANGE}: …'"
    if not any(EXERCISES.search(cell.source) for cell in notebook.cells):
        yield "there is no list of exercises, two or three of them, under '## Exercises'"
    for cell in notebook.cells:
        found = ABSOLUTE_PATH.search(cell.source)
        if found:
            yield f"an absolute path: {found.group()}"
    for number, cell in enumerate(code_cells(notebook), 1):
        yield from problems_of_code(number, cell)


def errors_in(notebook):
    """The error outputs of an executed notebook, with the lines that say what happened."""
    for number, cell in enumerate(code_cells(notebook), 1):
        for output in cell.outputs:
            if output.output_type == "error":
                lines = [line for line in re.sub(r"\x1b\[[\d;]*m", "", "\n".join(output.traceback)).splitlines() if line.strip()]
                yield f"code cell {number} ended with {output.ename}\n        " + "\n        ".join(lines[:8])


def execute(path, notebook):
    """Runs a copy as JupyterLab would; everything that went wrong, a line each."""
    for cell in code_cells(notebook):
        cell.outputs = []
    started = time.monotonic()
    client = NotebookClient(
        notebook, timeout=CELL_SECONDS, startup_timeout=120, kernel_name="java", record_timing=False, shutdown_kernel="immediate",
        resources={"metadata": {"path": str(path.parent)}})
    problems = []
    try:
        client.execute()
    except CellExecutionError:
        problems = list(errors_in(notebook))
    except (CellTimeoutError, DeadKernelError, RuntimeError) as error:
        problems = [f"{type(error).__name__}: {error}"]
    for number, cell in enumerate(code_cells(notebook), 1):
        if any(output.get("name") == "stderr" for output in cell.outputs):
            problems.append(f"code cell {number} wrote to standard error")
    target = ROOT / "target" / "notebooks"
    target.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, target / path.name)
    print(f"{path.name}: executed in {time.monotonic() - started:.0f} s", flush=True)
    return problems


def main():
    check = Check("notebooks")
    paths = sorted((ROOT / "notebooks").glob("*.ipynb"))
    if not paths:
        check.skip("notebooks", "there is none in notebooks/")
    for path in paths:
        try:
            notebook = nbformat.read(path, as_version=4)
            nbformat.validate(notebook)
        except (ValueError, nbformat.ValidationError, AttributeError) as error:
            check.expect(f"{path.name} is a notebook", [str(error)])
            continue
        check.expect(f"{path.name} as committed", list(hygiene(path, notebook)))
        check.expect(f"{path.name} executed", execute(path, notebook))
    check.finish()


if __name__ == "__main__":
    main()
