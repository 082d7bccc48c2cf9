"""A Llama as an ONNX graph, in plain ONNX operators, weights in float32.

Inputs and outputs are those of Optimum's exports, which transformers.js expects: input_ids (B, T), attention_mask (B, past + T),
position_ids (B, T), past_key_values.N.key and .value (B, kvHeads, past, headDim) -> logits (B, T, vocab), present.N.key and
.value (B, kvHeads, past + T, headDim).
"""

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

OPSET = 17


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


def build(config: dict, tensors: dict[str, np.ndarray], own_head: bool = False) -> onnx.ModelProto:
    """`config`: the fields of a config.json. `tensors`: float32, by Hugging Face's names.
    `own_head`: a tied head becomes a constant of its own, since a quantiser reads constants, and no embedding turned at run time."""
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
    if not config.get("tie_word_embeddings"):
        head = graph.constant("lm_head.weight", tensors["lm_head.weight"].T)
    elif own_head:
        head = graph.constant("lm_head.weight", tensors["model.embed_tokens.weight"].T)
    else:
        head = graph.run("Transpose", [embedding], "head", perm=[1, 0])
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
