"""A run's folder: log.jsonl, checkpoint.pt, averages/ (each epoch's end) and stations/ (steps that the config names)."""

import json
from datetime import datetime, timezone
from pathlib import Path
from typing import TYPE_CHECKING

import checkpoint

if TYPE_CHECKING:
    from train import Run


class Recorder:
    """Writes the folder; a mirror, if any, gets copies of the checkpoint, the log and the stations."""

    def __init__(self, folder: Path, mirror: Path | None):
        self.folder = folder
        self.mirror = mirror
        self.log_file = folder / "log.jsonl"
        folder.mkdir(parents=True, exist_ok=True)

    def log(self, kind: str, run: "Run", figures: dict) -> None:
        entry = {
            "kind": kind, "at": datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%MZ"), "step": run.step, "tokens": run.tokens, "epoch": run.epoch, **figures,
            "trainingSeconds": round(run.stopwatch.training, 1), "coreSeconds": round(run.stopwatch.core, 1),
            "flops": run.flops,
        }
        if run.teacher:
            entry["teacherFlops"] = run.teacher_flops
        with open(self.log_file, "a") as file:
            file.write(json.dumps(entry) + "\n")
        print(json.dumps(entry), flush=True)

    def save(self, run: "Run", name: str = "checkpoint.pt") -> None:
        checkpoint.save(run.content(), self.folder / name)
        if self.mirror:
            checkpoint.copy(self.folder / name, self.mirror)
            if self.log_file.exists():
                checkpoint.copy(self.log_file, self.mirror)

    def keep_average(self, run: "Run") -> None:
        """The averaged weights of an epoch's end, for later averages over several."""
        self._keep(run, "averages")

    def keep_station(self, run: "Run") -> None:
        """The averaged weights of a step that a reader will be able to visit."""
        path = self._keep(run, "stations")
        if self.mirror:
            checkpoint.copy(path, self.mirror / "stations")

    def _keep(self, run: "Run", folder: str) -> Path:
        path = self.folder / folder / f"step-{run.step:06d}.pt"
        path.parent.mkdir(exist_ok=True)
        halves = {name: weight.half() for name, weight in run.average.items()}
        checkpoint.save({"config": run.config, "step": run.step, "tokens": run.tokens, "weights": "average", "average": halves}, path)
        return path

    def forget_after(self, step: int) -> None:
        """Drops log entries that a resumed run will write again."""
        entries = [line for line in self.log_file.read_text().splitlines() if json.loads(line)["step"] <= step]
        self.log_file.write_text("".join(line + "\n" for line in entries))
