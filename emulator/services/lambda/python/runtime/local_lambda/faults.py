"""Errors as the Python runtime of Lambda reports them: errorMessage, errorType, requestId, stackTrace."""

import os
import sys
import traceback

_own = os.path.dirname(__file__)
# where Lambda has what lies there; of the function's own code see `described`
_places = [(_own, "/var/runtime"), (sys.prefix, "/var/lang"), (sys.base_prefix, "/var/lang")]


class Fault(Exception):
    """An error of the runtime itself, named as Lambda's Python runtime names it."""

    def __init__(self, kind, message, trace=()):
        super().__init__(message)
        self.kind = f"Runtime.{kind}"
        self.trace = list(trace)


def described(error, root, request_id=""):
    """A trace begins with the function's own code, and has the places that it has on Lambda."""
    if isinstance(error, Fault):
        kind, trace = error.kind, error.trace
    else:
        frames = traceback.extract_tb(error.__traceback__)
        first = next((n for n, frame in enumerate(frames) if not frame.filename.startswith(_own)), 0)
        kind = type(error).__name__
        trace = traceback.format_list([(f.filename, f.lineno, f.name, f.line) for f in frames[first:]])
    message = str(error).replace(root, "/var/task")
    return {"errorMessage": message, "errorType": kind, "requestId": request_id, "stackTrace": [_moved(text, root) for text in trace]}


def _moved(text, root):
    for real, on_lambda in [(root, "/var/task"), *_places]:
        text = text.replace(f'File "{real}/', f'File "{on_lambda}/')
    return text


def logged(fault):
    """What the log says of it; indented by spaces that do not break, as there."""
    about = ": ".join(part for part in (fault["errorType"], fault["errorMessage"]) if part)
    lines = [line for entry in fault["stackTrace"] for line in entry.splitlines()]
    indented = ["\u00a0" * (len(line) - len(line.lstrip(" "))) + line.lstrip(" ") for line in lines]
    return "\n".join([f"[ERROR] {about}", "Traceback (most recent call last):", *indented])
