import type { EngineErrorData } from '@/lib/engine/errors';
import type { Checkpoint } from './checkpoint';
import type { TrainingOptions } from './options';
import type { TrainingShape } from './shape';
import type { CorpusName, TrainingHistory } from './trained-model';

/** Where the trainer computes: WebAssembly on the processor, or the GPU. */
export type TrainingBackend = 'wasm' | 'webgpu';

/** `finished`: all steps are done. `stopped`: by the reader, or the page was left. `diverged`: the loss is no number any more. */
export type TrainingEndReason = 'finished' | 'stopped' | 'diverged' | 'failed';

/** What one step did, for those who look closely. All weights and losses are of this very step. */
export interface StepStory {
  /** Steps done before it. */
  readonly step: number;
  /** The batch's first row: what went in, as characters. */
  readonly input: readonly string[];
  /** What should have come out: one character on. */
  readonly target: readonly string[];
  /** Which position of the row the prediction below is for. */
  readonly position: number;
  /** Best first, natural logarithms; the target's own is among them, wherever it stands. */
  readonly prediction: readonly { readonly character: string; readonly logprob: number }[];
  /** The target's place in the model's order, 1 is the best. */
  readonly targetRank: number;
  /** −logprob of the target at `position`, in nats: before the update, and after it. */
  readonly positionLoss: number;
  readonly positionLossAfter: number;
  /** Mean over the batch, in nats a character. */
  readonly batchLoss: number;
  readonly learningRate: number;
  /** Of all gradients together, before clipping. */
  readonly gradientNorm: number;
  /** What every gradient was multiplied by: 1, or less where the norm was above the limit. */
  readonly clipScale: number;
  /** The weight that is followed: tensor, row and column. */
  readonly weight: { readonly name: string; readonly row: number; readonly column: number };
  readonly weightBefore: number;
  readonly weightAfter: number;
  /** d loss / d weight, before clipping. */
  readonly gradient: number;
  /** Adam's two running means for this weight, after the step. */
  readonly firstMoment: number;
  readonly secondMoment: number;
}

/** One thing that happened in training. `at`: milliseconds since training was asked for, waiting in a hidden tab left out. */
export type TrainingEvent =
  | {
      /** Both were tried on this very task, or only one could be. */
      readonly type: 'backend-chosen';
      readonly at: number;
      readonly backend: TrainingBackend;
      /** Median of a step; null: not tried. */
      readonly wasmStepMs: number | null;
      readonly webgpuStepMs: number | null;
      readonly trialSteps: number;
      /** In a sentence. */
      readonly reason: string;
    }
  | {
      readonly type: 'training-start';
      readonly at: number;
      readonly backend: TrainingBackend;
      /** What computes, in words. */
      readonly device: string;
      readonly options: TrainingOptions;
      /** Ends when so many steps are done. */
      readonly until: number;
      readonly shape: TrainingShape;
      readonly parameters: number;
      readonly corpus: CorpusName;
      readonly trainCharacters: number;
      readonly heldoutCharacters: number;
      /** Characters of the text that have no token of their own. */
      readonly unknownCharacters: number;
      /** In whole sentences: what was left out or cut of the text, and what that means. */
      readonly notes: readonly string[];
      /** Steps done before: 0, or those of the checkpoint that is gone on from. */
      readonly step: number;
      /** −ln(1 / vocab): what pure guessing costs, nats a character. */
      readonly guessingLoss: number;
      /** Of the steps done before. */
      readonly history: TrainingHistory;
    }
  | {
      readonly type: 'step-end';
      readonly at: number;
      /** Steps done, this one counted in. */
      readonly step: number;
      readonly trainLoss: number;
      readonly learningRate: number;
      readonly gradientNorm: number;
      readonly stepMs: number;
      /** Characters in this step's batch. */
      readonly tokens: number;
    }
  | { readonly type: 'heldout-end'; readonly at: number; readonly step: number; readonly heldoutLoss: number; readonly tokens: number; readonly heldoutMs: number }
  | { readonly type: 'sample'; readonly at: number; readonly step: number; readonly texts: readonly string[]; readonly seed: number; readonly temperature: number; readonly sampleMs: number }
  | { readonly type: 'step-story'; readonly at: number; readonly story: StepStory }
  | { readonly type: 'checkpoint'; readonly at: number; readonly checkpoint: Checkpoint }
  | { readonly type: 'pause'; readonly at: number; readonly step: number; readonly by: 'reader' | 'hidden-tab' }
  | { readonly type: 'resume'; readonly at: number; readonly step: number }
  | {
      readonly type: 'training-end';
      readonly at: number;
      readonly step: number;
      readonly reason: TrainingEndReason;
      /** In a sentence, what happened and what to do; null where nothing needs to be said. */
      readonly error: EngineErrorData | null;
    };
