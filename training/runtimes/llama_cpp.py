"""llama.cpp on one of the GGUF files, through its C interface in the library that the wheel of xllamacpp carries.

xllamacpp's own Python side is a text server, which gives no logits of a prompt; but its library shows all of llama.h. That interface
has no stable layout: what stands below is that of the llama.cpp build in the pinned wheel (b11549; the structs are the same in
b11548 and b11739), and the defaults that the library itself gives are checked against it before anything is run.
"""

from importlib.metadata import version
from pathlib import Path

import cffi
import numpy as np
import xllamacpp.xllamacpp

TRIED = "2026.10.11549"
"""The version of xllamacpp whose layout is below."""

VERSION = f"llama.cpp b{version('xllamacpp').split('.')[-1]} (xllamacpp)"

INTERFACE = """
typedef int32_t llama_token;
typedef struct llama_model llama_model;
typedef struct llama_vocab llama_vocab;
typedef struct llama_context llama_context;
typedef struct llama_memory_i * llama_memory_t;
typedef struct {
  int32_t n_tokens; llama_token * token; float * embd; int32_t * pos; int32_t * n_seq_id; int32_t ** seq_id; int8_t * logits;
} llama_batch;
typedef struct {
  void * devices; void * tensor_buft_overrides;
  int32_t n_gpu_layers; int split_mode; int load_mode; int lazy_mode; int32_t main_gpu;
  const float * tensor_split; void * progress_callback; void * progress_callback_user_data; void * kv_overrides;
  bool vocab_only, check_tensors, use_extra_bufts, no_host, no_alloc, load_mtp;
} llama_model_params;
typedef struct {
  uint32_t n_ctx, n_batch, n_ubatch, n_seq_max, n_rs_seq, n_outputs_max, n_outputs_max_per_seq;
  int32_t n_threads, n_threads_batch;
  int ctx_type, rope_scaling_type, pooling_type, attention_type, flash_attn_type;
  float rope_freq_base, rope_freq_scale, yarn_ext_factor, yarn_attn_factor, yarn_beta_fast, yarn_beta_slow;
  uint32_t yarn_orig_ctx; float defrag_thold;
  void * cb_eval; void * cb_eval_user_data;
  int type_k, type_v;
  size_t moe_cache_size; void * abort_callback; void * abort_callback_data;
  bool embeddings, offload_kqv, no_perf, op_offload, swa_full, kv_unified;
  void * samplers; size_t n_samplers; void * ctx_other;
} llama_context_params;
void llama_log_set(void (*callback)(int level, const char * text, void * data), void * data);
void llama_backend_init(void);
llama_model_params llama_model_default_params(void);
llama_context_params llama_context_default_params(void);
llama_model * llama_model_load_from_file(const char * path, llama_model_params params);
void llama_model_free(llama_model * model);
llama_context * llama_init_from_model(llama_model * model, llama_context_params params);
void llama_free(llama_context * context);
const llama_vocab * llama_model_get_vocab(const llama_model * model);
int32_t llama_vocab_n_tokens(const llama_vocab * vocab);
int32_t llama_tokenize(const llama_vocab * vocab, const char * text, int32_t bytes, llama_token * tokens, int32_t most, bool add_special, bool parse_special);
llama_memory_t llama_get_memory(const llama_context * context);
void llama_memory_clear(llama_memory_t memory, bool data);
llama_batch llama_batch_init(int32_t tokens, int32_t embd, int32_t sequences);
void llama_batch_free(llama_batch batch);
int32_t llama_decode(llama_context * context, llama_batch batch);
float * llama_get_logits(llama_context * context);
"""

F16, F32 = 1, 0
"""Of enum ggml_type."""

FLASH_ATTENTION_AUTO, FLASH_ATTENTION_OFF = -1, 0
CONTEXT = 512

ffi = cffi.FFI()
ffi.cdef(INTERFACE)
library = ffi.dlopen(xllamacpp.xllamacpp.__file__)


@ffi.callback("void(int, const char *, void *)")
def say_nothing(_level, _text, _data) -> None:
    """llama.cpp tells a page about each model; where something is wrong it also returns so."""


def check_layout() -> None:
    """RuntimeError where the structs above are not those of the library: its defaults are known and not all zero."""
    model, context = library.llama_model_default_params(), library.llama_context_default_params()
    found = (
        context.n_batch, context.n_seq_max, context.flash_attn_type, context.yarn_ext_factor, context.type_k, context.type_v,
        context.offload_kqv, context.op_offload, context.n_samplers, model.split_mode, model.vocab_only, model.use_extra_bufts,
    )
    if found != (2048, 1, FLASH_ATTENTION_AUTO, -1.0, F16, F16, True, True, 0, 1, False, True):
        raise RuntimeError(
            f"This xllamacpp ({version('xllamacpp')}) has another C interface than the one that llama_cpp.py was written for: "
            f"pip install xllamacpp=={TRIED}. Defaults found: {found}"
        )


check_layout()
library.llama_log_set(say_nothing, ffi.NULL)
library.llama_backend_init()


class LlamaCpp:
    """One thread, KV cache in float32, no flash attention: as near to float32 as the weights' format lets it be computed."""

    def __init__(self, folder: Path, file: str):
        """RuntimeError where llama.cpp refuses the file."""
        self.model = library.llama_model_load_from_file(str(folder / file).encode(), library.llama_model_default_params())
        if self.model == ffi.NULL:
            raise RuntimeError(f"llama.cpp cannot load {folder / file}")
        params = library.llama_context_default_params()
        params.n_ctx = params.n_batch = params.n_ubatch = CONTEXT
        params.n_threads = params.n_threads_batch = 1
        params.type_k = params.type_v = F32
        params.flash_attn_type = FLASH_ATTENTION_OFF
        self.context = library.llama_init_from_model(self.model, params)
        if self.context == ffi.NULL:
            raise RuntimeError(f"llama.cpp gives no context for {folder / file}")
        self.vocab = library.llama_model_get_vocab(self.model)
        self.vocab_size = library.llama_vocab_n_tokens(self.vocab)
        self.held = 0

    def close(self) -> None:
        library.llama_free(self.context)
        library.llama_model_free(self.model)

    def encode(self, text: str) -> list[int]:
        """As a user gets them: with the begin token, special tokens recognised in the text."""
        content = text.encode()
        ids = ffi.new("llama_token[]", len(content) + 2)
        count = library.llama_tokenize(self.vocab, content, len(content), ids, len(content) + 2, True, True)
        return list(ids[0:count])

    def forget(self) -> None:
        library.llama_memory_clear(library.llama_get_memory(self.context), True)
        self.held = 0

    def read(self, ids: list[int]) -> np.ndarray:
        """Logits [T, vocab] of these ids, which come after those read since `forget`."""
        batch = library.llama_batch_init(len(ids), 0, 1)
        batch.n_tokens = len(ids)
        for at, token in enumerate(ids):
            batch.token[at], batch.pos[at], batch.n_seq_id[at], batch.logits[at] = token, self.held + at, 1, 1
            batch.seq_id[at][0] = 0
        failed = library.llama_decode(self.context, batch)
        library.llama_batch_free(batch)
        if failed:
            raise RuntimeError(f"llama_decode returned {failed} for {len(ids)} tokens after {self.held}")
        self.held += len(ids)
        values = ffi.buffer(library.llama_get_logits(self.context), 4 * len(ids) * self.vocab_size)
        return np.frombuffer(values, np.float32).reshape(len(ids), self.vocab_size).copy()
