"""The small ONNX model of the site's tests: random weights behind the pocket tokenizer, in the folder layout of transformers.js.

    python training/onnx_test_model.py test/fixtures/onnx/pocket-test

Its graph is the one of exporting/onnx_graph.py; its goldens come from a plain numpy forward pass in float64, which shares no code with it.
"""

import argparse
import json
from pathlib import Path

import numpy as np
import onnx
from tokenizers import Tokenizer

from data import PROJECT
from exporting.hugging_face import BEGIN_TOKEN, begins_with
from exporting.onnx_graph import build
from exporting.onnx_session import Session

TEST_CONFIG = {
    "architectures": ["LlamaForCausalLM"],
    "model_type": "llama",
    "hidden_size": 32,
    "intermediate_size": 64,
    "num_hidden_layers": 2,
    "num_attention_heads": 4,
    "num_key_value_heads": 2,
    "head_dim": 8,
    "max_position_embeddings": 64,
    "rope_theta": 10000.0,
    "rms_norm_eps": 1e-05,
    "hidden_act": "silu",
    "tie_word_embeddings": True,
    "attention_bias": False,
    "mlp_bias": False,
    "bos_token_id": 0,
}
TEST_TEMPLATE = "{% for message in messages %}<|{{ message['role'] }}|>{{ message['content'] }}<|end|>{% endfor %}{% if add_generation_prompt %}<|assistant|>{% endif %}"
TEST_PROMPTS = {"plain": "Once upon a time", "chat": "Tell me a story."}


def plain_numpy(config: dict, tensors: dict[str, np.ndarray], ids: list[int]) -> np.ndarray:
    """Logits (T, vocab) by loops and float64, without ONNX: what the export is held against."""
    heads, kv_heads = config["num_attention_heads"], config["num_key_value_heads"]
    head_dim, length = config["head_dim"], len(ids)
    weights = {name: values.astype(np.float64) for name, values in tensors.items()}

    def norm(x: np.ndarray, name: str) -> np.ndarray:
        return x / np.sqrt((x * x).mean(-1, keepdims=True) + config["rms_norm_eps"]) * weights[name]

    def rope(x: np.ndarray) -> np.ndarray:
        out, half = x.copy(), head_dim // 2
        for position in range(length):
            for pair in range(half):
                angle = position / config["rope_theta"] ** (2 * pair / head_dim)
                a, b = x[position, pair], x[position, pair + half]
                out[position, pair], out[position, pair + half] = a * np.cos(angle) - b * np.sin(angle), b * np.cos(angle) + a * np.sin(angle)
        return out

    hidden = weights["model.embed_tokens.weight"][ids]
    for layer in range(config["num_hidden_layers"]):
        prefix = f"model.layers.{layer}"
        x = norm(hidden, f"{prefix}.input_layernorm.weight")
        q, k, v = (x @ weights[f"{prefix}.self_attn.{each}_proj.weight"].T for each in "qkv")
        mixed = np.zeros((length, heads * head_dim))
        for head in range(heads):
            own = slice(head * head_dim, (head + 1) * head_dim)
            shared = head * kv_heads // heads
            theirs = slice(shared * head_dim, (shared + 1) * head_dim)
            queries, keys, values = rope(q[:, own]), rope(k[:, theirs]), v[:, theirs]
            for t in range(length):
                scores = keys[: t + 1] @ queries[t] / np.sqrt(head_dim)
                share = np.exp(scores - scores.max())
                mixed[t, own] = share / share.sum() @ values[: t + 1]
        hidden = hidden + mixed @ weights[f"{prefix}.self_attn.o_proj.weight"].T
        x = norm(hidden, f"{prefix}.post_attention_layernorm.weight")
        gate = x @ weights[f"{prefix}.mlp.gate_proj.weight"].T
        hidden = hidden + (gate / (1 + np.exp(-gate)) * (x @ weights[f"{prefix}.mlp.up_proj.weight"].T)) @ weights[f"{prefix}.mlp.down_proj.weight"].T
    return norm(hidden, "model.norm.weight") @ weights["model.embed_tokens.weight"].T


def write_folder(folder: Path, config: dict, tokenizer: dict, tokenizer_config: dict, generation_config: dict, model: onnx.ModelProto) -> None:
    (folder / "onnx").mkdir(parents=True, exist_ok=True)
    for name, content in (("config", config), ("tokenizer", tokenizer), ("tokenizer_config", tokenizer_config), ("generation_config", generation_config)):
        (folder / f"{name}.json").write_text(json.dumps(content, ensure_ascii=False) + "\n", encoding="utf-8")
    onnx.save(model, folder / "onnx" / "model.onnx")
    print(f"{folder}: {(folder / 'onnx' / 'model.onnx').stat().st_size:,} bytes of model")


def make_test_model(folder: Path, models: Path) -> None:
    """A tiny model with random weights: it writes nonsense, always the same. Its end tokens are two that it does write after the chat prompt and none after the plain one."""
    tokenizer = json.loads((models / "tokenizer.json").read_text(encoding="utf-8"))
    first = len(tokenizer["model"]["vocab"])
    chat_tokens = ["<|user|>", "<|assistant|>", "<|end|>"]
    flags = {"single_word": False, "lstrip": False, "rstrip": False, "normalized": False, "special": True}
    tokenizer["added_tokens"] += [{"id": first + index, "content": content, **flags} for index, content in enumerate(chat_tokens)]
    tokenizer = begins_with(tokenizer, BEGIN_TOKEN, 0)
    config = {**TEST_CONFIG, "vocab_size": first + len(chat_tokens)}

    dim, hidden, vocab = config["hidden_size"], config["intermediate_size"], config["vocab_size"]
    q, kv = config["num_attention_heads"] * config["head_dim"], config["num_key_value_heads"] * config["head_dim"]
    shapes = {"model.embed_tokens.weight": (vocab, dim), "model.norm.weight": (dim,)}
    for layer in range(config["num_hidden_layers"]):
        prefix = f"model.layers.{layer}"
        shapes |= {f"{prefix}.{name}.weight": (dim,) for name in ("input_layernorm", "post_attention_layernorm")}
        shapes |= {f"{prefix}.self_attn.{name}_proj.weight": shape for name, shape in (("q", (q, dim)), ("k", (kv, dim)), ("v", (kv, dim)), ("o", (dim, q)))}
        shapes |= {f"{prefix}.mlp.{name}_proj.weight": shape for name, shape in (("gate", (hidden, dim)), ("up", (hidden, dim)), ("down", (dim, hidden)))}
    random = np.random.default_rng(7)
    tensors = {
        name: (np.ones(shape) if len(shape) == 1 else random.normal(0, 1 if "embed" in name else 2.5 / np.sqrt(shape[1]), shape)).astype(np.float32)
        for name, shape in shapes.items()
    }
    model = build(config, tensors)

    prompts = {name: test_ids(tokenizer, text, chat=name == "chat") for name, text in TEST_PROMPTS.items()}
    golden = {"note": "made by training/onnx_test_model.py: greedy tokens and logits of the test model by a plain numpy forward pass in float64", "cases": []}
    for name, ids in prompts.items():
        written: list[int] = []
        for _ in range(24):
            row = plain_numpy(config, tensors, ids + written)[-1]
            second, best = np.partition(row, -2)[-2:]
            assert best - second > 0.01, "a near-tie: choose another seed"
            written.append(int(row.argmax()))
        logits = plain_numpy(config, tensors, ids)[-1]
        theirs = Session(model, config).read(ids)[-1]
        error = float(((theirs - logits) ** 2).sum() / (logits**2).sum())
        assert error < 1e-9, error
        top = np.argsort(-logits)[:10]
        golden["cases"].append({"name": name, "prompt": TEST_PROMPTS[name], "promptIds": ids, "greedyIds": written, "topLogits": [[int(id), float(logits[id])] for id in top]})
        print(name, ids, written, f"export against numpy: {error:.1e}")

    plain, chat = (case["greedyIds"] for case in golden["cases"])
    ends = [id for index, id in enumerate(chat) if index >= 4 and id not in plain and id not in chat[:index]][:1]
    assert ends, "no token to end on: choose another seed"
    config["eos_token_id"] = [0, first + 2, *ends]
    golden["endId"] = ends[0]
    tokenizer_config = {"tokenizer_class": "PreTrainedTokenizerFast", "bos_token": BEGIN_TOKEN, "eos_token": "<|end|>", "model_max_length": config["max_position_embeddings"], "clean_up_tokenization_spaces": False, "chat_template": TEST_TEMPLATE}
    write_folder(folder, config, tokenizer, tokenizer_config, {"bos_token_id": 0, "eos_token_id": config["eos_token_id"]}, model)
    (folder / "golden.json").write_text(json.dumps(golden, indent=1) + "\n", encoding="utf-8")


def test_ids(tokenizer: dict, text: str, chat: bool) -> list[int]:
    """Ids of a prompt by the `tokenizers` package, the one that trained the vocabulary."""
    encoder = Tokenizer.from_str(json.dumps(tokenizer))
    if chat:
        return encoder.encode(f"<|user|>{text}<|end|><|assistant|>", add_special_tokens=False).ids
    return encoder.encode(text).ids


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="to write into")
    make_test_model(parser.parse_args().folder, PROJECT / "public/models/pocket-5m")


if __name__ == "__main__":
    main()
