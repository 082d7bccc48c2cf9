"""Export a Llama model in the Hugging Face layout to ONNX, in the folder layout that transformers.js reads.

    python scripts/export_onnx.py public/models/pocket-5m OUT --check test/goldens/pocket-5m.json
    python scripts/export_onnx.py --test-model test/fixtures/onnx/pocket-test

Needs numpy and onnx; --check and --test-model need onnxruntime too, and --test-model tokenizers (tried with numpy 2.4.6, onnx 1.23.2,
onnxruntime 1.32.0, tokenizers 0.22).

The graph has the inputs and outputs of Optimum's exports: input_ids (B, T), attention_mask (B, past + T), position_ids (B, T),
past_key_values.N.key and .value (B, kvHeads, past, headDim) -> logits (B, T, vocab), present.N.key and .value. It uses plain ONNX
operators alone, weights in float32.
"""

import argparse
import json
import struct
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

OPSET = 17
BEGIN_TOKEN = "<|endoftext|>"


def read_safetensors(path: Path) -> dict[str, np.ndarray]:
    """Every tensor of a float16 or float32 safetensors file, as float32."""
    data = path.read_bytes()
    (length,) = struct.unpack("<Q", data[:8])
    header = json.loads(data[8 : 8 + length])
    kinds = {"F16": np.float16, "F32": np.float32}
    tensors = {}
    for name, entry in header.items():
        if name == "__metadata__":
            continue
        begin, end = entry["data_offsets"]
        values = np.frombuffer(data[8 + length + begin : 8 + length + end], kinds[entry["dtype"]])
        tensors[name] = values.reshape(entry["shape"]).astype(np.float32)
    return tensors


class Graph:
    """Nodes and initialisers, each named by what it is."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.initialisers: dict[str, onnx.TensorProto] = {}

    def constant(self, name: str, values: np.ndarray) -> str:
        if name not in self.initialisers:
            self.initialisers[name] = numpy_helper.from_array(np.ascontiguousarray(values), name)
        return name

    def integers(self, *values: int) -> str:
        return self.constant("int64_" + "_".join(map(str, values)), np.array(values, np.int64))

    def run(self, operator: str, inputs: list[str], output: str, outputs: int = 1, **attributes) -> str | list[str]:
        names = [output] if outputs == 1 else [f"{output}.{index}" for index in range(outputs)]
        self.nodes.append(helper.make_node(operator, inputs, names, name=output, **attributes))
        return names[0] if outputs == 1 else names


def rms_norm(graph: Graph, x: str, weight: str, epsilon: float, name: str) -> str:
    square = graph.run("Mul", [x, x], f"{name}/square")
    mean = graph.run("ReduceMean", [square], f"{name}/mean", axes=[-1], keepdims=1)
    shifted = graph.run("Add", [mean, graph.constant("epsilon", np.array(epsilon, np.float32))], f"{name}/shifted")
    root = graph.run("Sqrt", [shifted], f"{name}/root")
    return graph.run("Mul", [graph.run("Div", [x, root], f"{name}/unit"), weight], f"{name}/scaled")


def rotate(graph: Graph, x: str, cos: str, sin: str, half: int, name: str) -> str:
    """RoPE in the Hugging Face order: the first half of a head is paired with the second. x (B, heads, T, headDim)"""
    first, second = graph.run("Split", [x, graph.integers(half, half)], f"{name}/halves", outputs=2, axis=-1)
    turned = graph.run("Concat", [graph.run("Neg", [second], f"{name}/negative"), first], f"{name}/turned", axis=-1)
    return graph.run("Add", [graph.run("Mul", [x, cos], f"{name}/cos"), graph.run("Mul", [turned, sin], f"{name}/sin")], f"{name}/rotated")


def build(config: dict, tensors: dict[str, np.ndarray]) -> onnx.ModelProto:
    layers, heads, kv_heads = config["num_hidden_layers"], config["num_attention_heads"], config["num_key_value_heads"]
    dim, vocab, context = config["hidden_size"], config["vocab_size"], config["max_position_embeddings"]
    head_dim = config.get("head_dim", dim // heads)
    epsilon, group = config["rms_norm_eps"], heads // kv_heads
    graph = Graph()

    def linear(x: str, name: str, output: str) -> str:
        return graph.run("MatMul", [x, graph.constant(name, tensors[name].T)], output)

    def split_heads(x: str, count: int, name: str) -> str:
        rows = graph.run("Reshape", [x, graph.integers(0, 0, count, head_dim)], f"{name}/rows")
        return graph.run("Transpose", [rows], f"{name}/heads", perm=[0, 2, 1, 3])

    def repeat_heads(x: str, name: str) -> str:
        """(B, kvHeads, S, headDim) -> (B, heads, S, headDim): each key/value head serves `group` heads."""
        if group == 1:
            return x
        apart = graph.run("Unsqueeze", [x, graph.integers(2)], f"{name}/apart")
        wide = graph.run("Expand", [apart, graph.integers(1, 1, group, 1, 1)], f"{name}/wide")
        return graph.run("Reshape", [wide, graph.integers(0, heads, -1, head_dim)], f"{name}/repeated")

    frequencies = 1.0 / config["rope_theta"] ** (np.arange(0, head_dim, 2, dtype=np.float64) / head_dim)
    angles = np.outer(np.arange(context), np.concatenate([frequencies, frequencies]))
    cos, sin = (
        graph.run("Unsqueeze", [graph.run("Gather", [graph.constant(f"{name}_table", table.astype(np.float32)), "position_ids"], f"{name}/rows"), graph.integers(1)], name)
        for name, table in (("cos", np.cos(angles)), ("sin", np.sin(angles)))
    )

    # bias (B, 1, T, S): 0 where a token may look, very negative where it may not: later tokens, and masked ones.
    one = graph.constant("one", np.array(1, np.int64))
    zero = graph.constant("zero", np.array(0, np.int64))
    length = graph.run("Gather", [graph.run("Shape", ["attention_mask"], "mask/shape"), one], "mask/length")
    past = graph.run("Gather", [graph.run("Shape", ["past_key_values.0.key"], "past/shape"), graph.constant("two", np.array(2, np.int64))], "past/length")
    queries = graph.run("Unsqueeze", [graph.run("Range", [past, length, one], "queries"), graph.integers(1)], "queries/column")
    keys = graph.run("Unsqueeze", [graph.run("Range", [zero, length, one], "keys"), graph.integers(0)], "keys/row")
    causal = graph.run("LessOrEqual", [keys, queries], "causal")
    present = graph.run("Unsqueeze", [graph.run("Cast", ["attention_mask"], "mask/bool", to=TensorProto.BOOL), graph.integers(1, 2)], "mask/present")
    seen = graph.run("And", [causal, present], "seen")
    nothing, never = graph.constant("nothing", np.array(0, np.float32)), graph.constant("never", np.array(-1e9, np.float32))
    bias = graph.run("Where", [seen, nothing, never], "bias")

    embedding = graph.constant("model.embed_tokens.weight", tensors["model.embed_tokens.weight"])
    hidden = graph.run("Gather", [embedding, "input_ids"], "embedded")
    scale = graph.constant("scale", np.array(head_dim**-0.5, np.float32))
    for layer in range(layers):
        prefix = f"model.layers.{layer}"
        norm = graph.constant(f"{prefix}.input_layernorm.weight", tensors[f"{prefix}.input_layernorm.weight"])
        x = rms_norm(graph, hidden, norm, epsilon, f"{layer}/attention/norm")
        q = split_heads(linear(x, f"{prefix}.self_attn.q_proj.weight", f"{layer}/q"), heads, f"{layer}/q")
        k = split_heads(linear(x, f"{prefix}.self_attn.k_proj.weight", f"{layer}/k"), kv_heads, f"{layer}/k")
        v = split_heads(linear(x, f"{prefix}.self_attn.v_proj.weight", f"{layer}/v"), kv_heads, f"{layer}/v")
        q, k = (rotate(graph, each, cos, sin, head_dim // 2, f"{layer}/{name}") for each, name in ((q, "q"), (k, "k")))
        k = graph.run("Concat", [f"past_key_values.{layer}.key", k], f"present.{layer}.key", axis=2)
        v = graph.run("Concat", [f"past_key_values.{layer}.value", v], f"present.{layer}.value", axis=2)
        turned = graph.run("Transpose", [repeat_heads(k, f"{layer}/keys")], f"{layer}/keys/turned", perm=[0, 1, 3, 2])
        scores = graph.run("Mul", [graph.run("MatMul", [q, turned], f"{layer}/products"), scale], f"{layer}/scores")
        weights = graph.run("Softmax", [graph.run("Add", [scores, bias], f"{layer}/masked")], f"{layer}/weights", axis=-1)
        mixed = graph.run("MatMul", [weights, repeat_heads(v, f"{layer}/values")], f"{layer}/mixed")
        rows = graph.run("Transpose", [mixed], f"{layer}/mixed/rows", perm=[0, 2, 1, 3])
        joined = graph.run("Reshape", [rows, graph.integers(0, 0, heads * head_dim)], f"{layer}/joined")
        hidden = graph.run("Add", [hidden, linear(joined, f"{prefix}.self_attn.o_proj.weight", f"{layer}/o")], f"{layer}/attended")

        norm = graph.constant(f"{prefix}.post_attention_layernorm.weight", tensors[f"{prefix}.post_attention_layernorm.weight"])
        x = rms_norm(graph, hidden, norm, epsilon, f"{layer}/feed-forward/norm")
        gate = linear(x, f"{prefix}.mlp.gate_proj.weight", f"{layer}/gate")
        silu = graph.run("Mul", [gate, graph.run("Sigmoid", [gate], f"{layer}/sigmoid")], f"{layer}/silu")
        product = graph.run("Mul", [silu, linear(x, f"{prefix}.mlp.up_proj.weight", f"{layer}/up")], f"{layer}/product")
        hidden = graph.run("Add", [hidden, linear(product, f"{prefix}.mlp.down_proj.weight", f"{layer}/down")], f"{layer}/out")

    norm = graph.constant("model.norm.weight", tensors["model.norm.weight"])
    normed = rms_norm(graph, hidden, norm, epsilon, "norm")
    if config.get("tie_word_embeddings"):
        head = graph.run("Transpose", [embedding], "head", perm=[1, 0])
    else:
        head = graph.constant("lm_head.weight", tensors["lm_head.weight"].T)
    graph.run("MatMul", [normed, head], "logits")

    def value(name: str, kind: int, shape: list) -> onnx.ValueInfoProto:
        return helper.make_tensor_value_info(name, kind, shape)

    def cache(name: str, length_name: str) -> list[onnx.ValueInfoProto]:
        return [value(f"{name}.{layer}.{part}", TensorProto.FLOAT, ["batch_size", kv_heads, length_name, head_dim]) for layer in range(layers) for part in ("key", "value")]

    inputs = [
        value("input_ids", TensorProto.INT64, ["batch_size", "sequence_length"]),
        value("attention_mask", TensorProto.INT64, ["batch_size", "total_sequence_length"]),
        value("position_ids", TensorProto.INT64, ["batch_size", "sequence_length"]),
        *cache("past_key_values", "past_sequence_length"),
    ]
    outputs = [value("logits", TensorProto.FLOAT, ["batch_size", "sequence_length", vocab]), *cache("present", "total_sequence_length")]
    made = helper.make_graph(graph.nodes, config.get("model_type", "llama"), inputs, outputs, list(graph.initialisers.values()))
    model = helper.make_model(made, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=8, producer_name="forward-pass")
    onnx.checker.check_model(model)
    return model


def begins_with(tokenizer: dict, begin: str, begin_id: int) -> dict:
    """The same tokenizer, which now also puts the begin token in front of a text: what our own engine does by itself."""
    special = {"SpecialToken": {"id": begin, "type_id": 0}}
    processor = {
        "type": "TemplateProcessing",
        "single": [special, {"Sequence": {"id": "A", "type_id": 0}}],
        "pair": [special, {"Sequence": {"id": "A", "type_id": 0}}, {"Sequence": {"id": "B", "type_id": 0}}],
        "special_tokens": {begin: {"id": begin, "ids": [begin_id], "tokens": [begin]}},
    }
    return {**tokenizer, "post_processor": processor}


def write_folder(folder: Path, config: dict, tokenizer: dict, tokenizer_config: dict, generation_config: dict, model: onnx.ModelProto) -> None:
    (folder / "onnx").mkdir(parents=True, exist_ok=True)
    for name, content in (("config", config), ("tokenizer", tokenizer), ("tokenizer_config", tokenizer_config), ("generation_config", generation_config)):
        (folder / f"{name}.json").write_text(json.dumps(content, ensure_ascii=False) + "\n", encoding="utf-8")
    onnx.save(model, folder / "onnx" / "model.onnx")
    print(f"{folder}: {(folder / 'onnx' / 'model.onnx').stat().st_size:,} bytes of model")


class Session:
    """A model under onnxruntime, one token at a time behind the prompt, with its cache."""

    def __init__(self, model: onnx.ModelProto, config: dict) -> None:
        import onnxruntime

        self.session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
        heads = config["num_attention_heads"]
        empty = np.zeros((1, config["num_key_value_heads"], 0, config.get("head_dim", config["hidden_size"] // heads)), np.float32)
        self.cache = {f"past_key_values.{layer}.{part}": empty for layer in range(config["num_hidden_layers"]) for part in ("key", "value")}
        self.held = 0

    def read(self, ids: list[int]) -> np.ndarray:
        """Logits (T, vocab) of the tokens read."""
        total = self.held + len(ids)
        feeds = {
            "input_ids": np.array([ids], np.int64),
            "attention_mask": np.ones((1, total), np.int64),
            "position_ids": np.arange(self.held, total, dtype=np.int64)[None],
            **self.cache,
        }
        logits, *cache = self.session.run(None, feeds)
        self.cache = dict(zip(self.cache, cache))
        self.held = total
        return logits[0]


def check(model: onnx.ModelProto, config: dict, goldens: dict, tie: float = 0.01) -> None:
    """Greedy tokens against PyTorch's; where the two best logits are nearer than `tie`, the golden's choice is taken and the step told."""
    for case in goldens["cases"]:
        session = Session(model, config)
        row = session.read(case["prompt_ids"])[-1]
        ties = 0
        for step, expected in enumerate(case["greedy_ids"]):
            second, best = np.partition(row, -2)[-2:]
            if int(row.argmax()) != expected:
                if best - second >= tie:
                    raise SystemExit(f"{case['prompt']!r}: token {step} is {int(row.argmax())}, and {expected} in the golden.")
                ties += 1
            if session.held == config["max_position_embeddings"]:
                break
            row = session.read([expected])[-1]
        print(f"{case['prompt']!r}: {len(case['greedy_ids'])} greedy tokens as in the golden, {ties} of them near-ties")


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
    golden = {"note": "made by scripts/export_onnx.py: greedy tokens and logits of the test model by a plain numpy forward pass in float64", "cases": []}
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
    from tokenizers import Tokenizer

    encoder = Tokenizer.from_str(json.dumps(tokenizer))
    if chat:
        return encoder.encode(f"<|user|>{text}<|end|><|assistant|>", add_special_tokens=False).ids
    return encoder.encode(text).ids


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("model", type=Path, nargs="?", help="folder with config.json, tokenizer.json, tokenizer_config.json, model.safetensors")
    parser.add_argument("out", type=Path, nargs="?", help="folder to write")
    parser.add_argument("--check", type=Path, help="goldens to hold the export against")
    parser.add_argument("--test-model", type=Path, help="write the small test model into this folder instead")
    options = parser.parse_args()
    if options.test_model:
        make_test_model(options.test_model, Path(__file__).parent.parent / "public/models/pocket-5m")
        return
    if not options.model or not options.out:
        parser.error("a model folder and a folder to write are needed")
    config = json.loads((options.model / "config.json").read_text())
    tokenizer = json.loads((options.model / "tokenizer.json").read_text(encoding="utf-8"))
    tokenizer_config = json.loads((options.model / "tokenizer_config.json").read_text())
    model = build(config, read_safetensors(options.model / "model.safetensors"))
    if options.check:
        check(model, config, json.loads(options.check.read_text()))
    ends = {"bos_token_id": config["bos_token_id"], "eos_token_id": config["eos_token_id"]}
    write_folder(options.out, config, begins_with(tokenizer, BEGIN_TOKEN, config["bos_token_id"]), tokenizer_config, ends, model)


if __name__ == "__main__":
    main()
