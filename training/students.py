"""The student and its twin over three seeds, one run after another, then how much the teacher helped.

    python training/students.py [--mirror /var/lib/forward-pass] [--threads 1] [--json FILE]

    python training/students.py --threads 1 --only pocket-1m-seed-1 pocket-1m-seed-2      one half; the others beside it

Stop it with SIGTERM or SIGINT and start it again: a finished run is recognised, an interrupted one is resumed. With all six
finished it only scores them again. `--only` trains those runs and compares nothing.
"""

import argparse
import json
import statistics
from dataclasses import dataclass
from pathlib import Path

import torch

import checkpoint
import train
from data import PROJECT, corpus_folder
from distil import load_teacher
from evaluate import evaluate, load_any
from schedule import Schedule

SEEDS = (1, 2, 3)
TEXTS = (corpus_folder() / "heldout.txt", PROJECT / "public/evaluation/stories.txt")
RUNS = PROJECT / "training/runs"


@dataclass(frozen=True)
class Planned:
    """One of the six runs."""

    kind: str
    seed: int

    @property
    def name(self) -> str:
        return f"{self.kind}-seed-{self.seed}"

    @property
    def config_file(self) -> Path:
        return PROJECT / f"training/configs/{self.kind}.json"

    @property
    def folder(self) -> Path:
        return RUNS / self.name

    @property
    def checkpoint(self) -> Path:
        return self.folder / "checkpoint.pt"


PLAN = tuple(Planned(kind, seed) for seed in SEEDS for kind in ("pocket-1m", "pocket-1m-scratch"))


def refuse_other_recipe(run: Planned, saved: dict) -> None:
    """A run of another config or of another teacher's weights would spoil the comparison. The number of threads may differ."""

    def compared(config: dict) -> dict:
        return {**config, "training": {key: value for key, value in config["training"].items() if key != "threads"}}

    config = train.new_config(run.config_file, run.seed, None)
    teacher = load_teacher(config.get("teacher"))
    if compared(saved["config"]) != compared(config) or saved["teacher"] != (teacher.sha256 if teacher else None):
        raise SystemExit(f"{run.folder} was made from other settings or another teacher than {run.config_file.name} names: move it away.")


def complete(run: Planned, threads: list[str], mirror: Path | None) -> bool:
    """Trains what is left of a run; whether it is finished."""
    words = ["--run", str(run.folder), *threads, *(["--mirror", str(mirror / run.name)] if mirror else [])]
    if not (run.folder / "log.jsonl").exists():
        return train.main([*words, "--config", str(run.config_file), "--seed", str(run.seed)])
    saved = checkpoint.load(run.checkpoint)
    refuse_other_recipe(run, saved)
    return Schedule(**saved["schedule"]).is_over(saved["step"]) or train.main([*words, "--resume"])


def compare(teacher: dict, pairs: list[tuple[dict, dict]]) -> dict:
    """What the teacher was worth on one text: rows of evaluate.py for (student, twin) of each seed; differences are twin minus
    student, so positive where the teacher helped. Spread is the sample standard deviation over the seeds."""
    students, twins = zip(*pairs)

    def over_seeds(values: list[float]) -> dict:
        return {"mean": statistics.mean(values), "spread": statistics.stdev(values), "values": values}

    summary = {"text": teacher["text"], "teacher": {unit: teacher[unit] for unit in ("natsPerToken", "natsPerCharacter")}}
    for unit in ("natsPerToken", "natsPerCharacter"):
        summary[unit] = {
            "student": over_seeds([row[unit] for row in students]),
            "twin": over_seeds([row[unit] for row in twins]),
            "helped": over_seeds([twin[unit] - student[unit] for student, twin in pairs]),
            "helpedPercent": over_seeds([100 * (1 - student[unit] / twin[unit]) for student, twin in pairs]),
        }
    return summary


def table(summary: dict) -> str:
    per_token, per_character = summary["natsPerToken"], summary["natsPerCharacter"]
    lines = [f"{summary['text']}: nats per token (per character)"]
    lines.append(f"  teacher  {summary['teacher']['natsPerToken']:.4f} ({summary['teacher']['natsPerCharacter']:.4f})")
    for kind in ("student", "twin"):
        cells = [f"{token:.4f} ({character:.4f})" for token, character in zip(per_token[kind]["values"], per_character[kind]["values"])]
        lines.append(f"  {kind:8} {'  '.join(cells)}   mean {per_token[kind]['mean']:.4f} ± {per_token[kind]['spread']:.4f}")
    helped, percent = per_token["helped"], per_token["helpedPercent"]
    lines.append(
        f"  the teacher helped by {helped['mean']:.4f} ± {helped['spread']:.4f} nats per token, "
        f"{per_character['helped']['mean']:.4f} per character, {percent['mean']:.2f} ± {percent['spread']:.2f} %"
    )
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--mirror", type=Path, help="a folder that gets a copy of every run, each in a folder of its name")
    parser.add_argument("--threads", type=int)
    parser.add_argument("--only", nargs="+", choices=[run.name for run in PLAN], metavar="RUN", help="train these, in this order; two such commands of one thread each use two cores better than one of two")
    parser.add_argument("--json", type=Path, help="write the comparison there too")
    arguments = parser.parse_args()
    threads = ["--threads", str(arguments.threads)] if arguments.threads else []
    named = {run.name: run for run in PLAN}
    for run in [named[name] for name in arguments.only] if arguments.only else PLAN:
        if not complete(run, threads, arguments.mirror):
            raise SystemExit(f"{run.name} was stopped: start this again, and it goes on.")
    if arguments.only:
        return
    if arguments.threads:
        torch.set_num_threads(arguments.threads)
    settings = json.loads(PLAN[0].config_file.read_text())["teacher"]
    rows = {run: evaluate(load_any(run.checkpoint, "average"), TEXTS) for run in PLAN}
    teacher = evaluate(load_teacher(settings).model, TEXTS)
    summaries = []
    for at in range(len(TEXTS)):
        pairs = [(rows[Planned("pocket-1m", seed)][at], rows[Planned("pocket-1m-scratch", seed)][at]) for seed in SEEDS]
        summaries.append(compare(teacher[at], pairs))
        print(table(summaries[-1]))
    if arguments.json:
        arguments.json.write_text(json.dumps(summaries, indent=1) + "\n")


if __name__ == "__main__":
    main()
