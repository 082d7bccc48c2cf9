import { launchTimes } from '@/lib/engine/generation/launch-times';
import { programTime } from '@/lib/engine/generation/program-time';
import type { Precision } from '@/lib/engine/generation/precision';
import type { Backend } from '@/lib/engine/kernels/backend';
import type { ModelConfig } from '@/lib/engine/model/config';
import type { Weights } from '@/lib/engine/model/weights';
import type { AttentionFinding, PassFinding } from './findings';
import { captureModelPass, type ModelPass } from './model-pass';
import { inRounds } from './rounds';

export interface ModelOnDevice {
  readonly name: string;
  readonly backend: Backend;
  readonly config: ModelConfig;
  readonly weights: Weights;
  readonly precision: Precision;
}

/** Where a pass is timed: so many sequences, one new token of each, so many tokens in each one's cache. */
export interface PassPoint {
  readonly batch: number;
  readonly context: number;
}

/** Times a token of each sequence at several points. @throws EngineError `out-of-memory`, `device-lost` */
export async function measurePasses(model: ModelOnDevice, points: readonly PassPoint[], rounds: number): Promise<PassFinding[]> {
  const { name, backend, config, weights, precision } = model;
  const passes = new Map<number, ModelPass>();
  try {
    for (const { batch } of points) if (!passes.has(batch)) passes.set(batch, await captureModelPass(backend, config, weights, batch, 1));
    const times = await inRounds(rounds, points, ({ batch, context }) => {
      const pass = passes.get(batch)!;
      pass.place(context);
      return programTime(backend, pass.program, pass.rows);
    });
    return [...times].map(([{ batch, context }, ms]) => {
      const pass = passes.get(batch)!;
      return { subject: name, precision, batch, tokens: 1, context, ms, flops: pass.flops(context), bytes: pass.bytes(context), launches: pass.program.launches.length };
    });
  } finally {
    for (const pass of passes.values()) pass.release();
  }
}

/** Attention's share of the pass that writes one token at the end of a context. @throws EngineError `device-lost` */
export async function measureAttention({ backend, config, weights, precision }: ModelOnDevice, context: number): Promise<AttentionFinding> {
  const pass = await captureModelPass(backend, config, weights, 1, 1);
  try {
    pass.place(context);
    const times = (await launchTimes(pass.program))!;
    const sum = (own: readonly number[]) => own.reduce((total, ms) => total + ms, 0);
    const ofAttention = times.filter((_, launch) => pass.program.launches[launch].startsWith('attention: '));
    return { precision, context, launchShare: sum(ofAttention) / sum(times), flopShare: pass.attentionFlops(context) / pass.flops(context) };
  } finally {
    pass.release();
  }
}
