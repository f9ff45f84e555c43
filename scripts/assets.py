"""Everything the pages are made of, from npm's lock file to hashed and compressed files: `python scripts/assets.py`.

No bundler: an allow-list is copied, one stylesheet is cut to what the templates use. Where nothing that goes in has
changed since the last run, nothing is done. `--force` builds in any case.
"""

import hashlib
import os
import re
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MODULES = ROOT / "node_modules"
PRODUCT = ROOT / "zhitongche"
SOURCE = PRODUCT / "static" / "source"
ASSETS = PRODUCT / "static" / "assets"
BUILT = PRODUCT / "static" / "built"
LOCK = ROOT / "package-lock.json"
# Found, not imported: ninja wants settings, and this script runs before there are any.
SWAGGER = Path(sysconfig.get_path("purelib")) / "ninja" / "static" / "ninja"
# What is copied: the name in the product, and where it comes from.
COPIES = {
    "htmx.js": MODULES / "htmx.org" / "dist" / "htmx.min.js",
    "app.js": SOURCE / "app.js",
    # The pages of a meeting's room alone load this.
    "room.js": SOURCE / "room.js",
    # A judge's pages alone load this.
    "judging.js": SOURCE / "judging.js",
    # A bout's result, recomputed in the browser; only the pages that offer it load them.
    **{name: SOURCE / name for name in ("exact.js", "verify-reading.js", "verify.js")},
    "favicon.svg": SOURCE / "favicon.svg",
    # The API's page alone loads these.
    "ninja/swagger-ui-bundle.js": SWAGGER / "swagger-ui-bundle.js",
    "ninja/swagger-ui.css": SWAGGER / "swagger-ui.css",
    "ninja/swagger-ui-init.js": SWAGGER / "swagger-ui-init.js",
}
SOURCE_MAP = re.compile(rb"\n?(//|/\*)[#@] sourceMappingURL=[^\n]*\n?")


def main(arguments: list[str]) -> None:
    install()
    stamp, fingerprint = BUILT / "inputs.sha256", digest_of_inputs()
    if "--force" not in arguments and stamp.exists() and stamp.read_text(encoding="ascii") == fingerprint:
        print("assets: nothing has changed")
        return
    build()
    collect()
    stamp.write_text(fingerprint, encoding="ascii")
    print("assets: built", ", ".join(sorted(path.name for path in ASSETS.iterdir())))


def install() -> None:
    """`npm ci`, where what is installed is not what the lock file says."""
    mark = MODULES / ".installed.sha256"
    wanted = hashlib.sha256(LOCK.read_bytes()).hexdigest()
    if mark.exists() and mark.read_text(encoding="ascii") == wanted:
        return
    run("npm", "ci", "--no-progress", "--ignore-scripts")
    mark.write_text(wanted, encoding="ascii")


def inputs() -> Iterator[Path]:
    """Every file the result depends on: what is copied, what is cut, and what the cut looks at."""
    yield LOCK
    yield ROOT / "package.json"
    yield from (ROOT / "scripts").glob("assets.py")
    yield from (ROOT / "scripts").glob("style.mjs")
    yield from COPIES.values()
    yield from SOURCE.iterdir()
    yield from PRODUCT.glob("**/templates/**/*.html")
    yield from PRODUCT.glob("**/forms.py")
    yield from PRODUCT.glob("foundation/templatetags/*.py")


def digest_of_inputs() -> str:
    total = hashlib.sha256()
    for path in sorted(set(inputs())):
        total.update(path.name.encode())
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def build() -> None:
    ASSETS.mkdir(parents=True, exist_ok=True)
    for name, origin in COPIES.items():
        target = ASSETS / name
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(SOURCE_MAP.sub(b"", origin.read_bytes()))
    run("node", "scripts/style.mjs", str(ASSETS / "style.css"))


def collect() -> None:
    """Hashed names and compressed twins, by WhiteNoise."""
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "zhitongche.config.settings", "ZTC_DEBUG": ""}
    run(sys.executable, "-m", "django", "collectstatic", "--noinput", "--clear", "-v0", env=environment)


def run(*command: str, env: dict[str, str] | None = None) -> None:
    subprocess.run(command, cwd=ROOT, check=True, env=env)


if __name__ == "__main__":
    main(sys.argv[1:])
