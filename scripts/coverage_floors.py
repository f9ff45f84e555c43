"""Judge what both runs of the tests covered: the whole product, and the parts where every branch counts."""

import fnmatch
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
COVERAGE = Path(sys.executable).with_name("coverage")
WHOLE = 95.0
# A mistake here would cost an honest person something.
EVERY_BRANCH = (
    "zhitongche/*/*/rules.py",
    "zhitongche/*/*/operations.py",
    "zhitongche/*/*/operations/*.py",
    "zhitongche/*/settlement/*.py",
    "zhitongche/foundation/flow.py",
    "zhitongche/foundation/audit/*.py",
    "zhitongche/foundation/calendar/*.py",
)


def measured() -> dict[str, Any]:
    subprocess.run([COVERAGE, "combine", "--append", "-q"], cwd=ROOT, check=False, capture_output=True)
    report = ROOT / "var" / "coverage.json"
    report.parent.mkdir(exist_ok=True)
    subprocess.run([COVERAGE, "json", "-q", "-o", report], cwd=ROOT, check=True)
    return dict(json.loads(report.read_text(encoding="utf-8")))


def main() -> None:
    found = measured()
    total = found["totals"]["percent_covered"]
    print(f"{total:.2f} % of lines and branches")
    low = [
        f"{name}: {details['summary']['percent_covered']:.1f} %, missing lines {details['missing_lines']}, "
        f"branches {details['missing_branches']}"
        for name, details in sorted(found["files"].items())
        if details["summary"]["percent_covered"] < 100 and any(fnmatch.fnmatch(name, shape) for shape in EVERY_BRANCH)
    ]
    print(*low, sep="\n")
    sys.exit(bool(low) or total < WHOLE)


if __name__ == "__main__":
    main()
