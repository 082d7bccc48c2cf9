"""How long training took, on a machine that others use too."""

import statistics
import time

STALL = 6.0
"""A step this many times longer than the usual one was paused from outside: it counts as a usual one. (A shorter pause
cannot be told from a busy machine; the processor seconds are exact either way.)"""


class Stopwatch:
    """Seconds of training: wall clock without pauses (`training`) and processor seconds over all threads (`core`)."""

    def __init__(self, training: float = 0.0, core: float = 0.0):
        self.training = training
        self.core = core
        self.recent: list[float] = []

    def start(self) -> None:
        self.wall_begin, self.core_begin = time.perf_counter(), time.process_time()

    def stop(self) -> None:
        elapsed = time.perf_counter() - self.wall_begin
        usual = statistics.median(self.recent) if len(self.recent) >= 10 else elapsed
        self.training += usual if elapsed > STALL * usual else elapsed
        self.core += time.process_time() - self.core_begin
        self.recent = [*self.recent[-49:], elapsed]
