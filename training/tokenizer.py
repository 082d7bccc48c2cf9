"""Trains a byte-level BPE tokenizer on the cleaned corpus and compares it with the seed's, on text that neither has seen.

    python training/tokenizer.py [--write FOLDER]

2,048 tokens with the GPT-2 pre-tokeniser and all 256 bytes in the alphabet, `<|endoftext|>` = 0: as the seed's. What counts is
how many characters a token holds: a context of 512 tokens, and a second of decoding, hold so many times more.
"""

import argparse
import json
import os
from pathlib import Path

# Training would take every core; these few seconds are not worth it.
os.environ.setdefault("RAYON_NUM_THREADS", "1")

from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers

from data import PROJECT, SEPARATOR, load_corpus, load_tokenizer, read_stories

VOCABULARY = 2048


def train_tokenizer(stories: list[str], vocabulary: int = VOCABULARY) -> Tokenizer:
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=True)
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=vocabulary, special_tokens=[SEPARATOR], initial_alphabet=pre_tokenizers.ByteLevel.alphabet(), show_progress=False
    )
    tokenizer.train_from_iterator(stories, trainer)
    return tokenizer


def characters_per_token(tokenizer: Tokenizer, stories: list[str]) -> float:
    """End tokens not counted: they are the same for every tokenizer."""
    tokens = sum(len(encoding.ids) for encoding in tokenizer.encode_batch(stories, add_special_tokens=False))
    return sum(map(len, stories)) / tokens


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--config", type=Path, default=PROJECT / "training/configs/pocket-5m.json", help="whose sources are read")
    parser.add_argument("--write", type=Path, help="a folder that gets the new tokenizer.json")
    arguments = parser.parse_args()
    data = json.loads(arguments.config.read_text())["data"]
    corpus = load_corpus(list(data["passes_per_epoch"]), data["validation_stories"], data["seed"])
    ours, seeds = train_tokenizer([story for stories in corpus.training.values() for story in stories]), load_tokenizer()
    common = len(ours.get_vocab().keys() & seeds.get_vocab().keys())
    print(f"{common} of {ours.get_vocab_size()} tokens are in the seed's vocabulary too")
    # Not our validation stories: the seed's tokenizer was trained on them.
    texts = {"heldout.txt": corpus.heldout, "evaluation stories": read_stories(PROJECT / "public/evaluation/stories.txt")}
    for name, stories in texts.items():
        new, old = characters_per_token(ours, stories), characters_per_token(seeds, stories)
        print(f"{name}: {new:.4f} characters per token, the seed's {old:.4f} ({100 * (new / old - 1):+.2f} %)")
    if arguments.write:
        arguments.write.mkdir(parents=True, exist_ok=True)
        ours.save(str(arguments.write / "tokenizer.json"))


if __name__ == "__main__":
    main()
