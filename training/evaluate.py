"""Held-out loss of model folders and training checkpoints, in one table.

    python training/evaluate.py ../shared/models/pocket-seed training/runs/pocket-5m/checkpoint.pt [--weights average|last]
    python training/evaluate.py public/models/pocket-5m --text public/evaluation/stories.txt [--text FILE ...] [--json]

Each story is scored whole, up to the context's length: the begin token is given, the end token is scored where the story
ends inside the context. Nats per token divides by scored tokens (end tokens among them), nats per character by the
characters of the scored tokens' text (an end token has none).
"""

import argparse
import json
import math
from pathlib import Path

import torch
import torch.nn.functional as F
from tokenizers import Tokenizer

from data import END, corpus_folder, load_tokenizer, read_stories
from model import Llama, ModelShape, load_model


def encode_stories(tokenizer: Tokenizer, stories: list[str], context: int) -> list[tuple[list[int], int]]:
    """(begin + story + end, cut to context + 1 ids; characters of what is scored) for each story."""
    encoded = []
    for story in stories:
        encoding = tokenizer.encode(story, add_special_tokens=False)
        ids = ([END] + encoding.ids + [END])[: context + 1]
        last = min(len(encoding.ids), context)
        encoded.append((ids, encoding.offsets[last - 1][1]))
    return encoded


@torch.no_grad()
def score(model: Llama, stories: list[tuple[list[int], int]]) -> dict:
    """Total and mean negative log-probability of encoded stories, at the precision that the caller has set."""
    was_training = model.training
    model.eval()
    nats = 0.0
    tokens = 0
    for begin in range(0, len(stories), 10):
        part = [ids for ids, _ in sorted(stories, key=lambda story: len(story[0]))[begin : begin + 10]]
        longest = max(map(len, part))
        inputs = torch.full((len(part), longest - 1), END)
        targets = torch.full((len(part), longest - 1), -1)
        for row, ids in enumerate(part):
            inputs[row, : len(ids) - 1] = torch.tensor(ids[:-1])
            targets[row, : len(ids) - 1] = torch.tensor(ids[1:])
        logits = model(inputs).float()
        nats += F.cross_entropy(logits.flatten(0, 1), targets.flatten(), ignore_index=-1, reduction="sum").item()
        tokens += int((targets >= 0).sum())
    model.train(was_training)
    characters = sum(count for _, count in stories)
    return {
        "stories": len(stories),
        "tokens": tokens,
        "characters": characters,
        "natsPerToken": nats / tokens,
        "natsPerCharacter": nats / characters,
    }


def load_any(path: Path, weights: str) -> Llama:
    """A model folder, or the averaged or last weights of a checkpoint (a station or an epoch's end has averaged ones alone)."""
    if path.is_dir():
        return load_model(path)
    if not path.exists():
        raise SystemExit(f"There is no model at {path}: name a model folder or a checkpoint (.pt).")
    saved = torch.load(path, map_location="cpu", weights_only=False)
    key = "average" if weights == "average" else "model"
    if key not in saved:
        raise SystemExit(f"{path} holds averaged weights alone: leave out --weights last.")
    model = Llama(ModelShape.from_config(saved["config"]["model"]))
    model.load_state_dict(saved[key])
    return model.eval()


def evaluate(model: Llama, texts: list[Path]) -> list[dict]:
    """A row for each file of stories, in the format of the corpus."""
    tokenizer = load_tokenizer()
    rows = []
    for text in texts:
        scored = score(model, encode_stories(tokenizer, read_stories(text), model.shape.max_position_embeddings))
        rows.append({"text": text.name, "parameters": model.parameter_count(), **scored, "perplexity": math.exp(scored["natsPerToken"])})
    return rows


def table(rows: list[dict]) -> str:
    """Rows of `model` and what `evaluate` gives, as aligned text."""
    heads = ("model", "text", "parameters", "tokens", "nats/token", "nats/character", "perplexity")
    lines = [
        (row["model"], row["text"], f"{row['parameters']:,}", f"{row['tokens']:,}", f"{row['natsPerToken']:.4f}", f"{row['natsPerCharacter']:.4f}", f"{row['perplexity']:.3f}")
        for row in rows
    ]
    widths = [max(map(len, column)) for column in zip(heads, *lines)]
    aligned = [[cell.ljust(width) if at < 2 else cell.rjust(width) for at, (cell, width) in enumerate(zip(line, widths))] for line in (heads, *lines)]
    return "\n".join("  ".join(line) for line in aligned)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("models", type=Path, nargs="+")
    parser.add_argument("--weights", choices=("average", "last"), default="average")
    parser.add_argument("--text", type=Path, action="append", help="stories to score, as often as wanted; heldout.txt by itself")
    parser.add_argument("--json", action="store_true", help="a list of rows in place of the table")
    parser.add_argument("--threads", type=int)
    arguments = parser.parse_args()
    if arguments.threads:
        torch.set_num_threads(arguments.threads)
    texts = arguments.text or [corpus_folder() / "heldout.txt"]
    rows = [{"model": str(path), **row} for path in arguments.models for row in evaluate(load_any(path, arguments.weights), texts)]
    print(json.dumps(rows, indent=1) if arguments.json else table(rows))


if __name__ == "__main__":
    main()
