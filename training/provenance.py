"""Where and with what a run is made: written to its log at every start, so that a curve can say so."""

import os
import platform
import subprocess
from pathlib import Path

import torch

from data import PROJECT


def machine() -> str:
    """The processor by its own name, and how many cores this process may use."""
    name = platform.processor() or platform.machine()
    table = Path("/proc/cpuinfo")
    if table.exists():
        lines = (line.partition(":") for line in table.read_text().splitlines())
        name = next((value.strip() for key, _, value in lines if key.strip() == "model name"), name)
    return f"{name}, {len(os.sched_getaffinity(0)) if hasattr(os, 'sched_getaffinity') else os.cpu_count()} cores"


def recipe_commit() -> str:
    """The last commit that touched training/, `+` after it where its files differ from that; `none` outside a git checkout."""

    def git(*words: str) -> str:
        return subprocess.run(("git", "-C", str(PROJECT), *words), capture_output=True, text=True, check=True).stdout.strip()

    try:
        changed = git("status", "--porcelain", "--untracked-files=no", "--", "training/*.py")
        return git("log", "-1", "--format=%h", "--abbrev=12", "--", "training") + ("+" if changed else "")
    except (FileNotFoundError, subprocess.CalledProcessError):
        return "none"


def circumstances() -> dict:
    return {
        "machine": machine(),
        "torch": torch.__version__,
        "threads": torch.get_num_threads(),
        "commit": recipe_commit(),
    }
