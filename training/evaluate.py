"""Held-out loss of a model folder or of a training checkpoint.

    python training/evaluate.py /work/shared/models/pocket-seed
    python training/evaluate.py training/runs/pocket-5m/checkpoint.pt [--weights average|last]

Each story is scored whole, up to the context's length: the begin token is given, the end token is scored where the story
ends inside the context. Nats per token divides by scored tokens (end tokens among them), nats per character by the
characters of the scored tokens' text (an end token has none).
"""

import argparse
import json
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
        encoding = tokenizer.encode(story)
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
    """A model folder, or a checkpoint's averaged or last weights."""
    if path.is_dir():
        return load_model(path)
    saved = torch.load(path, map_location="cpu", weights_only=False)
    model = Llama(ModelShape.from_config(saved["config"]["model"]))
    model.load_state_dict(saved["average" if weights == "average" else "model"])
    return model.eval()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("models", type=Path, nargs="+")
    parser.add_argument("--weights", choices=("average", "last"), default="average")
    parser.add_argument("--text", type=Path, default=corpus_folder() / "heldout.txt")
    arguments = parser.parse_args()
    tokenizer = load_tokenizer()
    for path in arguments.models:
        model = load_any(path, arguments.weights)
        stories = encode_stories(tokenizer, read_stories(arguments.text), model.shape.max_position_embeddings)
        print(json.dumps({"model": str(path), "text": arguments.text.name, **score(model, stories)}))


if __name__ == "__main__":
    main()
