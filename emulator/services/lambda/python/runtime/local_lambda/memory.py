"""A function that takes ever more memory must not take this machine's."""

import os

try:
    import resource
except ImportError:  # not on Windows
    resource = None

# of the interpreter, its libraries and the stacks of its threads, which count as a whole here and on Lambda by what is used of them
_beside = 1024


def limit_memory():
    """What goes beyond is a MemoryError: Linux holds to it (what is only reserved does not count), macOS does not."""
    if not resource:
        return
    most = (int(os.environ["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"]) + _beside) * 1024 * 1024
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    if hard == resource.RLIM_INFINITY or most < hard:
        resource.setrlimit(resource.RLIMIT_DATA, (most, hard))
