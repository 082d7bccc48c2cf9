"""The pocket models: a plain Llama, its parameters named as Hugging Face's LlamaForCausalLM names them.

Shapes: B rows, T positions, H query heads, K key/value heads, D = hidden_size / H.
"""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

import torch
import torch.nn as nn
import torch.nn.functional as F


@dataclass(frozen=True)
class ModelShape:
    """The part of a Hugging Face config.json that decides a Llama's shapes."""

    vocab_size: int
    hidden_size: int
    intermediate_size: int
    num_hidden_layers: int
    num_attention_heads: int
    num_key_value_heads: int
    max_position_embeddings: int
    rope_theta: float
    rms_norm_eps: float

    @property
    def head_dim(self) -> int:
        return self.hidden_size // self.num_attention_heads

    @classmethod
    def from_config(cls, config: dict) -> "ModelShape":
        """Takes the known keys of a config.json (or of `model` in one of configs/); KeyError names a missing one."""
        return cls(**{name: config[name] for name in cls.__dataclass_fields__})

    def as_dict(self) -> dict:
        return asdict(self)


def rotation(shape: ModelShape) -> tuple[torch.Tensor, torch.Tensor]:
    """Cosine and sine [max positions, D] of RoPE in the half-split layout that Hugging Face uses."""
    half = torch.arange(0, shape.head_dim, 2, dtype=torch.float64) / shape.head_dim
    angles = torch.outer(torch.arange(shape.max_position_embeddings, dtype=torch.float64), shape.rope_theta ** -half)
    angles = torch.cat((angles, angles), dim=-1)
    return angles.cos().float(), angles.sin().float()


def rotate(x: torch.Tensor, cosine: torch.Tensor, sine: torch.Tensor) -> torch.Tensor:
    """x [B, heads, T, D] turned by its position."""
    first, second = x.chunk(2, dim=-1)
    return x * cosine + torch.cat((-second, first), dim=-1) * sine


class Norm(nn.Module):
    def __init__(self, size: int, epsilon: float):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(size))
        self.epsilon = epsilon

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return F.rms_norm(x.float(), self.weight.shape, self.weight, self.epsilon)


class Attention(nn.Module):
    def __init__(self, shape: ModelShape):
        super().__init__()
        self.shape = shape
        key_value_size = shape.num_key_value_heads * shape.head_dim
        self.q_proj = nn.Linear(shape.hidden_size, shape.hidden_size, bias=False)
        self.k_proj = nn.Linear(shape.hidden_size, key_value_size, bias=False)
        self.v_proj = nn.Linear(shape.hidden_size, key_value_size, bias=False)
        self.o_proj = nn.Linear(shape.hidden_size, shape.hidden_size, bias=False)

    def forward(self, x: torch.Tensor, cosine: torch.Tensor, sine: torch.Tensor, read: list[torch.Tensor] | None = None) -> torch.Tensor:
        """`read`: this layer's part of a cache, empty or [keys, values] [B, K, positions read, D]; it is extended by x's."""
        rows, positions, size = x.shape
        def heads(flat: torch.Tensor) -> torch.Tensor:
            return flat.view(rows, positions, -1, self.shape.head_dim).transpose(1, 2)
        query, key, value = heads(self.q_proj(x)), heads(self.k_proj(x)), heads(self.v_proj(x))
        query = rotate(query, cosine, sine).to(value.dtype)
        key = rotate(key, cosine, sine).to(value.dtype)
        if read is not None:
            if read:
                key, value = torch.cat((read[0], key), dim=2), torch.cat((read[1], value), dim=2)
            read[:] = key, value
        mixed = F.scaled_dot_product_attention(query, key, value, is_causal=positions > 1, enable_gqa=True)
        return self.o_proj(mixed.transpose(1, 2).reshape(rows, positions, size))


class FeedForward(nn.Module):
    def __init__(self, shape: ModelShape):
        super().__init__()
        self.gate_proj = nn.Linear(shape.hidden_size, shape.intermediate_size, bias=False)
        self.up_proj = nn.Linear(shape.hidden_size, shape.intermediate_size, bias=False)
        self.down_proj = nn.Linear(shape.intermediate_size, shape.hidden_size, bias=False)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.down_proj(F.silu(self.gate_proj(x)) * self.up_proj(x))


class Layer(nn.Module):
    def __init__(self, shape: ModelShape, dropout: float):
        super().__init__()
        self.dropout = dropout
        self.input_layernorm = Norm(shape.hidden_size, shape.rms_norm_eps)
        self.self_attn = Attention(shape)
        self.post_attention_layernorm = Norm(shape.hidden_size, shape.rms_norm_eps)
        self.mlp = FeedForward(shape)

    def forward(self, x: torch.Tensor, cosine: torch.Tensor, sine: torch.Tensor, read: list[torch.Tensor] | None = None) -> torch.Tensor:
        attended = self.self_attn(self.input_layernorm(x), cosine, sine, read)
        x = x + F.dropout(attended, self.dropout, self.training)
        fed = self.mlp(self.post_attention_layernorm(x))
        return x + F.dropout(fed, self.dropout, self.training)


class Trunk(nn.Module):
    """Everything below the head; called `model` so that the parameters' names are Hugging Face's."""

    def __init__(self, shape: ModelShape, dropout: float):
        super().__init__()
        self.embed_tokens = nn.Embedding(shape.vocab_size, shape.hidden_size)
        self.layers = nn.ModuleList(Layer(shape, dropout) for _ in range(shape.num_hidden_layers))
        self.norm = Norm(shape.hidden_size, shape.rms_norm_eps)


class Llama(nn.Module):
    """Tokens [B, T] -> logits [B, T, vocab]; the head is the embedding, transposed."""

    def __init__(self, shape: ModelShape, dropout: float = 0.0):
        super().__init__()
        self.shape = shape
        self.dropout = dropout
        self.model = Trunk(shape, dropout)
        cosine, sine = rotation(shape)
        self.register_buffer("cosine", cosine, persistent=False)
        self.register_buffer("sine", sine, persistent=False)
        self._initialise()

    def _initialise(self) -> None:
        """Branches begin at zero, so that every layer begins as the identity."""
        for name, weight in self.named_parameters():
            if name.endswith(("o_proj.weight", "down_proj.weight")):
                nn.init.zeros_(weight)
            elif weight.ndim == 2:
                nn.init.normal_(weight, std=0.02 if "embed" in name else self.shape.hidden_size ** -0.5)

    def new_cache(self) -> list[list[torch.Tensor]]:
        """A KV cache that has read nothing: for each layer its keys and values."""
        return [[] for _ in self.model.layers]

    def forward(self, tokens: torch.Tensor, cache: list[list[torch.Tensor]] | None = None) -> torch.Tensor:
        """With a cache: the tokens come after those that it has read, and are added to it. A cache that has read some takes
        one token a call."""
        positions = tokens.shape[1]
        begin = cache[0][0].shape[2] if cache and cache[0] else 0
        if begin and positions > 1:
            raise ValueError(f"{positions} tokens for a cache that has read {begin}: give the prompt at once, then one token a call.")
        cosine, sine = self.cosine[begin : begin + positions], self.sine[begin : begin + positions]
        x = F.dropout(self.model.embed_tokens(tokens), self.dropout, self.training)
        for at, layer in enumerate(self.model.layers):
            x = layer(x, cosine, sine, cache[at] if cache else None)
        return F.linear(self.model.norm(x), self.model.embed_tokens.weight)

    def loss(self, tokens: torch.Tensor, targets: torch.Tensor) -> torch.Tensor:
        """Mean negative log-probability in nats; tokens and targets [B, T], a target of -1 is not counted."""
        logits = self(tokens)
        return F.cross_entropy(logits.float().flatten(0, 1), targets.flatten(), ignore_index=-1)

    def parameter_count(self) -> int:
        return sum(weight.numel() for weight in self.parameters())

    def training_flops_per_token(self, positions: int) -> int:
        """Forward and backward, counted from shapes: two operations a weight of every matrix (the head among them),
        causal attention over half the positions on average, and twice the forward again for the backward pass."""
        matrices = sum(weight.numel() for weight in self.parameters() if weight.ndim == 2)
        attention = 2 * 2 * (positions // 2) * self.shape.hidden_size * self.shape.num_hidden_layers
        return 3 * (2 * matrices + attention)


def load_model(folder: Path) -> Llama:
    """A model folder in the Hugging Face layout (config.json, model.safetensors), widened to float32."""
    from safetensors.torch import load_file

    model = Llama(ModelShape.from_config(json.loads((folder / "config.json").read_text())))
    weights = {name: weight.float() for name, weight in load_file(folder / "model.safetensors").items()}
    model.load_state_dict(weights, strict=True)
    return model.eval()
