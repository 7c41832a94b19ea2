"""Finds a function's handler, as the Python runtime of Lambda does."""

import importlib
import sys

from .faults import Fault


# what Lambda brings along, and this machine may not have
_brought_along = ("boto3", "botocore")
_remedy = (
    "python3 -m venv lambda-python && lambda-python/bin/pip install boto3, "
    "and start the local AWS with PYTHON=lambda-python/bin/python before its command"
)


def _hint(error):
    if error.name not in _brought_along:
        return ""
    return f" (Lambda brings it along, and {sys.executable}, which runs functions here, does not have it: {_remedy})"


def load_handler(handler):
    """Raises Fault, or what the code raises while it is loaded."""
    name, _, attribute = handler.rpartition(".")
    if not name:
        raise Fault("MalformedHandlerName", f"Bad handler '{handler}': not enough values to unpack (expected 2, got 1)")
    if name.split(".")[0] in sys.builtin_module_names:
        raise Fault("BuiltInModuleConflict", f"Cannot use built-in module {name} as a handler module")
    try:
        module = importlib.import_module(name.replace("/", "."))
    except ImportError as error:
        raise Fault("ImportModuleError", f"Unable to import module '{name}': {error}{_hint(error)}") from error
    except SyntaxError as error:
        trace = f'  File "{error.filename}" Line {error.lineno}\n    {error.text}'
        raise Fault("UserCodeSyntaxError", f"Syntax error in module '{name}': {error}", [trace]) from error
    try:
        return getattr(module, attribute)
    except AttributeError as error:
        raise Fault("HandlerNotFound", f"Handler '{attribute}' missing on module '{name}'") from error
