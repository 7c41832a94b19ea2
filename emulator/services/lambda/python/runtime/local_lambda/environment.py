"""The execution environment: loads a function once, and runs one invocation after the other."""

import datetime
import json
import os
import sys

from . import clocks

clocks.keep_virtual_clocks()

from .answers import encoded  # noqa: E402
from .answers_of_stacks import answer_stacks_here  # noqa: E402
from .channel import Channel  # noqa: E402
from .context import Context  # noqa: E402
from .faults import described, logged  # noqa: E402
from .handler import load_handler  # noqa: E402
from .memory import limit_memory  # noqa: E402
from .older_botocore import ask_the_emulator_by_older_ones  # noqa: E402
from .output import capture_output  # noqa: E402
from .read_only import keep_read_only  # noqa: E402
from .sleepers import Sleepers  # noqa: E402

# Clients of boto3 live as long as the process and keep the credentials that they have read, but every invocation has its own. They read
# again what ends within ten minutes, and refuse what has ended.
_left = datetime.timedelta(minutes=5)


class _Environment:
    def __init__(self, handler, root):
        self._handler_name = handler
        self._handler = None
        self._root = root
        self._variables = {}
        self._channel = Channel()
        self._sleepers = Sleepers(self._channel)
        self._sleepers.on_waking = self._renew
        self._sleepers.install()
        self._log = capture_output(self._channel)
        answer_stacks_here()
        ask_the_emulator_by_older_ones()
        limit_memory()
        keep_read_only(root)

    def run(self):
        while True:
            task = self._channel.tasks.get()
            clocks.go_on(task["now"])
            self._set(task["variables"])
            self._sleepers.awake.set()
            if self._handler is None:
                self._load()
            if task["kind"] == "load":
                self._done(answer="null")
            else:
                self._invoke(json.loads(task["event"]), task["context"])

    def _set(self, variables):
        """What the function itself has set stays, as long as Lambda does not set it anew."""
        for name, value in variables.items():
            if self._variables.get(name) != value:
                os.environ[name] = value
        self._variables = variables
        self._renew()

    def _renew(self):
        end = datetime.datetime.now(datetime.timezone.utc) + _left
        os.environ["AWS_CREDENTIAL_EXPIRATION"] = end.isoformat()

    def _load(self):
        try:
            self._handler = load_handler(self._handler_name)
        except MemoryError:
            self._done(outOfMemory=True)
            sys.exit(1)
        except Exception as error:
            self._fail(error, "", fatal=True)
            sys.exit(1)

    def _invoke(self, event, context):
        request_id = self._log.request_id = context["awsRequestId"]
        try:
            answer = encoded(self._handler(event, Context(context)))
        except MemoryError:
            self._done(outOfMemory=True)
        except Exception as error:
            self._fail(error, request_id, fatal=False)
        else:
            self._done(answer=answer)

    def _fail(self, error, request_id, fatal):
        fault = described(error, self._root, request_id)
        self._log.flush_streams()
        self._channel.send("record", text=logged(fault))
        self._done(error=fault, fatal=fatal)

    def _done(self, **how):
        self._log.flush_streams()
        self._sleepers.awake.clear()
        self._channel.send("done", **how)


def run(handler, root):
    _Environment(handler, root).run()
