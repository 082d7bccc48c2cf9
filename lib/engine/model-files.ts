import type { ModelFacts, ModelFiles } from './engine';
import { EngineError } from './errors';
import { parseSafetensors } from './formats/safetensors';
import { parseConfig, type ModelConfig } from './model/config';
import { checkTensors, expectedTensors } from './model/weights';
import { elementCount, type HostTensor } from './tensor/tensor';
import { createTokenizer, type Tokenizer } from './tokenizer/tokenizer';

/** What is known of a model before its weights are there. */
export interface ModelOutline {
  readonly config: ModelConfig;
  readonly tokenizer: Tokenizer;
}

/** A model's files, understood. */
export interface ParsedModel extends ModelOutline {
  readonly file: ReadonlyMap<string, HostTensor>;
}

/** @throws EngineError `file-malformed` */
export function readModelFiles(files: ModelFiles): ParsedModel {
  return { ...readOutline(files), file: parseSafetensors(files.weights) };
}

/** @throws EngineError `file-malformed` */
export function readOutline(files: Omit<ModelFiles, 'weights'>): ModelOutline {
  const config = parseConfig(files.config);
  const tokenizer = createTokenizer(files.tokenizer, files.tokenizerConfig);
  if (tokenizer.vocab > config.vocab) {
    throw new EngineError('file-malformed', `The tokenizer has ${tokenizer.vocab} tokens, and the model ${config.vocab}.`, 'The files in the model folder belong to different models. Copy the whole folder again.');
  }
  return { config, tokenizer };
}

/**
 * Whether the files are a model of this engine, without loading it; every tensor is looked for, no weight is read.
 * @returns what the model would be
 * @throws EngineError `file-malformed`
 */
export function checkModel(files: ModelFiles): ModelFacts {
  const { config, file } = readModelFiles(files);
  const wanted = expectedTensors(config);
  checkTensors(wanted, file);
  const { layers, heads, kvHeads, dim, hiddenDim, vocab, contextLength, stopId } = config;
  const parameters = [...wanted.values()].reduce((sum, { shape }) => sum + elementCount(shape), 0);
  return { name: files.name, parameters, layers, heads, kvHeads, dim, hiddenDim, vocab, contextLength, stopId };
}
