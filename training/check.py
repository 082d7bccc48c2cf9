"""Quick checks of the recipe, without a test runner; exits with 1 and says which failed.

    python training/check.py
"""

import copy
import json
import random
import re
import sys
import tempfile
from pathlib import Path

import numpy as np
import torch

import checkpoint
from data import END, PROJECT, TINYSTORIES, VIOLENT, Epochs, cut, load_corpus, load_tokenizer, pack, shared_folder
from evaluate import encode_stories, score
from model import Llama, ModelShape, load_model
from muon import orthogonalise
from names import WORD, NameSwaps
from schedule import Schedule
from train import Run, learn

SEED_NATS_PER_TOKEN = 1.902
"""From the seed's own README: an independent evaluation of the same weights on the same text."""


def the_seed_scores_as_its_maker_says(corpus) -> None:
    model = load_model(shared_folder() / "models/pocket-seed")
    scored = score(model, encode_stories(load_tokenizer(), corpus.heldout, 512))
    assert abs(scored["natsPerToken"] - SEED_NATS_PER_TOKEN) < 0.001, scored


def the_seed_computes_its_golden_logits(_) -> None:
    folder = shared_folder() / "models/pocket-seed"
    golden = json.loads((folder / "golden.json").read_text())
    model = load_model(folder)
    for case in golden["cases"]:
        with torch.no_grad():
            logits = model(torch.tensor([case["prompt_ids"]]))[0, -1]
        ids, values = zip(*case["last_logits_top10"])
        assert torch.allclose(logits[list(ids)], torch.tensor(values), atol=2e-3), case["prompt"]


def a_cached_pass_gives_the_logits_of_the_whole(corpus) -> None:
    model = load_model(shared_folder() / "models/pocket-seed")
    ids = [END, *load_tokenizer().encode(corpus.heldout[0]).ids][:80]
    with torch.no_grad():
        whole = model(torch.tensor([ids]))[0]
        cache = model.new_cache()
        parts = [model(torch.tensor([ids[:30]]), cache)[0], *(model(torch.tensor([[id]]), cache)[0] for id in ids[30:])]
    assert torch.allclose(torch.cat(parts), whole, atol=1e-3), (torch.cat(parts) - whole).abs().max()


def padding_does_not_change_a_score(corpus) -> None:
    model = load_model(shared_folder() / "models/pocket-seed")
    stories = encode_stories(load_tokenizer(), corpus.heldout[:4], 512)
    together = score(model, stories)["natsPerToken"] * sum(len(ids) - 1 for ids, _ in stories)
    alone = sum(score(model, [story])["natsPerToken"] * (len(story[0]) - 1) for story in stories)
    assert abs(together - alone) < 0.01, (together, alone)


def nothing_held_out_is_trained_on(corpus) -> None:
    trained = {story for stories in corpus.training.values() for story in stories}
    assert not trained & set(corpus.heldout) and not trained & set(corpus.validation)
    assert len(corpus.heldout) == 100 and len(corpus.validation) == 150
    assert not any(VIOLENT.search(story) for story in trained)


def rows_hold_every_id_once(_) -> None:
    source = random.Random(3)
    stories = [[source.randrange(1, 2048) for _ in range(source.choice((5, 60, 200, 511, 512, 513, 1500)))] for _ in range(200)]
    pieces = [piece for ids in stories for piece in cut(ids, 512)]
    rows = pack(pieces, 512, source)
    targets = sorted(int(token) for token in rows[:, 1:].ravel() if token >= 0)
    assert targets == sorted(token for piece in pieces for token in piece[1:])
    assert not ((rows[:, 1:] == END) & (rows[:, :-1] == END)).any(), "an end token must not be learned after another"
    inside = rows >= 0
    assert (inside[:, :-1] | ~inside[:, 1:]).all(), "a row is filled from its beginning"


def an_epoch_is_the_same_twice_and_differs_from_the_next(corpus) -> None:
    settings = json.loads((PROJECT / "training/configs/pocket-5m.json").read_text())["data"]
    settings["passes_per_epoch"] = {"tinystories": 0.02, "pratham_storyweaver_en": 0.05}
    first, again = Epochs(corpus, settings, 512), Epochs(corpus, settings, 512)
    assert np.array_equal(first.rows(4), again.rows(4))
    assert not np.array_equal(first.rows(4)[:20], first.rows(5)[:20])


def names_are_swapped_consistently(corpus) -> None:
    swaps = NameSwaps([story for source in TINYSTORIES for story in corpus.training[source]], kept=0.0, wide=0.5)
    source = random.Random(5)
    for story in corpus.training["tinystories"][:200]:
        copied = swaps.swap(story, source)
        before, after = WORD.findall(story), WORD.findall(copied)
        pairs = set(zip(before, after))
        assert len(before) == len(after) and len(pairs) == len(set(before)) == len(set(after))
        assert not set(before) & set(after)
        assert re.sub(WORD, "", story) == re.sub(WORD, "", copied)


def muon_makes_matrices_orthogonal(_) -> None:
    torch.manual_seed(0)
    for shape in ((2, 256, 256), (2, 128, 256), (2, 704, 256), (2, 256, 704)):
        values = torch.linalg.svdvals(orthogonalise(torch.randn(shape)))
        # a square random matrix has a few singular values near zero, which five rounds cannot lift all the way
        assert values.max() < 1.3 and values.median() > 0.6, (shape, values.min(), values.max())


def the_schedule_rises_stays_and_descends(_) -> None:
    schedule = Schedule(10)
    assert schedule.share(0) == 0.1 and schedule.share(9) == schedule.share(10**6) == 1 and not schedule.is_over(10**9)
    schedule = Schedule(10, descent_begin=100, descent_steps=50)
    assert schedule.share(100) == 1 and schedule.share(125) == 0.5 and schedule.is_over(150) and not schedule.is_over(149)


def a_resumed_run_goes_on_exactly(_) -> None:
    config = json.loads((PROJECT / "training/configs/pocket-5m.json").read_text())
    config["model"].update(hidden_size=32, intermediate_size=64, num_attention_heads=4, num_key_value_heads=2, num_hidden_layers=2)
    rows = np.random.default_rng(1).integers(1, 2048, (6, 2, 65)).astype(np.int16)

    def follow(run: Run, parts) -> list[float]:
        losses = []
        for part in parts:
            run.set_rates()
            losses.append(learn(run, part))
        return losses

    whole = follow(Run(copy.deepcopy(config), None), rows)
    run = Run(copy.deepcopy(config), None)
    begun = follow(run, rows[:3])
    with tempfile.TemporaryDirectory() as folder:
        checkpoint.save(run.content(), Path(folder) / "checkpoint.pt")
        torch.manual_seed(99)
        resumed = Run(config, checkpoint.load(Path(folder) / "checkpoint.pt"))
    assert begun + follow(resumed, rows[3:]) == whole


CHECKS = (
    the_seed_scores_as_its_maker_says,
    the_seed_computes_its_golden_logits,
    a_cached_pass_gives_the_logits_of_the_whole,
    padding_does_not_change_a_score,
    nothing_held_out_is_trained_on,
    rows_hold_every_id_once,
    an_epoch_is_the_same_twice_and_differs_from_the_next,
    names_are_swapped_consistently,
    muon_makes_matrices_orthogonal,
    the_schedule_rises_stays_and_descends,
    a_resumed_run_goes_on_exactly,
)


def main() -> None:
    corpus = load_corpus(["tinystories", "tinystories_truecased", "pratham_storyweaver_en"], 150, 1)
    failed = 0
    for check in CHECKS:
        try:
            check(corpus)
            print("ok    ", check.__name__.replace("_", " "))
        except AssertionError as error:
            failed += 1
            print("FAILED", check.__name__.replace("_", " "), error)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
