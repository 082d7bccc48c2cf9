"""The Hugging Face layout: config.json, tokenizer.json, tokenizer_config.json, generation_config.json, model.safetensors.

Read by the site's engine, by transformers, by transformers.js (with onnx/ beside them) and by llama.cpp's converter.
"""

import json
from pathlib import Path

import torch
from safetensors.torch import save

from data import END
from exporting.source import ExportError, Source, read_json
from model import ModelShape

BEGIN_TOKEN = "<|endoftext|>"

GENERATION = {
    "bos_token_id": END,
    "eos_token_id": END,
    "pad_token_id": END,
    "do_sample": True,
    "temperature": 0.7,
    "top_k": 0,
    "top_p": 1.0,
}
"""Drawn from the whole distribution (`top_k` 0 overrules transformers' default of 50), as the samples in the card are."""


def config(shape: ModelShape) -> dict:
    """What LlamaForCausalLM and the site's engine (lib/engine/model/config.ts) read."""
    return {
        "architectures": ["LlamaForCausalLM"],
        "model_type": "llama",
        "hidden_size": shape.hidden_size,
        "intermediate_size": shape.intermediate_size,
        "num_hidden_layers": shape.num_hidden_layers,
        "num_attention_heads": shape.num_attention_heads,
        "num_key_value_heads": shape.num_key_value_heads,
        "head_dim": shape.head_dim,
        "vocab_size": shape.vocab_size,
        "max_position_embeddings": shape.max_position_embeddings,
        "rope_theta": shape.rope_theta,
        "rms_norm_eps": shape.rms_norm_eps,
        "hidden_act": "silu",
        "tie_word_embeddings": True,
        "attention_bias": False,
        "mlp_bias": False,
        "bos_token_id": END,
        "eos_token_id": END,
        "dtype": "float16",
    }


def tokenizer_config(shape: ModelShape) -> dict:
    """`add_bos_token`: without it transformers.js's text generation leaves the begin token away, whatever tokenizer.json says.
    `model_input_names`: without it transformers makes token_type_ids too, which a Llama refuses."""
    return {
        "tokenizer_class": "PreTrainedTokenizerFast",
        "bos_token": BEGIN_TOKEN,
        "eos_token": BEGIN_TOKEN,
        "add_bos_token": True,
        "model_max_length": shape.max_position_embeddings,
        "model_input_names": ["input_ids", "attention_mask"],
        "clean_up_tokenization_spaces": False,
    }


def begins_with(tokenizer: dict, begin: str, begin_id: int) -> dict:
    """The same tokenizer, which now also puts the begin token in front of a text, as every other runtime expects; the
    site's engine asks for a text's tokens without it and puts it there itself."""
    special = {"SpecialToken": {"id": begin, "type_id": 0}}
    processor = {
        "type": "TemplateProcessing",
        "single": [special, {"Sequence": {"id": "A", "type_id": 0}}],
        "pair": [special, {"Sequence": {"id": "A", "type_id": 0}}, {"Sequence": {"id": "B", "type_id": 0}}],
        "special_tokens": {begin: {"id": begin, "ids": [begin_id], "tokens": [begin]}},
    }
    return {**tokenizer, "post_processor": processor}


def write_json(path: Path, content: dict) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def write_hugging_face(folder: Path, source: Source, tokenizer_path: Path) -> None:
    """`tokenizer_path`: the tokenizer.json that the model was trained with. ExportError where it is another model's."""
    tokenizer = read_json(tokenizer_path)
    if len(tokenizer["model"]["vocab"]) != source.shape.vocab_size:
        raise ExportError(f"{tokenizer_path} has {len(tokenizer['model']['vocab'])} tokens and the model {source.shape.vocab_size}: give the right one by --tokenizer.")
    folder.mkdir(parents=True, exist_ok=True)
    write_json(folder / "config.json", config(source.shape))
    write_json(folder / "tokenizer_config.json", tokenizer_config(source.shape))
    write_json(folder / "generation_config.json", GENERATION)
    # Without spaces: the file is served, and they would be a tenth of it.
    text = json.dumps(begins_with(tokenizer, BEGIN_TOKEN, END), ensure_ascii=False, separators=(",", ":"))
    (folder / "tokenizer.json").write_text(text, encoding="utf-8")
    write_weights(folder / "model.safetensors", source.halves)


def write_weights(path: Path, halves: dict[str, torch.Tensor]) -> None:
    """Float16 tensors; no lm_head, since it is the embedding. `format` tells transformers that they came from PyTorch.
    A file that holds the same already is left alone, so that one can see what was made after it (model_card.py does)."""
    content = save(halves, metadata={"format": "pt"})
    if not path.exists() or path.read_bytes() != content:
        path.write_bytes(content)
