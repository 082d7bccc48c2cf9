"""Hugging Face transformers on PyTorch: the folder as `from_pretrained` reads it, in float32."""

import os
from pathlib import Path

# Before transformers is loaded: whatever a folder lacks is an error here, and nothing is asked of the hub.
os.environ["HF_HUB_OFFLINE"] = "1"

import numpy as np
import torch
import transformers
from transformers import AutoTokenizer, LlamaForCausalLM

transformers.logging.set_verbosity_error()
transformers.logging.disable_progress_bar()

VERSION = f"transformers {transformers.__version__}, PyTorch {torch.__version__}"


class Pytorch:
    def __init__(self, folder: Path):
        self.model = LlamaForCausalLM.from_pretrained(folder, dtype=torch.float32).eval()
        self.tokenizer = AutoTokenizer.from_pretrained(folder)

    def encode(self, text: str) -> list[int]:
        """As a user gets them: with the begin token."""
        return self.tokenizer(text)["input_ids"]

    @torch.inference_mode()
    def greedy(self, ids: list[int], most: int) -> tuple[list[int], np.ndarray]:
        """`generate` without sampling: the ids written, and the logits [tokens, vocab] that each was chosen from."""
        written = self.model.generate(
            torch.tensor([ids]), attention_mask=torch.ones(1, len(ids), dtype=torch.long), do_sample=False, temperature=None, top_k=None,
            top_p=None, max_new_tokens=most, output_logits=True, return_dict_in_generate=True,
        )
        return written.sequences[0, len(ids) :].tolist(), torch.cat(written.logits).numpy()

    @torch.inference_mode()
    def read_whole(self, ids: list[int]) -> np.ndarray:
        """Logits [T, vocab] of all ids at once, from nothing."""
        return self.model(torch.tensor([ids])).logits[0].numpy()
