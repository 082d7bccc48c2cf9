"""A finished run's log -> the small file that the site's charts read.

    python training/curves.py training/runs/pocket-5m training/runs/pocket-1m-seed-1 [--name pocket-1m] [--out content/training]

`--name` gives a single run's curve the name of the model that was shipped from it. The file's format is content/training/curve.ts.
"""

import argparse
import json
import statistics
from pathlib import Path

import checkpoint
from data import PROJECT
from schedule import Schedule

MOST_POINTS = 200
MEANS = ("loss", "softLoss")
"""Columns that are the mean over a window; all others are what they were at its end."""

LICENCES = {
    "tinystories": "CDLA-Sharing-1.0",
    "tinystories_truecased": "CDLA-Sharing-1.0",
    "pratham_storyweaver_en": "CC BY 4.0",
    "african_storybook_en": "CC BY",
    "gutenberg_children": "public domain (US)",
}
"""From the corpus's SOURCES.md."""


def read_log(path: Path) -> list[dict]:
    if not path.exists():
        raise SystemExit(f"There is no log at {path}: train first (training/README.md).")
    return [json.loads(line) for line in path.read_text().splitlines()]


def condense(entries: list[dict], most: int = MOST_POINTS) -> list[dict]:
    """At most so many windows of as many entries each (the last may be shorter)."""
    size = -(-len(entries) // most)
    windows = [entries[at : at + size] for at in range(0, len(entries), size)]
    return [
        {**window[-1], **{name: statistics.mean(entry[name] for entry in window) for name in MEANS if name in window[-1]}}
        for window in windows
    ]


def columns(entries: list[dict], names: tuple[str, ...]) -> dict[str, list[float]]:
    """One list a column; `twoCoreHours` is the time on two quiet cores: half of the processor seconds."""
    hours = [{**entry, "twoCoreHours": entry["coreSeconds"] / 2 / 3600} for entry in entries]
    axes = ("step", "tokens", "twoCoreHours", "flops", *(["teacherFlops"] if "teacherFlops" in entries[0] else []))
    present = [name for name in (*axes, *names) if name in hours[0]]
    return {name: [round(entry[name], 5) if isinstance(entry[name], float) else entry[name] for entry in hours] for name in present}


def provenance(begins: list[dict], finished: str, config: dict) -> dict:
    """When it ended (UTC), what every start of the run logged, without repetition, in order, and what was read."""
    def distinct(name: str) -> list:
        return list(dict.fromkeys(begin[name] for begin in begins))
    return {
        "finished": finished,
        "machines": distinct("machine"),
        "torch": distinct("torch"),
        "recipeCommits": distinct("commit"),
        "text": [
            {"source": source, "passesPerEpoch": passes, "licence": LICENCES[source]}
            for source, passes in config["data"]["passes_per_epoch"].items()
        ],
    }


def curve(name: str, log: list[dict], config: dict) -> dict:
    """The whole file. A log without a "begin" entry cannot say where it was made."""
    kinds = {kind: [entry for entry in log if entry["kind"] == kind] for kind in ("begin", "train", "heldout")}
    missing = [kind for kind, entries in kinds.items() if not entries]
    if missing:
        raise SystemExit(f"{name}'s log has no {' and no '.join(missing)} entry: a run of the present train.py writes them, a resumed one too.")
    heldout = [entry for at, entry in enumerate(kinds["heldout"]) if at == 0 or entry["step"] > kinds["heldout"][at - 1]["step"]]
    return {
        "name": name,
        "train": columns(condense(kinds["train"]), ("loss", "softLoss", "rateShare")),
        "heldout": columns(heldout, ("heldoutNatsPerToken", "heldoutNatsPerCharacter", "validationNatsPerToken", "validationNatsPerCharacter")),
        "stations": config["training"].get("stations", []),
        "provenance": provenance(kinds["begin"], log[-1]["at"], config),
        "config": config,
    }


def as_text(content: dict) -> str:
    """JSON with a line for each column, so that a difference can be read."""
    def lines(value, depth: int) -> str:
        if isinstance(value, dict):
            inner = ",\n".join(f"{'  ' * (depth + 1)}{json.dumps(key)}: {lines(part, depth + 1)}" for key, part in value.items())
            return f"{{\n{inner}\n{'  ' * depth}}}"
        return json.dumps(value, ensure_ascii=False)
    return lines(content, 0) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("runs", type=Path, nargs="+")
    parser.add_argument("--name", help="for a single run; otherwise each folder's own")
    parser.add_argument("--out", type=Path, default=PROJECT / "content/training")
    parser.add_argument("--unfinished", action="store_true", help="take a run that has not come to its end (to look at, not to commit)")
    arguments = parser.parse_args()
    if arguments.name and len(arguments.runs) > 1:
        parser.error("--name is for one run")
    arguments.out.mkdir(parents=True, exist_ok=True)
    for folder in arguments.runs:
        saved = checkpoint.load(folder / "checkpoint.pt")
        if not (arguments.unfinished or Schedule(**saved["schedule"]).is_over(saved["step"])):
            parser.error(f"{folder} is still in training (step {saved['step']}); --unfinished takes it as it is")
        name = arguments.name or folder.resolve().name
        path = arguments.out / f"{name}.json"
        path.write_text(as_text(curve(name, read_log(folder / "log.jsonl"), saved["config"])))
        print(f"{path}: {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
