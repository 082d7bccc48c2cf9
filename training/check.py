"""Quick checks of the recipe, without a test runner; exits with 1 and says which failed.

    python training/check.py
"""

import json
import random
import re
import sys
import tempfile
from pathlib import Path

import numpy as np
import torch

import checkpoint
import curves
from data import END, PROJECT, TINYSTORIES, VIOLENT, Epochs, cut, load_corpus, load_tokenizer, pack, shared_folder
from distil import Teacher, fingerprint, hard_and_soft_loss, objective
from evaluate import encode_stories, score
from model import Llama, ModelShape, load_model
from muon import orthogonalise
from names import WORD, NameSwaps
from ranges import begin_elsewhere, say_where
from schedule import Schedule
from students import compare
from train import Examiner, Run, learn

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


def a_later_beginning_is_the_end_of_the_story(corpus) -> None:
    source = random.Random(5)
    stories = corpus.training["tinystories"][:300]
    later = [begin_elsewhere(story, source) for story in stories]
    assert all(story.endswith(rest) and len(rest) >= len(story) / 2 for story, rest in zip(stories, later))
    assert sum(rest != story for story, rest in zip(stories, later)) > 250
    assert all((len(story) - len(rest)) == 0 or story[: len(story) - len(rest)].count('"') % 2 == 0 for story, rest in zip(stories, later))
    assert begin_elsewhere("One sentence", source) == "One sentence"


def only_a_town_that_lies_nowhere_is_given_a_place(_) -> None:
    source = random.Random(5)
    assert re.fullmatch(r"They lived in a small town (?:in|near|by|on|at) .+, in a house\.", say_where("They lived in a small town, in a house.", source))
    for story in ("They lived in a town called Rin.", "They lived in a forest."):
        assert say_where(story, source) == story


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
    assert Schedule.planned(10, steps=150, descent_share=1 / 3) == schedule


SMALL = {"hidden_size": 32, "intermediate_size": 64, "num_attention_heads": 4, "num_key_value_heads": 2, "num_hidden_layers": 2}


def small_config() -> dict:
    config = json.loads((PROJECT / "training/configs/pocket-5m.json").read_text())
    config["model"].update(SMALL)
    assert config["training"]["dropout"] > 0, "without dropout no random numbers are drawn, and less is checked"
    return config


def small_teacher(seed: int) -> Teacher:
    torch.manual_seed(seed)
    model = Llama(ModelShape.from_config(small_config()["model"])).eval().requires_grad_(False)
    return Teacher(model, temperature=2.0, soft_share=0.5, sha256=fingerprint(model))


def follow(run: Run, parts: np.ndarray) -> list[dict[str, float]]:
    figures = []
    for part in parts:
        run.set_rates()
        figures.append(learn(run, part))
    return figures


def a_resumed_run_goes_on_exactly(corpus) -> None:
    rows = np.random.default_rng(1).integers(1, 2048, (6, 2, 65)).astype(np.int16)
    for teacher in (None, small_teacher(5)):
        whole = follow(Run(small_config(), None, teacher), rows)
        run = Run(small_config(), None, teacher)
        begun = follow(run, rows[:3])
        with tempfile.TemporaryDirectory() as folder:
            checkpoint.save(run.content(), Path(folder) / "checkpoint.pt")
            torch.manual_seed(99)
            resumed = Run(small_config(), checkpoint.load(Path(folder) / "checkpoint.pt"), teacher)
        # As train.py does, between loading and learning: it must not use up the run's random numbers.
        Examiner(resumed.model.shape, {"validation": corpus.validation[:1]}).examine(resumed)
        assert begun + follow(resumed, rows[3:]) == whole


def a_run_keeps_its_teacher(_) -> None:
    saved = Run(small_config(), None, small_teacher(5)).content()
    for other in (None, small_teacher(6)):
        try:
            Run(small_config(), saved, other)
        except SystemExit:
            continue
        raise AssertionError(f"resumed with {other and 'another' or 'no'} teacher")


def a_teacher_is_only_looked_at(_) -> None:
    """The student descends, the teacher does not change, and it costs what its own shape says."""
    rows = np.random.default_rng(2).integers(1, 2048, (1, 2, 65)).astype(np.int16)
    teacher = small_teacher(5)
    run = Run(small_config(), None, teacher)
    figures = follow(run, rows)[0]
    assert fingerprint(teacher.model) == teacher.sha256 and figures["softLoss"] > 0
    assert 3 * run.teacher_flops == run.flops > 0, "student and teacher of one shape: a forward pass is a third of a step"


def a_student_that_equals_its_teacher_learns_nothing_from_it(_) -> None:
    torch.manual_seed(3)
    logits, targets = torch.randn(6, 50, dtype=torch.float64, requires_grad=True), torch.randint(0, 50, (6,))
    for temperature in (1, 2.5):
        _, soft = hard_and_soft_loss(logits, logits.detach(), targets, temperature)
        (gradient,) = torch.autograd.grad(soft, logits)
        assert abs(soft.item()) < 1e-12 and gradient.abs().max() < 1e-12


def a_soft_share_of_nothing_is_the_plain_loss(_) -> None:
    torch.manual_seed(3)
    model, teacher = small_teacher(5).model, small_teacher(6).model
    tokens, targets = torch.randint(0, 2048, (2, 2, 33))
    targets[:, -5:] = -1
    for temperature in (1, 3):
        hard, soft = hard_and_soft_loss(model(tokens).flatten(0, 1), teacher(tokens).flatten(0, 1), targets.flatten(), temperature)
        assert torch.allclose(objective(hard, soft, 0.0), model.loss(tokens, targets), atol=1e-5)
        assert torch.allclose(objective(hard, soft, 1.0), soft) and soft > 0


def positions_without_a_target_do_not_count(_) -> None:
    torch.manual_seed(3)
    logits, teacher_logits = torch.randn(2, 8, 50)
    targets = torch.randint(0, 50, (8,))
    alone = hard_and_soft_loss(logits[:5], teacher_logits[:5], targets[:5], 2)
    targets[5:] = -1
    assert torch.allclose(torch.stack(hard_and_soft_loss(logits, teacher_logits, targets, 2)), torch.stack(alone))


def a_hot_soft_loss_is_half_the_variance_of_the_difference(_) -> None:
    """Hinton, Vinyals, Dean 2015, section 2.1: at high temperature distilling is matching logits, and T^2 keeps its size."""
    torch.manual_seed(3)
    logits, teacher_logits = torch.randn(2, 4, 50, dtype=torch.float64)
    expected = (logits - teacher_logits).var(dim=-1, correction=0).mean() / 2
    for temperature in (1e3, 1e4):
        _, soft = hard_and_soft_loss(logits, teacher_logits, torch.zeros(4, dtype=torch.long), temperature)
        assert abs(soft / expected - 1) < 10 / temperature, (temperature, soft, expected)


def student_and_twin_differ_in_the_teacher_alone(_) -> None:
    student, twin = (json.loads((PROJECT / f"training/configs/{name}.json").read_text()) for name in ("pocket-1m", "pocket-1m-scratch"))
    assert student.pop("teacher")["soft_share"] > 0 and student == twin
    stations = twin["training"]["stations"]
    assert len(stations) == 6 and stations == sorted(set(stations)) and (stations[0], stations[-1]) == (0, twin["training"]["steps"])
    assert Llama(ModelShape.from_config(twin["model"])).parameter_count() == 1_049_728


def a_teacher_that_helped_is_said_to_have_helped(_) -> None:
    """Each seed's student against the same seed's twin; positive where the student's loss is the lower."""
    def scored(loss: float) -> dict:
        return {"text": "a text", "natsPerToken": loss, "natsPerCharacter": loss / 4}
    summary = compare(scored(1.0), [(scored(1.8), scored(2.0)), (scored(2.1), scored(2.0)), (scored(1.9), scored(2.0))])
    helped, percent = summary["natsPerToken"]["helped"], summary["natsPerToken"]["helpedPercent"]
    assert np.allclose(helped["values"], (0.2, -0.1, 0.1)) and np.isclose(helped["mean"], 0.2 / 3) and np.allclose(percent["values"], (10, -5, 5))
    assert np.isclose(helped["spread"], np.std((0.2, -0.1, 0.1), ddof=1)) and np.isclose(summary["natsPerCharacter"]["helped"]["mean"], 0.05 / 3)


def a_curve_is_short_and_complete(_) -> None:
    costs = [{"coreSeconds": 7200.0 * step, "flops": 10**12 * step} for step in range(451)]
    log = [{"kind": "begin", "step": 0, "machine": "a", "torch": "b", "commit": "c"}]
    log += [{"kind": "train", "step": step, "tokens": 100 * step, "loss": float(step), "rateShare": 1.0, **costs[step]} for step in range(1, 451)]
    log += [{"kind": "heldout", "step": step, "tokens": 100 * step, "heldoutNatsPerToken": 2.0, **costs[step]} for step in (0, 450, 450)]
    log[-1]["at"] = "2026-11-23T11:00Z"
    made = curves.curve("a run", log, small_config())
    train, heldout = made["train"], made["heldout"]
    assert {len(column) for column in train.values()} == {150} and train["step"][:2] == [3, 6] and train["loss"][:2] == [2.0, 5.0]
    assert train["twoCoreHours"][0] == 3.0 and heldout["step"] == [0, 450]
    assert json.loads(curves.as_text(made)) == made and made["provenance"]["finished"] == "2026-11-23T11:00Z"


CHECKS = (
    the_seed_scores_as_its_maker_says,
    the_seed_computes_its_golden_logits,
    a_cached_pass_gives_the_logits_of_the_whole,
    padding_does_not_change_a_score,
    nothing_held_out_is_trained_on,
    rows_hold_every_id_once,
    an_epoch_is_the_same_twice_and_differs_from_the_next,
    names_are_swapped_consistently,
    a_later_beginning_is_the_end_of_the_story,
    only_a_town_that_lies_nowhere_is_given_a_place,
    muon_makes_matrices_orthogonal,
    the_schedule_rises_stays_and_descends,
    a_resumed_run_goes_on_exactly,
    a_run_keeps_its_teacher,
    a_teacher_is_only_looked_at,
    a_student_that_equals_its_teacher_learns_nothing_from_it,
    a_soft_share_of_nothing_is_the_plain_loss,
    positions_without_a_target_do_not_count,
    a_hot_soft_loss_is_half_the_variance_of_the_difference,
    student_and_twin_differ_in_the_teacher_alone,
    a_teacher_that_helped_is_said_to_have_helped,
    a_curve_is_short_and_complete,
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
