"""A model of ours under onnxruntime, with its KV cache."""

import numpy as np
import onnx
import onnxruntime


class Session:
    """One sequence: each `read` goes on where the last one ended."""

    def __init__(self, model: onnx.ModelProto | str, config: dict, threads: int = 1) -> None:
        """`model`: a model, or the path of a file. `config`: the fields of its config.json."""
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        content = model if isinstance(model, str) else model.SerializeToString()
        self.session = onnxruntime.InferenceSession(content, options, providers=["CPUExecutionProvider"])
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
