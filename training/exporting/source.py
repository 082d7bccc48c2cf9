"""What is exported: a checkpoint of train.py, averaged weights that it kept, or a model folder."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

import torch

from evaluate import load_any
from model import ModelShape


class ExportError(Exception):
    """Says what is wrong and what to do about it."""


@dataclass(frozen=True)
class Source:
    """`halves`: every parameter as float16, by Hugging Face's names, in alphabetical order. Every export is made from these,
    so that all of them hold the same numbers as the safetensors file.
    `run`: the checkpoint's counters and settings, without its weights; None for a model folder.
    `weights`: 'average' or 'last', of a run."""

    path: Path
    weights: str
    shape: ModelShape
    halves: dict[str, torch.Tensor]
    run: dict | None

    @property
    def parameters(self) -> int:
        return sum(half.numel() for half in self.halves.values())


COUNTERS = ("config", "step", "epoch", "tokens", "flops", "teacherFlops", "coreSeconds", "schedule")
"""Of a checkpoint; `teacherFlops` only where there was a teacher."""


def read_source(path: Path, weights: str) -> Source:
    """`weights`: 'average' or 'last'; a model folder and a kept average have one kind only."""
    if not path.exists():
        raise ExportError(f"{path} does not exist. Train first: see Commands in training/README.md.")
    if path.is_dir():
        model, run = load_any(path, weights), None
    else:
        saved = torch.load(path, map_location="cpu", weights_only=False)
        if weights == "last" and "model" not in saved:
            raise ExportError(f"{path} holds averaged weights alone: leave out --weights last.")
        run = {name: saved[name] for name in COUNTERS if name in saved}
        model = load_any(path, weights)
    shape = model.shape
    halves = {name: to_half(name, weight.detach()) for name, weight in sorted(model.named_parameters())}
    return Source(path, weights, shape, halves, run)


def to_half(name: str, weight: torch.Tensor) -> torch.Tensor:
    """Float16, rounded to nearest. ExportError where a value is no number, or is larger than float16 can hold (65,504)."""
    half = weight.half().contiguous()
    if not torch.isfinite(half).all():
        largest = weight.abs().max().item()
        raise ExportError(f"{name} has values that float16 cannot hold (largest {largest}): this training went wrong, use an earlier checkpoint.")
    return half


def read_json(path: Path) -> dict:
    return json.loads(path.read_text(encoding="utf-8"))


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
