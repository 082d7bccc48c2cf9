"""GGUF files for llama.cpp: F16, Q8_0, Q4_0.

Format: https://github.com/ggml-org/ggml/blob/master/docs/gguf.md; keys and tensor names as llama.cpp's convert_hf_to_gguf.py
writes them for LlamaForCausalLM.
"""

from pathlib import Path

import numpy as np
from gguf import GGML_QUANT_VERSION, GGMLQuantizationType, GGUFWriter, LlamaFileType, TokenType, quants

from data import END
from exporting.four_bits import pack_q4_0
from exporting.source import Source, read_json
from model import ModelShape

MATRICES = {
    "F16": GGMLQuantizationType.F16,
    "Q8_0": GGMLQuantizationType.Q8_0,
    "Q4_0": GGMLQuantizationType.Q4_0,
}
EMBEDDING = {**MATRICES, "Q4_0": GGMLQuantizationType.Q8_0}
"""The embedding is the head too, where llama.cpp's own quantiser keeps more bits. In a Q4_0 file it takes Q6_K for rows of 256 and
Q8_0 for rows of 128; the gguf package cannot write Q6_K, so here it is Q8_0 always (2 bits a weight more, for pocket-5m 0.13 MB)."""
FILE_TYPE = {"F16": LlamaFileType.MOSTLY_F16, "Q8_0": LlamaFileType.MOSTLY_Q8_0, "Q4_0": LlamaFileType.MOSTLY_Q4_0}

LAYER_TENSORS = {
    "input_layernorm": "attn_norm",
    "self_attn.q_proj": "attn_q",
    "self_attn.k_proj": "attn_k",
    "self_attn.v_proj": "attn_v",
    "self_attn.o_proj": "attn_output",
    "post_attention_layernorm": "ffn_norm",
    "mlp.gate_proj": "ffn_gate",
    "mlp.up_proj": "ffn_up",
    "mlp.down_proj": "ffn_down",
}


def file_name(name: str, kind: str) -> str:
    return f"gguf/{name}-{kind}.gguf"


def gguf_name(name: str) -> str:
    """model.layers.0.mlp.up_proj.weight -> blk.0.ffn_up.weight; KeyError where llama.cpp knows no such tensor."""
    outside = {"model.embed_tokens.weight": "token_embd.weight", "model.norm.weight": "output_norm.weight"}
    if name in outside:
        return outside[name]
    _, _, layer, rest = name.split(".", 3)
    return f"blk.{layer}.{LAYER_TENSORS[rest.removesuffix('.weight')]}.weight"


def interleave(weight: np.ndarray, heads: int) -> np.ndarray:
    """Rows of a query or key matrix [heads * headDim, dim] in the order of llama.cpp's llama architecture, whose RoPE turns
    neighbours (0 with 1); Hugging Face's turns halves (0 with headDim / 2)."""
    rows, columns = weight.shape
    return weight.reshape(heads, 2, rows // heads // 2, columns).swapaxes(1, 2).reshape(rows, columns)


def gguf_tensors(source: Source) -> dict[str, np.ndarray]:
    """Float32 values by llama.cpp's names. No output.weight: where it is missing, llama.cpp takes the embedding."""
    heads = {"q_proj": source.shape.num_attention_heads, "k_proj": source.shape.num_key_value_heads}
    tensors = {}
    for name, half in source.halves.items():
        values = half.float().numpy()
        rotated = next((count for part, count in heads.items() if f".{part}." in name), None)
        tensors[gguf_name(name)] = values if rotated is None else interleave(values, rotated)
    return tensors


def tensor_type(name: str, values: np.ndarray, kind: str) -> GGMLQuantizationType:
    if values.ndim == 1:
        return GGMLQuantizationType.F32
    return (EMBEDDING if name == "token_embd.weight" else MATRICES)[kind]


def stored_bytes(values: np.ndarray, stored: GGMLQuantizationType) -> np.ndarray:
    """As the gguf package stores it, but for Q4_0, where its quantiser, like llama.cpp's without an importance matrix, does not search its scales."""
    return pack_q4_0(values) if stored == GGMLQuantizationType.Q4_0 else quants.quantize(values, stored)


def add_shape(writer: GGUFWriter, shape: ModelShape) -> None:
    writer.add_context_length(shape.max_position_embeddings)
    writer.add_embedding_length(shape.hidden_size)
    writer.add_block_count(shape.num_hidden_layers)
    writer.add_feed_forward_length(shape.intermediate_size)
    writer.add_head_count(shape.num_attention_heads)
    writer.add_head_count_kv(shape.num_key_value_heads)
    writer.add_layer_norm_rms_eps(shape.rms_norm_eps)
    writer.add_rope_freq_base(shape.rope_theta)
    writer.add_rope_dimension_count(shape.head_dim)
    writer.add_vocab_size(shape.vocab_size)


def add_tokenizer(writer: GGUFWriter, tokenizer: dict) -> None:
    """`tokenizer`: the content of a tokenizer.json, byte-level BPE with GPT-2's pre-tokeniser."""
    tokens = sorted(tokenizer["model"]["vocab"], key=tokenizer["model"]["vocab"].get)
    special = {token["content"] for token in tokenizer["added_tokens"]}
    merges = tokenizer["model"]["merges"]
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("gpt-2")
    writer.add_token_list(tokens)
    writer.add_token_types([TokenType.CONTROL if token in special else TokenType.NORMAL for token in tokens])
    writer.add_token_merges([merge if isinstance(merge, str) else " ".join(merge) for merge in merges])
    writer.add_bos_token_id(END)
    writer.add_eos_token_id(END)
    writer.add_add_bos_token(True)
    writer.add_add_eos_token(False)


def write_gguf(folder: Path, name: str, source: Source) -> None:
    """All three files, from the tokenizer.json that is in the folder already."""
    tokenizer = read_json(folder / "tokenizer.json")
    tensors = gguf_tensors(source)
    (folder / "gguf").mkdir(parents=True, exist_ok=True)
    for kind in MATRICES:
        writer = GGUFWriter(folder / file_name(name, kind), "llama")
        writer.add_type("model")
        writer.add_name(name)
        writer.add_license("mit")
        writer.add_file_type(FILE_TYPE[kind])
        writer.add_quantization_version(GGML_QUANT_VERSION)
        add_shape(writer, source.shape)
        add_tokenizer(writer, tokenizer)
        for tensor_name, values in tensors.items():
            stored = tensor_type(tensor_name, values, kind)
            writer.add_tensor(tensor_name, stored_bytes(values, stored), raw_dtype=stored)
        writer.write_header_to_file()
        writer.write_kv_data_to_file()
        writer.write_tensors_to_file()
        writer.close()
