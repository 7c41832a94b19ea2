"""What the emulator and this process say to each other: a line of JSON at a time, over a socket that both have (../../protocol.ts)."""

import json
import os
import queue
import signal
import threading

descriptor = 3


class Channel:
    """A thread listens, so that a function that computes ends with the emulator, too."""

    def __init__(self):
        self.tasks = queue.SimpleQueue()
        self.wakings = queue.SimpleQueue()
        self._sending = threading.Lock()
        listener = threading.Thread(target=self._listen, name="local-lambda", daemon=True)
        listener.start()
        self.listener = listener.ident

    def send(self, kind, **members):
        line = memoryview(json.dumps({"kind": kind, **members}).encode() + b"\n")
        with self._sending:
            while line:
                line = line[os.write(descriptor, line) :]

    def _listen(self):
        try:
            with os.fdopen(descriptor, "rb", closefd=False) as lines:
                for line in lines:
                    message = json.loads(line)
                    (self.wakings if message["kind"] == "wake" else self.tasks).put(message)
        finally:
            # the emulator is gone, and with it goes whatever the function has started
            os.killpg(0, signal.SIGKILL)
