"""The function's own folder is read-only, as /var/task is: what was written there would be there still when the next emulator runs it."""

import errno
import os
import sys

_writing = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND

# what changes a folder, and how many of its first arguments are paths
_changes = {"os.mkdir": 1, "os.remove": 1, "os.rmdir": 1, "os.truncate": 1, "os.chmod": 1, "os.rename": 2, "os.link": 2, "os.symlink": 2}


def keep_read_only(root):
    """Refuses what this process, though not a program that it starts, changes below a folder: OSError of EROFS.

    What Python compiles of modules may be kept there: a process that runs the same code later begins sooner.
    """
    folder = os.path.realpath(root)

    def is_inside(path):
        real = os.path.realpath(os.fsdecode(path))
        return real.startswith(folder + os.sep) and "__pycache__" not in real.split(os.sep)

    def look(event, values):
        if event == "open":
            paths = values[:1] if values[2] & _writing else ()
        elif event in _changes:
            paths = values[: _changes[event]]
        else:
            return
        for path in paths:
            if isinstance(path, (str, bytes, os.PathLike)) and is_inside(path):
                raise OSError(errno.EROFS, os.strerror(errno.EROFS), path)

    sys.addaudithook(look)
