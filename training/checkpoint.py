"""Checkpoints that are whole or not there: written beside, flushed to the disk, then renamed."""

import os
import shutil
from pathlib import Path

import torch


def save(content: dict, path: Path) -> None:
    partial = path.with_suffix(".partial")
    with open(partial, "wb") as file:
        torch.save(content, file)
        file.flush()
        os.fsync(file.fileno())
    os.replace(partial, path)


def copy(path: Path, folder: Path) -> None:
    """A copy of a checkpoint in another folder, as whole as the first."""
    folder.mkdir(parents=True, exist_ok=True)
    partial = folder / (path.name + ".partial")
    shutil.copyfile(path, partial)
    os.replace(partial, folder / path.name)


def load(path: Path) -> dict:
    return torch.load(path, map_location="cpu", weights_only=False)
