"""Checks of the exporter on a tiny random model, without a test runner: `python training/export.py --check`.

They hold each format against the model in PyTorch by reading it back with the format's own library; whole runtimes are strangers.py's.
"""

import json
import tempfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import onnx
import torch
from gguf import GGUFReader, quants
from onnx import numpy_helper
from tokenizers import Tokenizer

from data import END, shared_folder
from exporting import budget, hugging_face
from exporting.four_bits import BLOCK, nearest_codes, search_blocks
from exporting.gguf_files import MATRICES, file_name, gguf_name, gguf_tensors, interleave, write_gguf
from exporting.model_card import fill, power_of_ten, write_card
from exporting.onnx_files import FILES, write_onnx
from exporting.onnx_session import Session
from exporting.served import LOADED, files_to_serve, publish, write_manifest
from exporting.source import ExportError, Source, read_json, read_source, sha256, to_half
from model import Llama, ModelShape, load_model, rotate, rotation

TOKENIZER = shared_folder() / "models/pocket-seed/tokenizer.json"
NAME = "tiny"
SHAPE = ModelShape(
    vocab_size=2048, hidden_size=64, intermediate_size=96, num_hidden_layers=2, num_attention_heads=4, num_key_value_heads=2,
    max_position_embeddings=64, rope_theta=10000.0, rms_norm_eps=1e-5,
)
IDS = [END, 412, 426, 259, 388, 392, 281]
LOSS_OF = {"F16": 0.0, "Q8_0": 1e-4, "Q4_0": 1e-2}
"""Squared error of stored against given values, over their squares: what so many bits a block of 32 allow for normal values."""
LOSS_OF_Q8 = 3e-4
"""The same where a whole column or the whole embedding shares a scale."""
LOSS_OF_LOGITS = {"fp32": 1e-9, "q8": 1e-2, "q4": 0.2}
"""Of whole runs; random weights forgive nothing, so that the bits themselves are held to closer bounds, above."""


def random_source(folder: Path) -> Source:
    """A checkpoint with random weights, written and read as a run's would be."""
    torch.manual_seed(3)
    model = Llama(SHAPE)
    with torch.no_grad():
        for weight in model.parameters():
            weight.normal_(1.0 if weight.ndim == 1 else 0.0, 0.1 if weight.ndim == 1 else weight.shape[-1] ** -0.5)
    weights = {name: weight.detach() for name, weight in model.named_parameters()}
    torch.save({"config": {"model": SHAPE.as_dict()}, "average": weights, "step": 5}, folder / "station.pt")
    return read_source(folder / "station.pt", "average")


def relative_loss(values: np.ndarray, truth: np.ndarray) -> float:
    return float(((values - truth) ** 2).sum() / (truth**2).sum())


def refused(action) -> bool:
    try:
        action()
    except ExportError:
        return True
    return False


def safetensors_hold_the_source_in_float16(folder: Path, source: Source) -> None:
    read = dict(load_model(folder).named_parameters())
    assert read.keys() == source.halves.keys()
    assert all(torch.equal(read[name], half.float()) for name, half in source.halves.items())
    again = read_source(folder, "average")
    assert all(torch.equal(again.halves[name], half) for name, half in source.halves.items())


def what_float16_cannot_hold_is_refused(*_) -> None:
    assert refused(lambda: to_half("large", torch.tensor([70000.0])))
    assert refused(lambda: to_half("none", torch.tensor([float("nan")])))
    assert refused(lambda: read_source(Path("nowhere.pt"), "average"))


def another_models_tokenizer_is_refused(folder: Path, source: Source) -> None:
    wider = replace(source, shape=replace(SHAPE, vocab_size=4096))
    assert refused(lambda: hugging_face.write_hugging_face(folder / "wider", wider, TOKENIZER))


def the_tokenizer_begins_with_the_begin_token(folder: Path, _) -> None:
    text = "Once upon a time there was"
    ours, seeds = Tokenizer.from_file(str(folder / "tokenizer.json")), Tokenizer.from_file(str(TOKENIZER))
    assert ours.encode(text).ids == [END, *seeds.encode(text).ids]
    assert ours.encode(text, add_special_tokens=False).ids == seeds.encode(text).ids


def onnx_gives_the_models_logits_with_and_without_its_cache(folder: Path, source: Source) -> None:
    with torch.no_grad():
        truth = load_model(folder)(torch.tensor([IDS]))[0].numpy()
    settings = read_json(folder / "config.json")
    for dtype, path in FILES.items():
        session = Session(str(folder / path), settings)
        stepped = np.concatenate([session.read(IDS[:3]), *(session.read([token]) for token in IDS[3:])])
        whole = Session(str(folder / path), settings).read(IDS)
        for logits in (whole, stepped):
            assert relative_loss(logits, truth) < LOSS_OF_LOGITS[dtype], (dtype, relative_loss(logits, truth))


def constants(path: Path) -> dict[str, np.ndarray]:
    return {tensor.name: numpy_helper.to_array(tensor) for tensor in onnx.load(path).graph.initializer}


def q8_holds_every_matrix(folder: Path, source: Source) -> None:
    stored, truths = constants(folder / FILES["q8"]), matrices(source)
    in_blocks = {name for name in truths if ".down_proj." in name}
    assert truths.keys() - in_blocks == {name.removesuffix("_quantized") for name in stored if name.endswith("_quantized")}
    assert in_blocks == {name.removesuffix("_Q8") for name in stored if name.endswith("_Q8")}
    for name, truth in truths.items():
        if name in in_blocks:
            values = stored[f"{name}_Q8"].astype(np.float32) - 128
            loss = relative_loss(times_scales(values, stored[f"{name}_scales"], truth), truth)
        else:
            zero, scale = stored[f"{name}_zero_point"].astype(np.float32), stored[f"{name}_scale"]
            loss = relative_loss((stored[f"{name}_quantized"] - zero) * scale, truth)
        assert loss < LOSS_OF_Q8, (name, loss)


def times_scales(values: np.ndarray, scales: np.ndarray, truth: np.ndarray) -> np.ndarray:
    """[columns, blocks, BLOCK] and a scale a block -> [in, out], as `truth` is"""
    return (values * scales.reshape(*values.shape[:2], 1)).reshape(truth.shape[1], -1).T


def q4_holds_every_matrix_but_the_embedding(folder: Path, source: Source) -> None:
    stored, truths = constants(folder / FILES["q4"]), matrices(source)
    embedding = truths.pop("model.embed_tokens.weight")
    assert np.array_equal(stored["model.embed_tokens.weight"], embedding)
    assert truths.keys() == {name.removesuffix("_Q4") for name in stored if name.endswith("_Q4")}
    for name, truth in truths.items():
        packed = stored[f"{name}_Q4"]  # [columns, blocks, 16]: the lower half of a byte comes first
        values = np.stack([packed & 15, packed >> 4], axis=-1).reshape(*packed.shape[:2], BLOCK).astype(np.float32) - 8
        loss = relative_loss(times_scales(values, stored[f"{name}_scales"], truth), truth)
        assert loss < LOSS_OF["Q4_0"], (name, loss)


def searched_scales_are_never_worse_than_the_largest_values(_, source: Source) -> None:
    for truth in matrices(source).values():
        blocks = truth.T.reshape(-1, BLOCK)
        scales, codes = search_blocks(blocks, np.float32)
        usual = np.take_along_axis(blocks, np.abs(blocks).argmax(axis=1)[:, None], axis=1)[:, 0] / -8
        found = ((blocks - (codes - 8.0) * scales[:, None]) ** 2).sum(axis=1)
        assert (found <= ((blocks - nearest_codes(blocks, usual) * usual[:, None]) ** 2).sum(axis=1) * (1 + 1e-6)).all()
    assert not search_blocks(np.zeros(BLOCK), np.float16)[0].any()


def matrices(source: Source) -> dict[str, np.ndarray]:
    """Every matrix as the graph holds it, [in, out], the embedding as it is; and the head, which is a constant of its own there."""
    held = {name: half.float().numpy().T for name, half in source.halves.items() if half.ndim == 2}
    head = held["model.embed_tokens.weight"]
    return {**held, "model.embed_tokens.weight": head.T, "lm_head.weight": head}


def gguf_holds_every_tensor(folder: Path, source: Source) -> None:
    given = gguf_tensors(source)
    for kind in MATRICES:
        stored = {tensor.name: tensor for tensor in GGUFReader(folder / file_name(NAME, kind)).tensors}
        assert stored.keys() == given.keys() and "output.weight" not in stored
        for name, truth in given.items():
            tensor = stored[name]
            assert tuple(reversed(tensor.shape.tolist())) == truth.shape, name
            loss = relative_loss(quants.dequantize(tensor.data, tensor.tensor_type).reshape(truth.shape), truth)
            assert loss <= (0.0 if truth.ndim == 1 else LOSS_OF[kind]), (kind, name, loss)


def gguf_says_what_llama_cpp_asks(folder: Path, source: Source) -> None:
    fields = GGUFReader(folder / file_name(NAME, "F16")).fields
    said = {name: field.contents() for name, field in fields.items()}
    assert said["general.architecture"] == "llama" and said["tokenizer.ggml.model"] == "gpt2" and said["tokenizer.ggml.pre"] == "gpt-2"
    assert said["llama.attention.head_count"] == 4 and said["llama.attention.head_count_kv"] == 2 and said["llama.rope.dimension_count"] == 16
    assert said["tokenizer.ggml.bos_token_id"] == said["tokenizer.ggml.eos_token_id"] == END and said["tokenizer.ggml.add_bos_token"] is True
    tokenizer = Tokenizer.from_file(str(TOKENIZER))
    assert said["tokenizer.ggml.tokens"] == [tokenizer.id_to_token(token) for token in range(SHAPE.vocab_size)]
    assert said["tokenizer.ggml.token_type"][:2] == [3, 1] and len(said["tokenizer.ggml.merges"]) == 1791


def turn_neighbours(x: np.ndarray) -> np.ndarray:
    """RoPE as llama.cpp's llama architecture does it: x [T, headDim], value 2i turned with value 2i + 1."""
    positions, size = x.shape
    angles = np.outer(np.arange(positions), SHAPE.rope_theta ** -(np.arange(0, size, 2) / size))
    even, odd = x[:, 0::2], x[:, 1::2]
    turned = np.empty_like(x)
    turned[:, 0::2] = even * np.cos(angles) - odd * np.sin(angles)
    turned[:, 1::2] = odd * np.cos(angles) + even * np.sin(angles)
    return turned


def interleaved_matrices_give_the_same_attention(_, source: Source) -> None:
    x = torch.randn(6, SHAPE.hidden_size, generator=torch.Generator().manual_seed(4))
    cosine, sine = (table[:6] for table in rotation(SHAPE))
    matrices = {part: source.halves[f"model.layers.1.self_attn.{part}_proj.weight"].float() for part in "qk"}
    heads = {"q": SHAPE.num_attention_heads, "k": SHAPE.num_key_value_heads}
    ours = [rotate((x @ matrices[part].T).view(1, 6, heads[part], -1).transpose(1, 2), cosine, sine)[0, 1].numpy() for part in "qk"]
    theirs = [
        turn_neighbours((x.numpy() @ interleave(matrices[part].numpy(), heads[part]).T).reshape(6, heads[part], -1)[:, 1]) for part in "qk"
    ]
    assert np.allclose(ours[0] @ ours[1].T, theirs[0] @ theirs[1].T, atol=1e-4)
    assert not np.allclose(ours[0], theirs[0], atol=1e-4), "the order of rows must differ"


def the_manifest_names_what_a_page_loads(folder: Path, _) -> None:
    named = json.loads((folder / "manifest.json").read_text())
    assert tuple(named) == LOADED
    assert all(entry == {"bytes": (folder / name).stat().st_size, "sha256": sha256(folder / name)} for name, entry in named.items())


def only_a_whole_export_is_published(folder: Path, _) -> None:
    assert refused(lambda: files_to_serve(folder, []))
    (folder / "model-card.md").write_text("# tiny\n")
    served = publish(folder, files_to_serve(folder, ["q4"]), folder / "models")
    assert {str(path.relative_to(served)) for path in served.rglob("*") if path.is_file()} == {
        *LOADED, "generation_config.json", "manifest.json", "model-card.md", "onnx/model_q4.onnx",
    }


def the_budget_counts_a_models_bytes_and_refuses_too_many(folder: Path, source: Source) -> None:
    assert budget.weight_bytes(SHAPE) == (folder / "model.safetensors").stat().st_size
    assert len(budget.check_budget({"all": budget.LIMIT})) == 2
    assert refused(lambda: budget.check_budget({"most": budget.LIMIT, "one": 1}))


def a_card_has_no_gap(*_) -> None:
    assert fill("$tokens tokens", {"tokens": "3.1 million"}) == "3.1 million tokens"
    assert refused(lambda: fill("$coreHours hours", {}))
    assert power_of_ten(17_260_000_000_000_000) == "1.73 × 10¹⁶"


def a_station_is_what_its_name_says(folder: Path, source: Source) -> None:
    assert refused(lambda: write_card(folder, "tiny-step-000006", source))
    assert refused(lambda: write_card(folder, NAME, replace(source, run=None)))


def a_tensor_that_llama_cpp_does_not_know_is_an_error(*_) -> None:
    try:
        gguf_name("model.layers.0.self_attn.q_norm.weight")
    except KeyError:
        return
    raise AssertionError("a tensor without a name there")


CHECKS = (
    safetensors_hold_the_source_in_float16,
    what_float16_cannot_hold_is_refused,
    another_models_tokenizer_is_refused,
    the_tokenizer_begins_with_the_begin_token,
    onnx_gives_the_models_logits_with_and_without_its_cache,
    q8_holds_every_matrix,
    q4_holds_every_matrix_but_the_embedding,
    searched_scales_are_never_worse_than_the_largest_values,
    gguf_holds_every_tensor,
    gguf_says_what_llama_cpp_asks,
    interleaved_matrices_give_the_same_attention,
    the_manifest_names_what_a_page_loads,
    only_a_whole_export_is_published,
    the_budget_counts_a_models_bytes_and_refuses_too_many,
    a_card_has_no_gap,
    a_station_is_what_its_name_says,
    a_tensor_that_llama_cpp_does_not_know_is_an_error,
)


def run_checks() -> int:
    """Prints a line a check; 1 if one failed, else 0."""
    failed = 0
    with tempfile.TemporaryDirectory() as place:
        source, folder = random_source(Path(place)), Path(place) / NAME
        hugging_face.write_hugging_face(folder, source, TOKENIZER)
        write_onnx(folder, source)
        write_gguf(folder, NAME, source)
        write_manifest(folder)
        for check in CHECKS:
            try:
                check(folder, source)
                print("ok    ", check.__name__.replace("_", " "))
            except AssertionError as error:
                failed += 1
                print("FAILED", check.__name__.replace("_", " "), error)
    return 1 if failed else 0
