import type { Tokenizer } from '../tokenizer/tokenizer';
import { bestCandidates } from './candidates';
import type { ProbedPass, ProbeRunner } from './probe-runner';
import type { ProbeEvent, ProbeRequest } from './probes';

/** A pass of a run: `index` is that of the token its last logits choose. */
export interface RunPass extends ProbedPass {
  readonly index: number;
}

/**
 * Looks into a pass of a run and tells what it saw.
 * @returns undefined when aborted
 * @throws EngineError `out-of-memory`, `device-lost`
 */
export async function probe(runner: ProbeRunner, tokenizer: Tokenizer, request: ProbeRequest, at: () => number, pass: RunPass, signal?: AbortSignal): Promise<ProbeEvent | undefined> {
  const look = await runner.look(request, pass, signal);
  if (!look) return undefined;
  const { lens, ...seen } = look;
  return {
    type: 'probe',
    at: at(),
    index: pass.index,
    firstPosition: pass.firstPosition,
    tokens: pass.ids.length,
    ...seen,
    ...(lens && { lens: lens.map((logits) => bestCandidates(logits, request.lens ?? 0, (id) => tokenizer.piece(id).text)) }),
  };
}
