"""How many bytes of models the repository holds: counted from the shapes before any training, and from the files once there."""

import json
from pathlib import Path

import torch
from safetensors.torch import save

from data import PROJECT
from exporting.source import ExportError
from model import Llama, ModelShape

LIMIT = 30_000_000
"""Bytes: all models, checkpoints and served ONNX files together."""

SHIPPED = ("pocket-5m", "pocket-1m", "pocket-1m-scratch")
SHIPPED_WITH_STATIONS = "pocket-1m-scratch"
SMALL_FILES = 70_000
"""Tokenizer (42,602), configs, manifest and card of one model, rounded up: a card with twenty samples may have 25,000."""

CONFIGS = PROJECT / "training/configs"


def station_name(model: str, step: int) -> str:
    return f"{model}-step-{step:06d}"


def weight_bytes(shape: ModelShape) -> int:
    """Of model.safetensors, exactly: float16 values and the header that names them."""
    with torch.device("meta"):
        parameters = {name: weight.shape for name, weight in Llama(shape).named_parameters()}
    zeros = {name: torch.zeros(size, dtype=torch.float16) for name, size in parameters.items()}
    return len(save(zeros, metadata={"format": "pt"}))


def planned_bytes(configs: Path = CONFIGS) -> dict[str, int]:
    """By name: the shipped models, and the stations that the twin's config asks for (the last of them is the model itself)."""
    planned = {}
    for name in SHIPPED:
        path = configs / f"{name}.json"
        if not path.exists():
            raise ExportError(f"{path} is missing: without it the budget cannot be added up.")
        config = json.loads(path.read_text())
        each = weight_bytes(ModelShape.from_config(config["model"])) + SMALL_FILES
        planned[name] = each
        if name == SHIPPED_WITH_STATIONS:
            planned |= {station_name(name, step): each for step in config["training"]["stations"][:-1]}
    return planned


def folder_bytes(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def present_bytes(models: Path) -> dict[str, int]:
    return {folder.name: folder_bytes(folder) for folder in sorted(models.iterdir()) if folder.is_dir()}


def check_budget(counted: dict[str, int]) -> list[str]:
    """One line a model and the sum. ExportError above the limit."""
    total = sum(counted.values())
    lines = [f"{count:>12,}  {name}" for name, count in counted.items()]
    lines.append(f"{total:>12,}  of {LIMIT:,} bytes ({LIMIT - total:,} left)")
    if total > LIMIT:
        raise ExportError("\n".join([*lines, "That is too much: ship fewer checkpoints, or no ONNX file."]))
    return lines
