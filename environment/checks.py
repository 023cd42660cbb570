"""What the checks of environment/test share: counting results and leaving them where the closing line is made."""
import json
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / "target" / "checks"


class Check:
    """Counts named results; finish() prints the failures, stores the counts and ends the process."""

    def __init__(self, name):
        self.name = name
        self.passed = 0
        self.failures = []
        self.skips = []

    def expect(self, what, problems):
        """One result: passed if there are no problems (a list of lines, or a truth value that should be true)."""
        problems = problems if isinstance(problems, list) else [] if problems else [""]
        if problems:
            self.failures.append(what)
            for problem in problems:
                print(f"FAILED  {what}{': ' if problem else ''}{problem}", flush=True)
        else:
            self.passed += 1

    def skip(self, what, reason):
        self.skips.append(what)
        print(f"skipped {what}: {reason}", flush=True)

    def finish(self):
        RESULTS.mkdir(parents=True, exist_ok=True)
        counts = {"passed": self.passed, "failed": len(self.failures), "skipped": len(self.skips)}
        (RESULTS / f"{self.name}.json").write_text(json.dumps(counts), encoding="utf-8")
        print(f"{self.name}: " + ", ".join(f"{count} {word}" for word, count in counts.items()), flush=True)
        sys.exit(1 if self.failures else 0)
