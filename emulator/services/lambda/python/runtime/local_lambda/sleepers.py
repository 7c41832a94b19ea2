"""What waits for a time does so in virtual time (rule R7): AWS goes on while a function does nothing but wait."""

import concurrent.futures.thread
import math
import os
import queue
import selectors
import socket
import sys
import threading
import time

from . import clocks

# Files of the standard library in which a thread is that waits for another one, or for an answer: of which the emulator knows.
_files = {module.__file__ for module in (concurrent.futures.thread, queue, selectors, socket, threading)}
_shortest = 0.001
_longest_pause = 0.02
_between_looks = 0.003
_silence = 0.25


def _waits(frame):
    """Whoever starts a thread waits for it to come up, which it does at once."""
    if frame.f_code.co_filename not in _files:
        return False
    callers = []
    while frame and frame.f_code.co_filename in _files:
        callers.append(frame.f_code.co_name)
        frame = frame.f_back
    return "start" not in callers


def _works(thread):
    """Whether Linux has something to do for a thread, which may be about to leave the place where it waits."""
    try:
        with open(f"/proc/self/task/{thread}/stat", "rb") as stat:
            return stat.read().rpartition(b")")[2].split()[0] != b"S"
    except OSError:  # it has ended, or this is macOS
        return False


def _has_busy_thread():
    me = str(threading.get_native_id())
    return os.path.isdir("/proc/self/task") and any(_works(thread) for thread in os.listdir("/proc/self/task") if thread != me)


def _has_running_program():
    try:
        return os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None
    except (AttributeError, ChildProcessError):  # macOS has it from Python 3.13 on
        return False


class Sleepers:
    """The threads that sleep. One of them asks for all that time goes on to the first that is due, once nothing else is done."""

    def __init__(self, channel):
        self._channel = channel
        self._process = os.getpid()
        self._due = {}
        self._asking = threading.Lock()
        # set while there is an invocation: between two of them a function is frozen
        self.awake = threading.Event()
        self.on_waking = lambda: None

    def install(self):
        time.sleep = self.sleep
        # what Event, Timer, Queue and futures wait by where they have a time limit, and asyncio
        threading.Condition.wait = self._awaiting(threading.Condition.wait)
        for kind in {selectors.DefaultSelector, selectors.SelectSelector}:
            kind.select = self._selecting(kind.select)

    def sleep(self, seconds):
        if self._is_virtual(seconds):
            self._wait(seconds, clocks.real_sleep)
        else:
            clocks.real_sleep(seconds)

    def _awaiting(self, wait):
        def wait_virtually(condition, timeout=None):
            if not self._is_virtual(timeout):
                return wait(condition, timeout)
            if not condition._is_owned():
                raise RuntimeError("cannot wait on un-acquired lock")
            # as the library does it, but for the time: whoever notifies finds a lock that is taken
            waiter = threading.Lock()
            waiter.acquire()
            condition._waiters.append(waiter)
            state = condition._release_save()
            notified = False
            try:
                notified = bool(self._wait(timeout, lambda pause: waiter.acquire(True, pause)))
            finally:
                condition._acquire_restore(state)
                if not notified and waiter in condition._waiters:
                    condition._waiters.remove(waiter)
            return notified

        return wait_virtually

    def _selecting(self, select):
        def select_virtually(selector, timeout=None):
            if not self._is_virtual(timeout):
                return select(selector, timeout)
            began = clocks.real_monotonic()

            def nothing_comes():
                # asyncio has a connection to itself; what comes by another one comes before time goes on
                return len(selector.get_map()) <= 1 or clocks.real_monotonic() - began > _silence

            return select(selector, 0) or self._wait(timeout, lambda pause: select(selector, pause), nothing_comes) or []

        return select_virtually

    def _is_virtual(self, seconds):
        """What is no length of time is refused by whoever else is asked, and a process that the function has forked has no emulator."""
        return isinstance(seconds, (int, float)) and seconds > _shortest and os.getpid() == self._process

    def _wait(self, seconds, wait, nothing_comes=lambda: True):
        """Until virtual time has come, or what this machine waits for meanwhile, which is returned."""
        milliseconds = math.ceil(seconds * 1000)
        me, began, pause, before = threading.get_ident(), clocks.real_monotonic(), _shortest, None
        due = self._due[me] = clocks.virtual_now() + milliseconds
        try:
            while clocks.virtual_now() < due:
                self.awake.wait()
                others = self._others()
                # a lock may be about to be given: who waits does so at two looks
                same = others == before and pause > _between_looks and all(waits for *_, waits in others)
                settled = not others or (same and not _has_busy_thread())
                # what is done beside it has as long as this machine takes for the sleep
                ripe = clocks.real_monotonic() - began >= seconds
                before = others
                if not ((settled and nothing_comes() and not _has_running_program() or ripe) and self._ask()):
                    if come := wait(pause):
                        return come
                    pause = min(2 * pause, _longest_pause)
        finally:
            del self._due[me]

    def _others(self):
        """Where the threads are that do not sleep, and whether they wait there."""
        asleep = {thread for thread, due in self._due.copy().items() if due > clocks.virtual_now()}
        idle = {self._channel.listener, *asleep}
        frames = [(thread, frame) for thread, frame in sys._current_frames().items() if thread not in idle]
        return [(thread, id(frame), frame.f_lasti, _waits(frame)) for thread, frame in frames]

    def _ask(self):
        """Whether time has gone on: AWS may owe the function an answer, and the invocation may be over."""
        if not self._asking.acquire(blocking=False):
            return False
        try:
            before, since = clocks.virtual_now(), clocks.real_monotonic()
            milliseconds = min(self._due.copy().values()) - before
            if milliseconds > 0:
                self._channel.send("sleep", milliseconds=milliseconds)
                now = self._channel.wakings.get()["now"]
                clocks.pass_sleep(now, now - before, since)
                self.on_waking()
            return clocks.virtual_now() > before
        finally:
            self._asking.release()
