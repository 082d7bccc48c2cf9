import { EngineError } from '../errors';
import type { ModelConfig } from '../model/config';
import type { ProbeRequest } from './probes';

function invalid(what: string, remedy: string): EngineError {
  return new EngineError('invalid-request', what, remedy);
}

/**
 * Checks what is to be looked at against a model.
 * @throws EngineError `invalid-request`
 */
export function checkProbeRequest({ attention, lens }: ProbeRequest, { layers, heads, vocab }: Pick<ModelConfig, 'layers' | 'heads' | 'vocab'>): void {
  const isBelow = (value: number, end: number) => Number.isSafeInteger(value) && value >= 0 && value < end;
  if (attention !== undefined && attention !== 'all') {
    for (const { layer, head } of attention) {
      if (!isBelow(layer, layers)) throw invalid(`This model has no layer ${layer}.`, `Choose one from 0 to ${layers - 1}.`);
      if (!isBelow(head, heads)) throw invalid(`This model has no head ${head}.`, `Choose one from 0 to ${heads - 1}.`);
    }
  }
  if (lens !== undefined && !isBelow(lens, vocab + 1)) throw invalid(`The lens cannot show ${lens} tokens.`, `Choose a whole number up to ${vocab}; 0 shows none.`);
}
