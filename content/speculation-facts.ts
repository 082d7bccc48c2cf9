import type { SourceId } from './sources';

/**
 * Tokens written in one step of the large model on average, the one it writes itself among them, by how many the draft proposes: element 0 is
 * for one. An acceptance table: `lib/economics` takes it in place of a single acceptance rate, for acceptance falls with the place in the draft.
 */
export interface AcceptanceTable {
  readonly model: string;
  /** How drafts are made: by heads trained with the model (MTP), or by a small model fed with its inner states (EAGLE). */
  readonly draft: 'MTP' | 'EAGLE-3';
  readonly setting: string;
  readonly tokensPerStep: readonly number[];
  readonly source: SourceId;
}

const coding = 'coding prompts of SPEED-Bench, temperature 1';

/** Measured on B300 with vLLM; lengths depend on model, draft and text, hardly on the device. */
export const acceptanceTables: readonly AcceptanceTable[] = [
  { model: 'DeepSeek-V4-Pro', draft: 'MTP', setting: `${coding}, thinking on`, tokensPerStep: [1.79, 2.27, 2.49, 2.54], source: 'inferencex-acceptance' },
  { model: 'GLM-5.2', draft: 'MTP', setting: `${coding}, thinking on`, tokensPerStep: [1.84, 2.5, 2.99, 3.33, 3.61, 3.78, 3.91, 4.06], source: 'inferencex-glm-acceptance' },
  { model: 'Kimi K2.5', draft: 'EAGLE-3', setting: `${coding}, thinking on`, tokensPerStep: [1.83, 2.43, 2.88, 3.24, 3.46, 3.62, 3.71, 3.77], source: 'inferencex-acceptance' },
  { model: 'MiniMax-M3', draft: 'EAGLE-3', setting: `${coding}, thinking off`, tokensPerStep: [1.84, 2.52, 2.93, 3.41, 3.59, 3.57, 3.85, 4.06], source: 'inferencex-acceptance' },
  { model: 'MiniMax-M3', draft: 'EAGLE-3', setting: `${coding}, thinking on`, tokensPerStep: [1.78, 2.38, 2.83, 3.11, 3.35, 3.45, 3.53, 3.74], source: 'inferencex-acceptance' },
];

/** A measured speed-up, with what the formula needs to predict it. */
export interface SpeculativeSpeedup {
  readonly model: string;
  readonly draft: string;
  /** Translation from English to German, or summaries of news. */
  readonly task: 'WMT EnDe' | 'CNN/DailyMail';
  readonly temperature: 0 | 1;
  /** γ: tokens proposed at a time. */
  readonly proposed: number;
  /** α: probability that a proposed token is accepted. */
  readonly acceptance: number;
  /** c: time of one step of the draft / time of one step of the large model. */
  readonly draftCost: number;
  /** Wall-clock, against the large model alone. */
  readonly measured: number;
  readonly source: SourceId;
}

const leviathan = { model: 'T5-XXL', source: 'speculative-decoding' } as const;
const small = { ...leviathan, draft: 'T5-small', draftCost: 0.02 } as const;
const base = { ...leviathan, draft: 'T5-base', draftCost: 0.04 } as const;
const large = { ...leviathan, draft: 'T5-large', draftCost: 0.11 } as const;
const translation = { task: 'WMT EnDe' } as const;
const summary = { task: 'CNN/DailyMail' } as const;

/** Table 4 of Leviathan, Kalman and Matias, on a TPU v4; its twelfth row, T5-large on news at temperature 1, is not among our rows. */
export const speculativeSpeedups: readonly SpeculativeSpeedup[] = [
  { ...small, ...translation, temperature: 0, proposed: 7, acceptance: 0.75, measured: 3.4 },
  { ...base, ...translation, temperature: 0, proposed: 7, acceptance: 0.8, measured: 2.8 },
  { ...large, ...translation, temperature: 0, proposed: 7, acceptance: 0.82, measured: 1.7 },
  { ...small, ...translation, temperature: 1, proposed: 7, acceptance: 0.62, measured: 2.6 },
  { ...base, ...translation, temperature: 1, proposed: 5, acceptance: 0.68, measured: 2.4 },
  { ...large, ...translation, temperature: 1, proposed: 3, acceptance: 0.71, measured: 1.4 },
  { ...small, ...summary, temperature: 0, proposed: 5, acceptance: 0.65, measured: 3.1 },
  { ...base, ...summary, temperature: 0, proposed: 5, acceptance: 0.73, measured: 3 },
  { ...large, ...summary, temperature: 0, proposed: 3, acceptance: 0.74, measured: 2.2 },
  { ...small, ...summary, temperature: 1, proposed: 5, acceptance: 0.53, measured: 2.3 },
  { ...base, ...summary, temperature: 1, proposed: 3, acceptance: 0.55, measured: 2.2 },
];

/** Speed-up and tokens a step of the EAGLE drafts: Table 1 of the EAGLE-3 paper, Vicuna 13B, MT-bench, temperature 0. */
export const eagleSpeedups = [
  { draft: 'EAGLE', measured: 3.07, tokensPerStep: 3.98, source: 'eagle-3' },
  { draft: 'EAGLE-2', measured: 4.26, tokensPerStep: 4.83, source: 'eagle-3' },
  { draft: 'EAGLE-3', measured: 5.58, tokensPerStep: 6.65, source: 'eagle-3' },
] as const satisfies readonly { readonly draft: string; readonly measured: number; readonly tokensPerStep: number; readonly source: SourceId }[];
