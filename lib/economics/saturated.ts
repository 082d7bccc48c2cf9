import type { LanguageModel } from '@/content/language-models';
import { perPosition, positionsSeen } from './flops';
import { kvBytes } from './memory';
import { bytes, flops, seconds, type Bytes, type Seconds } from './quantities';
import { stepTime, type Machine } from './step-time';

export interface SaturatedServer {
  /** Sequences in a step, on all devices. */
  readonly batch: number;
  readonly step: Seconds;
}

/**
 * A server that always has more requests waiting, all of one length, in its steady state: as many sequences as the cache holds (or the
 * engine allows) each get one token a step, and for every `output` tokens written one prompt is read, in the same steps.
 * Tokens a second = batch / step.
 *
 * Only here does a step cost the host time of its own (servingSeconds, sequenceSeconds): published static batches are timed inside the engine, with tokens
 * that nobody waits for; published servers admit requests, turn tokens into text and send them between steps. So a static batch that fits may be
 * predicted a little faster than a saturated server of a small model; that is a difference of what was measured, and no advice to serve in batches.
 *
 * @param room for one copy of the cache, on all devices together
 */
export function saturatedServer(machine: Machine, model: LanguageModel, room: Bytes, prompt: number, output: number): SaturatedServer {
  const { reservesWholeRequest, maxSequences, maxStepTokens } = machine.traits;
  const held = prompt + (reservesWholeRequest ? output : output / 2);
  const promptsPerToken = 1 / output;
  const fitting = room / kvBytes(model, held, machine.kvBitsPerNumber);
  const batch = Math.max(1, Math.floor(Math.min(fitting, maxSequences, maxStepTokens / (1 + prompt * promptsPerToken))));
  const context = prompt + output / 2;
  const prompts = batch * promptsPerToken;
  const seenByAnswers = batch * positionsSeen(model, context, 1);
  const seenByPrompts = prompts * positionsSeen(model, 0, prompt);
  const step = stepTime(machine, model, {
    tokens: batch + prompts * prompt,
    logits: batch,
    kvBytes: bytes(batch * kvBytes(model, context, machine.kvBitsPerNumber)),
    attentionFlops: flops(seenByAnswers * perPosition(model, 'decode') + seenByPrompts * perPosition(model, 'prefill')),
    scores: (seenByAnswers + seenByPrompts) * model.heads,
  });
  return { batch, step: seconds(step + machine.constants.servingSeconds + batch * machine.constants.sequenceSeconds) };
}
