import type { GenerationState } from '@/lib/engine-client/generation-state';
import type { Candidate, StageProbe, TokenPiece } from '@/lib/engine/generation/events';
import type { HeadChoice } from './controls';
import { type StageWords, sideBySide, stageWords } from './stage-words';

/** What some of the pass takes. */
export interface Work {
  /** Null where the tab was hidden: then times say nothing. */
  readonly ms: number | null;
  readonly flops: number;
  readonly bytes: number;
}

/** One stage: one launch of one kernel. */
export interface Stage extends Work {
  /** `layer 1 / attention / query`: layers counted from 1, as on the page. */
  readonly key: string;
  /** The same without the layer. */
  readonly kind: string;
  readonly words: StageWords;
  readonly kernel: string;
  readonly inputShape: readonly number[];
  readonly outputShape: readonly number[];
}

/** A stretch of the pass as it is seen from afar. */
export interface Part extends Work {
  /** `embedding`, `layer 1`, `head`. */
  readonly key: string;
  readonly name: string;
  /** From 0; null before and behind the layers. */
  readonly layer: number | null;
  /** Empty on a poster, which has only the sums. */
  readonly stages: readonly Stage[];
  readonly inputShape: readonly number[];
  readonly outputShape: readonly number[];
}

/** The shares of attention of one head: row t says where position t looks, and sums to 1. */
export interface HeadShares extends HeadChoice {
  /** (tokens, tokens), row by row. */
  readonly shares: ArrayLike<number>;
}

/** One forward pass as it is drawn. */
export interface Picture {
  readonly prompt: string;
  /** The tokens that went in, the begin token first. */
  readonly pieces: readonly TokenPiece[];
  readonly parts: readonly Part[];
  /** The best of the scores, best first. */
  readonly best: readonly Candidate[];
  readonly layers: number;
  readonly heads: number;
  /** Rounds behind each time. */
  readonly repetitions: number;
  readonly attention: readonly HeadShares[];
}

/** The pass of a run that was looked into; null while it is not whole. */
export function pictureOf({ prompt, promptPieces, probes, tokens }: GenerationState, measurable = true): Picture | null {
  const { attention, stages, repetitions = 1 } = probes[0] ?? {};
  if (!attention || !stages || tokens.length === 0) return null;
  return {
    prompt,
    pieces: promptPieces,
    parts: partsOf(measurable ? stages : stages.map((stage) => ({ ...stage, ms: null }))),
    best: tokens[0].candidates,
    layers: 1 + Math.max(...attention.map(({ layer }) => layer)),
    heads: 1 + Math.max(...attention.map(({ head }) => head)),
    repetitions,
    attention: attention.map(({ layer, head, weights }) => ({ layer, head, shares: weights })),
  };
}

/** As much of a picture as its first drawing needs: no stages, and one head. */
export function posterPicture(picture: Picture, { layer, head }: HeadChoice): Picture {
  return {
    ...picture,
    parts: picture.parts.map((part) => ({ ...part, stages: [] })),
    attention: picture.attention.filter((shares) => shares.layer === layer && shares.head === head).map((shares) => ({ ...shares, shares: Array.from(shares.shares, (share) => Number(share.toFixed(4))) })),
  };
}

/** The stages of a pass, gathered: the embedding, each layer, the head. */
function partsOf(probes: readonly (Omit<StageProbe, 'ms'> & { readonly ms: number | null })[]): readonly Part[] {
  const gathered = new Map<string, Stage[]>();
  for (const { name, layer, kernel, inputShape, outputShape, ms, flops, bytes } of probes) {
    const kind = layer === undefined ? name : name.slice(name.indexOf(' / ') + 3);
    const part = layer === undefined ? name.split(' / ')[0] : `layer ${layer + 1}`;
    const words = stageWords[kind];
    if (!words) throw new Error(`Nobody has said what the stage ${name} is.`);
    const stage = { key: layer === undefined ? name : `${part} / ${kind}`, kind, words, kernel, inputShape, outputShape, ms, flops, bytes };
    gathered.set(part, [...(gathered.get(part) ?? []), stage]);
  }
  return [...gathered].map(([key, stages]) => {
    const layer = key.startsWith('layer ') ? Number(key.slice('layer '.length)) - 1 : null;
    const [first, last] = [stages[0], stages[stages.length - 1]];
    return { key, name: key[0].toUpperCase() + key.slice(1), layer, stages, ...sumOf(stages), inputShape: first.inputShape, outputShape: last.outputShape };
  });
}

/** The work of several together. */
export function sumOf(works: readonly Work[]): Work {
  return {
    ms: works.some(({ ms }) => ms === null) ? null : works.reduce((sum, { ms }) => sum + (ms ?? 0), 0),
    flops: works.reduce((sum, { flops }) => sum + flops, 0),
    bytes: works.reduce((sum, { bytes }) => sum + bytes, 0),
  };
}

/** Stages in rows: those that wait for nobody stand side by side. */
export function rowsOf(stages: readonly Stage[]): readonly (readonly Stage[])[] {
  const rows: Stage[][] = [];
  for (const stage of stages) {
    const before = rows.at(-1);
    const together = sideBySide.find((kinds) => kinds.includes(stage.kind));
    if (before && together?.includes(before[0].kind)) before.push(stage);
    else rows.push([stage]);
  }
  return rows;
}

/** The shares of one head; of a poster, which has one head only, none for the others. */
export const sharesOf = ({ attention }: Picture, { layer, head }: HeadChoice): HeadShares | undefined => attention.find((shares) => shares.layer === layer && shares.head === head);
