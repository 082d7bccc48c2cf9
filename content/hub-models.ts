import type { SourceId } from './sources';

/** A chat model of the Hugging Face hub that the lab offers by name, to be run by transformers.js. */
export interface HubModelOffer {
  /** `owner/name` on the hub. */
  readonly repository: string;
  readonly name: string;
  /** How its weights are stored, by the names of transformers.js; `q4f16` wants a GPU with half floats (`shader-f16`). */
  readonly dtype: 'q4' | 'q4f16';
  /** Millions of parameters, as the model's card rounds them. */
  readonly parametersMillions: number;
  /** About: the model's file as the hub listed it. What the hub says now is asked, and shown, before a download. */
  readonly downloadBytes: number;
  readonly licence: string;
  readonly source: SourceId;
}

/** Three sizes, smallest first; the same three that the layer measurements know. Llama's text may end on any of three tokens. */
export const hubModels: readonly HubModelOffer[] = [
  {
    repository: 'HuggingFaceTB/SmolLM2-135M-Instruct',
    name: 'SmolLM2 135M',
    dtype: 'q4f16',
    parametersMillions: 135,
    downloadBytes: 134e6,
    licence: 'Apache 2.0',
    source: 'hub-smollm2-135m',
  },
  {
    repository: 'onnx-community/Qwen3-0.6B-ONNX',
    name: 'Qwen3 0.6B',
    dtype: 'q4f16',
    parametersMillions: 600,
    downloadBytes: 570e6,
    licence: 'Apache 2.0',
    source: 'hub-qwen3-0.6b',
  },
  {
    repository: 'onnx-community/Llama-3.2-1B-Instruct',
    name: 'Llama 3.2 1B',
    dtype: 'q4f16',
    parametersMillions: 1230,
    downloadBytes: 1_070e6,
    licence: 'Llama 3.2 Community License',
    source: 'hub-llama-3.2-1b',
  },
];

/** What a reader is told who names another model. */
export const otherModelsRisk =
  'Other models of the hub are loaded at your own risk: nobody here has looked at what they write, at their licence, or whether they run in this browser.';
