"""Runs the kernel named java as a notebook would: its start, the library's renderers, progress, errors and interrupts.

usage: check_kernel.py. Leaves the executed notebook in target/notebooks/kernel-check.ipynb.
"""
import queue
import time

import nbformat
from nbclient import NotebookClient
from jupyter_client.manager import start_new_kernel

from checks import ROOT, Check

TABLE = """Table table = Table.create("scores",
    StringColumn.create("answer", "Haus <b>", "مدينة البصرة", "房子", ""),
    DoubleColumn.create("f1", new double[] {0.8380000000000001, Double.NaN, 1, 0}),
    IntColumn.create("n", 12, 1190, 7, 0));
table"""
CHART = """var chart = new CategoryChartBuilder().width(640).height(320).title("F1 by language")
    .xAxisTitle("language").yAxisTitle("F1 (percent)").build();
chart.addSeries("en-x", List.of("de", "中文", "हिन्दी", "ไทย", "العربية"), List.of(31, 12, 5, 7, 9));
chart"""
PROGRESS = """try (Progress progress = Progress.start("answers", 40)) {
    for (int i = 0; i < 40; i++) { Thread.sleep(20); progress.advance(); }
}"""
SHOW = """Show.table(table, 2);
Show.chart(chart);
System.out.println(Stream.of(EN, DE).map(Language::nativeName).collect(Collectors.joining(" ")));"""
CELLS = [TABLE, CHART, PROGRESS, SHOW]

LOOP = """long turns = 0;
try (Progress progress = Progress.start("loop", 1_000_000_000L)) {
    while (!Thread.currentThread().isInterrupted()) { progress.at(++turns); }
}"""


def executed():
    notebook = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(cell) for cell in CELLS],
        metadata={"kernelspec": {"name": "java", "display_name": "Java", "language": "java"}},
    )
    NotebookClient(notebook, timeout=60, kernel_name="java", shutdown_kernel="immediate").execute()
    target = ROOT / "target" / "notebooks"
    target.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, target / "kernel-check.ipynb")
    return [cell.outputs for cell in notebook.cells]


def check_outputs(check):
    table, chart, progress, shown = executed()
    html = table[0].data["text/html"]
    check.expect("a table is escaped HTML with fixed decimals", "Haus &lt;b&gt;" in html and ">0.838<" in html and ">–<" in html)
    check.expect("text cells take their own direction", '<td dir="auto"' in html)
    check.expect("a chart is a PNG at half its size in pixels, with words for those who cannot see it",
                 "image/png" in chart[0].data and chart[0].metadata["image/png"]["width"] == 640
                 and "F1 by language" in chart[0].metadata["image/png"]["alt"])
    check.expect("progress leaves one line without times",
                 len(progress) == 1 and progress[0].data["text/plain"] == "answers: 40 of 40")
    kinds = [next(iter(o.data)) if o.output_type == "display_data" else o.output_type for o in shown]
    check.expect("Show leaves nothing but what it shows", len(kinds) == 3 and "execute_result" not in kinds)
    check.expect("the default imports are there", any("English Deutsch" in o.get("text", "") for o in shown))
    every = [o for cell in (table, chart, progress, shown) for o in cell]
    check.expect("nothing is printed in red", all(o.get("name") != "stderr" for o in every))


def run_cell(client, code, interrupt=None, timeout=30):
    """The execute reply's status, and all text of the outputs."""
    message = client.execute(code)
    if interrupt:
        time.sleep(3)
        interrupt()
    while True:
        reply = client.get_shell_msg(timeout=timeout)
        if reply["parent_header"].get("msg_id") == message:
            break
    text = []
    try:
        while True:
            output = client.get_iopub_msg(timeout=5)
            text.append(str(output["content"]))
            if output["parent_header"].get("msg_id") == message and output["content"].get("execution_state") == "idle":
                break
    except queue.Empty:
        pass
    return reply["content"]["status"], "\n".join(text)


def check_interrupt(check):
    started = time.monotonic()
    manager, client = start_new_kernel(kernel_name="java", startup_timeout=60)
    try:
        run_cell(client, "1 + 1")
        print(f"kernel ready for a second cell after {time.monotonic() - started:.1f} s")
        status, text = run_cell(client, LOOP, interrupt=manager.interrupt_kernel)
        check.expect("an interrupt ends a loop that polls the thread's flag", status == "error" and "nterrupt" in text)
        status, text = run_cell(client, "var before = turns; Thread.sleep(500); System.out.println(turns == before ? \"ended\" : \"runs on\")")
        check.expect("the loop really ended, and the kernel goes on", status == "ok" and "ended" in text)
        status, text = run_cell(client, "Progress.start(\"again\", 2).close();")
        check.expect("progress works after an interrupt", status == "ok" and "again: 0 of 2, stopped" in text)
        status, text = run_cell(client, "Language.of(\"xx\")")
        check.expect("an error shows its message", status == "error" and "unknown language 'xx'" in text)
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


if __name__ == "__main__":
    kernel = Check("kernel")
    check_outputs(kernel)
    check_interrupt(kernel)
    kernel.finish()
