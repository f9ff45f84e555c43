"""Where the run keeps its databases and files: in memory, on a machine that lends enough of it as a folder."""

import shutil
from pathlib import Path

# A clone on PostgreSQL is a thousand files, and ext4 looks at every file that was deleted within the last half minute
# before it makes another: once a few clones are gone, the next takes a second. In memory it takes a thirtieth of one.
MEMORY = Path("/dev/shm")  # Only the folder that mkdtemp makes inside it is written to.
# Bytes: two workers' databases, a few clones, the write-ahead log, and as much again.
ROOM = 2 * 1024**3


def folder(memory: Path = MEMORY) -> Path | None:
    """`memory`, where there is such a folder with room enough; None is the place of all temporary files."""
    return memory if memory.is_dir() and shutil.disk_usage(memory).free >= ROOM else None
