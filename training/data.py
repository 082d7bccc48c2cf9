"""Corpus -> cleaned stories -> rows of token ids, fresh for every epoch.

    python training/data.py            prints what each source gives and what was dropped

The full TinyStories is 200 times larger than the excerpt in shared/corpus; `POCKET_CORPUS` names another folder in the same
format where it can be had. Nothing read here is written into the project.
"""

import argparse
import json
import os
import random
import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from names import NameSwaps
from ranges import begin_elsewhere, say_where

END = 0
SEPARATOR = "<|endoftext|>"
PROJECT = Path(__file__).resolve().parent.parent
VIOLENT = re.compile(
    r"\b(guns?|kill(?:s|ed|ing)?|murder\w*|blood(?:y)?|died|dead|suicide|shot|shooting|corpse|stabbed)\b", re.IGNORECASE
)
TINYSTORIES = ("tinystories", "tinystories_truecased")
SHARED_WORDS = 30
SHORTEST_TAIL = 32


def shared_folder() -> Path:
    return Path(os.environ.get("POCKET_SHARED", PROJECT.parent / "shared"))


def corpus_folder() -> Path:
    return Path(os.environ.get("POCKET_CORPUS", shared_folder() / "corpus"))


def load_tokenizer() -> Tokenizer:
    return Tokenizer.from_file(str(shared_folder() / "models/pocket-seed/tokenizer.json"))


def read_stories(path: Path) -> list[str]:
    """The stories of one file, without the separator lines and the newlines around them."""
    return [story for part in path.read_text(encoding="utf-8").split(SEPARATOR) if (story := part.strip("\n"))]


def word_runs(story: str) -> set[int]:
    """Hashes of every run of SHARED_WORDS words, whatever their case."""
    words = story.lower().split()
    return {hash(tuple(words[at : at + SHARED_WORDS])) for at in range(len(words) - SHARED_WORDS + 1)}


@dataclass(frozen=True)
class Corpus:
    """Stories by source, split; `dropped` counts what was left out, and why."""

    training: dict[str, list[str]]
    validation: list[str]
    heldout: list[str]
    dropped: dict[str, dict[str, int]]


def load_corpus(sources: list[str], validation_stories: int, seed: int) -> Corpus:
    """Reads and cleans; the validation stories are taken out of TinyStories by `seed`, before any copy is made."""
    folder = corpus_folder()
    heldout = read_stories(folder / "heldout.txt")
    heldout_runs = set().union(*map(word_runs, heldout))
    training, dropped = {}, {}
    for source in sources:
        stories = read_stories(folder / f"{source}.txt")
        violent = [story for story in stories if VIOLENT.search(story)]
        unwanted = set(violent)
        shared = [story for story in stories if story not in unwanted and word_runs(story) & heldout_runs]
        unwanted.update(shared)
        unique = dict.fromkeys(story for story in stories if story not in unwanted)
        training[source] = list(unique)
        dropped[source] = {
            "violent": len(violent),
            "sharedWithHeldout": len(shared),
            "repeated": len(stories) - len(violent) - len(shared) - len(unique),
        }
    order = random.Random(seed)
    order.shuffle(training["tinystories"])
    validation = training["tinystories"][:validation_stories]
    training["tinystories"] = training["tinystories"][validation_stories:]
    return Corpus(training, validation, heldout, dropped)


def cut(ids: list[int], length: int) -> list[list[int]]:
    """Begin + story + end, in pieces of at most length + 1 ids; a piece's first id is only ever an input, so a later piece
    repeats its forerunner's last. A tail too short to teach anything is left out."""
    whole = [END, *ids, END]
    pieces = [whole[at : at + length + 1] for at in range(0, len(whole) - 1, length)]
    return [piece for at, piece in enumerate(pieces) if at == 0 or len(piece) > SHORTEST_TAIL]


def pack(pieces: list[list[int]], length: int, order: random.Random) -> np.ndarray:
    """Rows [n, length + 1] of whole pieces, best fit first, so that nearly every row begins where a story begins; what stays
    free at a row's end is -1. A piece that joins a row gives up its begin token: the end before it is the begin token.
    A piece that begins within a story can only open a row."""
    room_of: dict[int, list[int]] = {}
    rows: list[list[int]] = []
    for piece in sorted(pieces, key=lambda piece: (piece[0] == END, -len(piece))):
        joined = len(piece) - 1
        room = next((room for room in range(joined, length + 1) if room_of.get(room)), None)
        if piece[0] != END or room is None:
            at, room = len(rows), length
            rows.append([piece[0]])
        else:
            at = room_of[room].pop()
        rows[at].extend(piece[1:])
        room_of.setdefault(room - joined, []).append(at)
    order.shuffle(rows)
    packed = np.full((len(rows), length + 1), -1, dtype=np.int16)
    for at, row in enumerate(rows):
        packed[at, : len(row)] = row
    return packed


class Epochs:
    """`rows(epoch)`: the rows of one epoch, the same on every machine for the same seed."""

    def __init__(self, corpus: Corpus, settings: dict, length: int):
        self.corpus = corpus
        self.settings = settings
        self.length = length
        self.tokenizer = load_tokenizer()
        swappable = [story for source in TINYSTORIES for story in corpus.training.get(source, [])]
        self.swaps = NameSwaps(swappable, settings["names_kept"], settings["names_from_wide_list"])

    def rows(self, epoch: int) -> np.ndarray:
        """int16 [n, length + 1], -1 where nothing is to be learned."""
        source = random.Random(f"{self.settings['seed']}-{epoch}")
        stories = []
        for name, passes in self.settings["passes_per_epoch"].items():
            available = self.corpus.training[name]
            chosen = available if passes == 1 else source.sample(available, round(passes * len(available)))
            stories += [self._vary(story, source) if name in TINYSTORIES else story for story in chosen]
        source.shuffle(stories)
        pieces = [piece for encoding in self.tokenizer.encode_batch(stories) for piece in cut(encoding.ids, self.length)]
        return pack(pieces, self.length, source)

    def _vary(self, story: str, source: random.Random) -> str:
        story = self.swaps.swap(story, source)
        # A share of nothing draws no random number: rows of a run that began before there were shares stay what they were.
        if self.settings.get("places", 0) and source.random() < self.settings["places"]:
            story = say_where(story, source)
        if self.settings.get("openings", 0) and source.random() < self.settings["openings"]:
            story = begin_elsewhere(story, source)
        return story


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--config", type=Path, default=PROJECT / "training/configs/pocket-5m.json")
    arguments = parser.parse_args()
    config = json.loads(arguments.config.read_text())
    settings = config["data"]
    corpus = load_corpus(list(settings["passes_per_epoch"]), settings["validation_stories"], settings["seed"])
    for source, stories in corpus.training.items():
        print(json.dumps({"source": source, "stories": len(stories), "dropped": corpus.dropped[source]}))
    rows = Epochs(corpus, settings, config["training"]["sequence_length"]).rows(0)
    print(json.dumps({"epochRows": len(rows), "epochTokens": int((rows[:, 1:] >= 0).sum()), "filled": float((rows >= 0).mean())}))


if __name__ == "__main__":
    main()
