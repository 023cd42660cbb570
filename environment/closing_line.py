"""Prints the closing line of environment/test: the unit tests' reports and the other checks, summed.

usage: closing_line.py [FAILED_STAGE...]. A stage that failed without a failed test (a format or analysis finding,
a crash) counts as one failure.
"""
import json
import sys
import xml.etree.ElementTree as xml

from checks import RESULTS, ROOT

passed = failed = skipped = 0
for report in sorted((ROOT / "target" / "surefire-reports").glob("TEST-*.xml")):
    suite = xml.parse(report).getroot()
    tests, skips = int(suite.get("tests")), int(suite.get("skipped"))
    bad = int(suite.get("failures")) + int(suite.get("errors"))
    passed, failed, skipped = passed + tests - bad - skips, failed + bad, skipped + skips
    for case in suite.iter("testcase"):
        reason = case.find("skipped")
        if reason is not None:
            told = reason.get("message") or (reason.text or "").strip().split("\n")[0].split("Assumption failed: ")[-1]
            print(f"skipped {case.get('classname')}.{case.get('name')}: {told or 'no reason given'}")
reported = {"verify"} if failed else set()
for result in sorted(RESULTS.glob("*.json")):
    counts = json.loads(result.read_text(encoding="utf-8"))
    passed, failed, skipped = passed + counts["passed"], failed + counts["failed"], skipped + counts["skipped"]
    if counts["failed"]:
        reported.add(result.stem)
for stage in sys.argv[1:]:
    print(f"failed stage: {stage}")
    failed += stage not in reported

print(f"tests: {passed} passed, {failed} failed, {skipped} skipped")
sys.exit(1 if failed or not passed else 0)
