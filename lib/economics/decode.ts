import type { LanguageModel } from '@/content/language-models';
import { perPosition, positionsSeen } from './flops';
import { kvBytes } from './memory';
import { bytes, flops, seconds, type Seconds } from './quantities';
import { stepTime, type Machine } from './step-time';

/** One token more for each of `batch` sequences that have `context` tokens. */
export function decodeStepTime(machine: Machine, model: LanguageModel, batch: number, context: number): Seconds {
  const seen = batch * positionsSeen(model, context, 1);
  return stepTime(machine, model, {
    tokens: batch,
    logits: batch,
    kvBytes: bytes(batch * kvBytes(model, context, machine.kvBitsPerNumber)),
    attentionFlops: flops(seen * perPosition(model, 'decode')),
    scores: seen * model.heads,
  });
}

/** A step's time grows smoothly with the context, so that a few contexts tell the mean of all. */
const samples = 8;

/** Mean time of the steps that take a batch from `prompt` tokens to `prompt + output`. */
export function meanDecodeStepTime(machine: Machine, model: LanguageModel, batch: number, prompt: number, output: number): Seconds {
  let sum = 0;
  for (let sample = 0; sample < samples; sample += 1) sum += decodeStepTime(machine, model, batch, prompt + ((sample + 0.5) / samples) * output);
  return seconds(sum / samples);
}
