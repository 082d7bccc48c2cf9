"""The learning rate's share over time: warm-up, a plateau of any length, a linear descent to zero that is begun by hand."""

from dataclasses import dataclass


@dataclass
class Schedule:
    """`descent_begin` and `descent_steps` are None until somebody asks for the descent; a run without them never ends."""

    warm_up_steps: int
    descent_begin: int | None = None
    descent_steps: int | None = None

    def share(self, step: int) -> float:
        """Of the full rate, for the step with this number (the first is 0)."""
        rising = min(1.0, (step + 1) / self.warm_up_steps)
        if self.descent_begin is None:
            return rising
        return rising * min(1.0, max(0.0, 1 - (step - self.descent_begin) / self.descent_steps))

    def is_over(self, step: int) -> bool:
        return self.descent_begin is not None and step >= self.descent_begin + self.descent_steps
