import type { Runner } from '@/lib/engine/generation/runner';
import type { Precision } from '@/lib/engine/generation/precision';
import type { PromptFinding } from './findings';
import { inRounds } from './rounds';

/** A sample is repeated until it takes so long: a browser’s clock ticks in tenths of a millisecond. */
const aimMs = 50;
/** What takes longer is not tried a second time before it is timed. */
const slowMs = 1_000;

/** Times the reading of prompts of several lengths, nothing of one reused for the next. @throws EngineError `device-lost` */
export async function measurePrompts(runner: Runner, vocab: number, precision: Precision, lengths: readonly number[], rounds: number): Promise<PromptFinding[]> {
  const read = async (tokens: number, times: number): Promise<number> => {
    const ids = Array.from({ length: tokens }, (_, index) => (index * 37) % vocab);
    const begin = performance.now();
    for (let time = 0; time < times; time++) await runner.read(ids, tokens - 1, undefined, runner.planAfresh(ids));
    return (performance.now() - begin) / times;
  };
  const repeats = new Map<number, number>();
  for (const tokens of lengths) {
    const firstMs = await read(tokens, 1);
    const onceMs = firstMs > slowMs ? firstMs : await read(tokens, 1);
    repeats.set(tokens, Math.ceil(aimMs / Math.max(onceMs, 1)));
  }
  const times = await inRounds(rounds, lengths, async (tokens) => ({ ms: await read(tokens, repeats.get(tokens)!), samples: 1 }));
  return [...times].map(([tokens, ms]) => ({ precision, tokens, ms }));
}
