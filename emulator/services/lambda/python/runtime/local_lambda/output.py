"""What a function prints and logs, as the Python runtime of Lambda does (aws-lambda-python-runtime-interface-client)."""

import io
import logging
import sys
import time


class _Output(io.RawIOBase):
    """A stream that goes to the function's log: with what is logged, in the order in which it comes."""

    def __init__(self, channel, descriptor):
        self._channel = channel
        self._descriptor = descriptor

    def writable(self):
        return True

    def fileno(self):
        return self._descriptor

    def write(self, content):
        self._channel.send("output", text=bytes(content).decode(errors="replace"))
        return len(content)


class _Handler(logging.Handler):
    """A record is one event, however many lines it has."""

    def __init__(self, channel):
        super().__init__()
        self._channel = channel
        self.request_id = ""
        self.streams = []
        self.setFormatter(
            logging.Formatter("[%(levelname)s]\t%(asctime)s.%(msecs)03dZ\t%(aws_request_id)s\t%(message)s", "%Y-%m-%dT%H:%M:%S")
        )

    def emit(self, record):
        self.flush_streams()
        record.aws_request_id = self.request_id
        self._channel.send("record", text=self.format(record))

    def flush_streams(self):
        for stream in self.streams:
            stream.flush()


def capture_output(channel):
    """Returns the handler of the root logger, which has to be told the id of each request, and knows what may hold the beginning of a line."""
    logging.Formatter.converter = staticmethod(time.gmtime)
    handler = _Handler(channel)
    for name, descriptor in (("stdout", 1), ("stderr", 2)):
        stream = io.TextIOWrapper(_Output(channel, descriptor), "utf-8", "replace", line_buffering=True)
        handler.streams.append(stream)
        setattr(sys, name, stream)
    logging.getLogger().addHandler(handler)
    return handler
