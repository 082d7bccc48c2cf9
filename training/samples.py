"""Twenty samples for the model card: one for each of openings.txt, at temperature 0.7 from the full distribution, unedited.

    python training/samples.py training/exports/pocket-5m                     writes samples.md into that folder
    python training/samples.py training/runs/pocket-5m/checkpoint.pt --out FILE [--weights average|last]

Each is written to the end token or for 300 tokens, with a seed of its own; one thread, so that the text is the same again on the
same machine. No opening is in the corpus or in the evaluation stories. What is printed besides is mechanical and helps to judge:
whether a sample ends by itself, its sentences, and the longest run of words that comes twice in it.
"""

import argparse
import re
from dataclasses import dataclass
from pathlib import Path

import torch
from tokenizers import Tokenizer

from data import END, PROJECT, load_tokenizer
from evaluate import load_any
from generation import sampler, write
from model import Llama

OPENINGS = PROJECT / "training/openings.txt"
TEMPERATURE = 0.7
MOST_TOKENS = 300


@dataclass(frozen=True)
class Sample:
    opening: str
    seed: int
    written: str
    tokens: int
    """Of what was written, the end token among them."""
    ended: bool
    """By an end token of its own."""


def read_openings() -> list[str]:
    return OPENINGS.read_text().splitlines()


def draw(model: Llama, tokenizer: Tokenizer, opening: str, seed: int) -> Sample:
    ids = [END, *tokenizer.encode(opening, add_special_tokens=False).ids]
    written = [chosen for chosen, _ in write(model, ids, MOST_TOKENS, sampler(TEMPERATURE, seed))]
    return Sample(opening, seed, tokenizer.decode(written), len(written), written[-1] == END)


def longest_repeated_run(text: str) -> str:
    """The longest run of words that comes at least twice without overlap, whatever case and punctuation."""
    words = re.findall(r"[\w']+", text.lower())
    for length in range(len(words) // 2, 0, -1):
        first: dict[tuple[str, ...], int] = {}
        for at in range(len(words) - length + 1):
            run = tuple(words[at : at + length])
            if at - first.setdefault(run, at) >= length:
                return " ".join(run)
    return ""


def sentences(text: str) -> int:
    """Ends of sentences: . ! ? with any closing quote, before a space or the end."""
    return len(re.findall(r"[.!?]+[\"']?(?=\s|$)", text))


def quoted(text: str) -> str:
    """As a block quote in which Markdown sees no markup; a line break of the text begins a paragraph."""
    escaped = re.sub(r"([\\`*_{}\[\]<>#|~])", r"\\\1", text)
    return "\n>\n".join(f"> {line}" for line in escaped.split("\n") if line.strip())


def as_markdown(samples: list[Sample]) -> str:
    """The card's section: the opening in bold, what was written after it."""
    lines = [
        f"Twenty openings, one sample each, unedited: temperature {TEMPERATURE}, full distribution (no top-k, no top-p), seeds "
        f"{samples[0].seed} to {samples[-1].seed}, to the end token or {MOST_TOKENS} tokens; where a sample was cut there, “[…]” says so. Openings in bold.",
    ]
    for number, sample in enumerate(samples, 1):
        marked = quoted(f"\0{sample.opening}\0{sample.written.rstrip()}").replace("\0", "**")
        lines.append(f"### {number}\n\n{marked}{'' if sample.ended else ' […]'}")
    return "\n\n".join(lines) + "\n"


def as_report(samples: list[Sample]) -> str:
    rows = [f"{'':>2} {'tokens':>6} {'ends':>5} {'sentences':>9} {'repeated':>8}  longest repeated run of words"]
    for number, sample in enumerate(samples, 1):
        run = longest_repeated_run(sample.written)
        rows.append(
            f"{number:>2} {sample.tokens:>6} {'yes' if sample.ended else 'no':>5} {sentences(sample.written):>9} {len(run.split()):>8}  {run[:90]}"
        )
    ended = sum(sample.ended for sample in samples)
    return "\n".join([*rows, f"{ended} of {len(samples)} end by themselves"])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path, help="a model folder, or a checkpoint")
    parser.add_argument("--weights", choices=("average", "last"), default="average", help="of a checkpoint")
    parser.add_argument("--out", type=Path, help="the Markdown file; samples.md in the model's folder if not given")
    parser.add_argument("--seed", type=int, default=1, help="of the first opening; each further one has the next")
    arguments = parser.parse_args()
    if not arguments.out and not arguments.model.is_dir():
        parser.error("a checkpoint's samples need --out FILE")
    torch.set_num_threads(1)
    model = load_any(arguments.model, arguments.weights)
    own = arguments.model / "tokenizer.json"
    tokenizer = Tokenizer.from_file(str(own)) if own.exists() else load_tokenizer()
    samples = [draw(model, tokenizer, opening, seed) for seed, opening in enumerate(read_openings(), arguments.seed)]
    path = arguments.out or arguments.model / "samples.md"
    path.write_text(as_markdown(samples))
    print(as_report(samples))
    print(path)


if __name__ == "__main__":
    main()
