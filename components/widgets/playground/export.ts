import { columnsOf, deviceOf } from './figures';
import type { NamedRun, SequenceRecord } from './run-record';

/** A run as a file tells it: what was asked, what came when, and the figures with where they come from. */
function runToExport({ name, run }: NamedRun) {
  return {
    name,
    settings: run.settings,
    device: deviceOf(run),
    measurable: run.measurable,
    requests: run.passes.map(({ precision, startedAt, tokens, ms, kvCacheBytes }) => ({ precision, startedAt: new Date(startedAt).toISOString(), tokens, ms, ...(kvCacheBytes !== null && { kvCacheBytes }) })),
    figures: columnsOf(run).flatMap(({ case: setting, measures }) => Object.values(measures).map((measure) => ({ case: setting, ...measure }))),
    sequences: run.sequences.map(sequenceToExport),
  };
}

function sequenceToExport({ seed, state, error }: SequenceRecord) {
  const { prompt, promptPieces, text, segments, lastPrefill, drafts, tokens, endReason } = state;
  return {
    seed,
    prompt,
    promptTokens: promptPieces.map(({ id }) => id),
    text,
    endReason,
    ...(error && { error: { code: error.code, message: error.message } }),
    segments,
    lastPrefill,
    drafts: drafts.map(({ index, proposed, accepted, draftMs, verifyMs }) => ({ index, proposed: proposed.map(({ id }) => id), accepted, draftMs, verifyMs })),
    tokens: tokens.map(({ id, text: written, source, segment, at }) => ({ id, text: written, source, segment, at })),
  };
}

/**
 * The runs on the page as a file: JSON, times in milliseconds since the segment's request was taken up. `link` is the
 * address that shows the newest of them again.
 */
export function toExport(runs: readonly NamedRun[], link: string, madeAt: Date): string {
  return `${JSON.stringify({ format: 'forward-pass-playground-1', madeAt: madeAt.toISOString(), link, runs: runs.map(runToExport) }, null, 1)}\n`;
}
