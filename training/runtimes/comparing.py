"""How a runtime's logits are compared with PyTorch's: greedy tokens, and perplexity."""

import math
from dataclasses import dataclass
from typing import Protocol

import numpy as np

NEAR_TIE = 0.01
"""Two best logits nearer than this may change places between runtimes."""


class Runtime(Protocol):
    """Reads with a KV cache. `read`: logits [T, vocab] of ids [T], which come after those read since `forget`."""

    def forget(self) -> None: ...
    def read(self, ids: list[int]) -> np.ndarray: ...


@dataclass(frozen=True)
class Written:
    """What PyTorch wrote after a prompt's ids: ids [tokens], and the margins [tokens] between the two best logits."""

    text: str
    prompt: list[int]
    ids: list[int]
    margins: list[float]


@dataclass(frozen=True)
class Step:
    """A step of a greedy text at which something is to be told: of which prompt, which token PyTorch chose."""

    prompt: str
    step: int
    token: int
    margin: float
    other: int | None = None
    """The token that another runtime chose."""

    @property
    def near_tie(self) -> bool:
        return self.margin < NEAR_TIE


def margins(logits: np.ndarray) -> list[float]:
    """Between the two best of logits [tokens, vocab]."""
    best = np.partition(logits, -2, axis=-1)[:, -2:]
    return (best[:, 1] - best[:, 0]).tolist()


def near_ties(written: Written) -> list[Step]:
    steps = (Step(written.text, at, token, margin) for at, (token, margin) in enumerate(zip(written.ids, written.margins)))
    return [step for step in steps if step.near_tie]


def follow(runtime: Runtime, written: Written) -> list[Step]:
    """The steps at which the runtime would have chosen another token. It reads the prompt, then PyTorch's tokens one by one, so
    that a difference does not hide what comes after."""
    runtime.forget()
    logits = runtime.read(written.prompt)[-1]
    differing = []
    for at, (token, margin) in enumerate(zip(written.ids, written.margins)):
        chosen = int(logits.argmax())
        if chosen != token:
            differing.append(Step(written.text, at, token, margin, chosen))
        if at + 1 < len(written.ids):
            logits = runtime.read([token])[-1]
    return differing


def nats(logits: np.ndarray, ids: list[int]) -> float:
    """Summed negative log-probability of ids [T + 1] but for the first, from logits [T, vocab]; in float64."""
    logits = logits.astype(np.float64)
    highest = logits.max(axis=-1)
    total = highest + np.log(np.exp(logits - highest[:, None]).sum(axis=-1))
    return float((total - logits[np.arange(len(logits)), ids[1:]]).sum())


def read_at_once(runtime: Runtime, ids: list[int]) -> np.ndarray:
    runtime.forget()
    return runtime.read(ids)


def read_by_token(runtime: Runtime, ids: list[int]) -> np.ndarray:
    runtime.forget()
    return np.concatenate([runtime.read([token]) for token in ids])


def perplexity(logits_of, stories: list[list[int]]) -> float:
    """`logits_of(ids [T])` gives [T, vocab]; a story's first id is given, all others are scored."""
    total = sum(nats(logits_of(ids[:-1]), ids) for ids in stories)
    return math.exp(total / sum(len(ids) - 1 for ids in stories))
