"""The clocks of the process: dates are those of the local AWS, and clocks without a date see how long the function slept."""

import datetime
import time

_real = {name: getattr(time, name) for name in ("time", "time_ns", "monotonic", "perf_counter", "gmtime", "localtime", "sleep")}
real_sleep = _real["sleep"]
real_monotonic = _real["monotonic"]
_million = 1_000_000

# nanoseconds from this machine's time to that of the local AWS, and of sleep that clocks without a date have not seen
_ahead = 0
_slept = 0
# milliseconds of the epoch: virtual time, which stands still while code runs
_now = 0


def virtual_now():
    return _now


def go_on(now):
    """It is this time in the local AWS, in milliseconds of the epoch; dates go on from it as this machine's do."""
    global _ahead, _now
    _now = now
    _ahead = now * _million - _real["time_ns"]()


def pass_sleep(now, milliseconds, since):
    """Has every clock go on by what the function slept since an instant of real_monotonic, and none of them back."""
    global _ahead, _slept, _now
    unseen = max(0, int((milliseconds - (real_monotonic() - since) * 1000) * _million))
    _ahead = max(now * _million - _real["time_ns"](), _ahead + unseen)
    _slept += unseen
    _now = now


def keep_virtual_clocks():
    """Before anything else is imported that might keep one of them."""
    gmtime, localtime, asctime, strftime = time.gmtime, time.localtime, time.asctime, time.strftime
    time.time_ns = lambda: _real["time_ns"]() + _ahead
    time.time = lambda: time.time_ns() / 1e9
    time.monotonic = lambda: _real["monotonic"]() + _slept / 1e9
    time.monotonic_ns = _passing(time.monotonic_ns)
    time.perf_counter = lambda: _real["perf_counter"]() + _slept / 1e9
    time.perf_counter_ns = _passing(time.perf_counter_ns)
    time.gmtime = lambda seconds=None: gmtime(time.time() if seconds is None else seconds)
    time.localtime = lambda seconds=None: localtime(time.time() if seconds is None else seconds)
    time.ctime = lambda seconds=None: asctime(time.localtime(seconds))
    time.asctime = lambda given=None: asctime(time.localtime() if given is None else given)
    time.strftime = lambda form, given=None: strftime(form, time.localtime() if given is None else given)
    datetime.date = _date
    datetime.datetime = _datetime


def _passing(nanoseconds):
    return lambda: nanoseconds() + _slept


class _AsReal(type):
    """What C makes is of the real class, and is one of these as well."""

    def __instancecheck__(cls, value):
        return isinstance(value, cls._real) if "_real" in vars(cls) else type.__instancecheck__(cls, value)

    def __subclasscheck__(cls, other):
        return issubclass(other, cls._real) if "_real" in vars(cls) else type.__subclasscheck__(cls, other)


class _date(datetime.date, metaclass=_AsReal):
    _real = datetime.date

    @classmethod
    def today(cls):
        return cls.fromtimestamp(time.time())


class _datetime(datetime.datetime, metaclass=_AsReal):
    _real = datetime.datetime

    @classmethod
    def now(cls, tz=None):
        return cls.fromtimestamp(time.time(), tz)

    @classmethod
    def today(cls):
        return cls.now()

    @classmethod
    def utcnow(cls):
        return cls.now(datetime.timezone.utc).replace(tzinfo=None)

    def __repr__(self):
        text = super().__repr__()
        return f"datetime.{text}" if type(self) is _datetime else text


for _kind in (_date, _datetime):
    # as they are pickled and printed
    _kind.__name__ = _kind.__qualname__ = _kind._real.__name__
    _kind.__module__ = "datetime"
