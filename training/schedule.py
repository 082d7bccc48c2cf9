"""The learning rate's share over time: warm-up, a plateau, a linear descent to zero, begun by hand or planned from the start."""

from dataclasses import dataclass


@dataclass
class Schedule:
    """`descent_begin` and `descent_steps` are None until somebody asks for the descent; a run without them never ends."""

    warm_up_steps: int
    descent_begin: int | None = None
    descent_steps: int | None = None

    @classmethod
    def planned(cls, warm_up_steps: int, steps: int, descent_share: float) -> "Schedule":
        """A run of so many steps, the last `descent_share` of which descend."""
        descent_steps = round(descent_share * steps)
        return cls(warm_up_steps, steps - descent_steps, descent_steps)

    def share(self, step: int) -> float:
        """Of the full rate, for the step with this number (the first is 0)."""
        rising = min(1.0, (step + 1) / self.warm_up_steps)
        if self.descent_begin is None:
            return rising
        return rising * min(1.0, max(0.0, 1 - (step - self.descent_begin) / self.descent_steps))

    def is_over(self, step: int) -> bool:
        return self.descent_begin is not None and step >= self.descent_begin + self.descent_steps
