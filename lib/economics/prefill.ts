import type { LanguageModel } from '@/content/language-models';
import { perPosition, positionsSeen } from './flops';
import { kvBytes } from './memory';
import { bytes, flops, seconds, type Seconds } from './quantities';
import { stepTime, type Machine } from './step-time';

/**
 * Reading `batch` prompts of `prompt` tokens each, up to the first token of each answer: one step, or as many as the engine cuts the
 * prompts into, each of which reads the keys and values of those before: on average half of the prompt. Where devices have layers each, m pieces under way in s
 * stages take (m + s − 1) / (m·s) of the time they take one after another (Huang et al., GPipe, section 2).
 */
export function prefillTime(machine: Machine, model: LanguageModel, batch: number, prompt: number): Seconds {
  const tokens = batch * prompt;
  const steps = Math.ceil(tokens / (machine.traits.promptChunk ?? tokens));
  const seen = (batch * positionsSeen(model, 0, prompt)) / steps;
  const step = stepTime(machine, model, {
    tokens: tokens / steps,
    logits: batch / steps,
    kvBytes: bytes((batch * kvBytes(model, prompt / 2, machine.kvBitsPerNumber)) / Math.min(steps, batch)),
    attentionFlops: flops(seen * perPosition(model, 'prefill')),
    scores: seen * model.heads,
  });
  const underWay = Math.min(machine.traits.chunksUnderWay, steps);
  return seconds((steps * step * (underWay + machine.stages - 1)) / (underWay * machine.stages));
}
