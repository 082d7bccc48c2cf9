import '../shared/widgets.css';
import './not-a-lookup.css';
import { replayTo } from '@/lib/engine-client/generation-state';
import { recordingAtBuild } from '../shared/recorded';
import { startValues } from './controls';
import Lazy from './lazy';
import type { ShownText } from './texts';

const { runs, device, date } = recordingAtBuild('not-a-lookup');

function recordedText(index: number): ShownText {
  const { prompt, sampling, tokens } = replayTo(runs[index] ?? []);
  return { prompt, seed: sampling?.seed ?? startValues.seed, tokens: tokens.map(({ id, piece }) => ({ id, piece })) };
}

const poster = { texts: [recordedText(0), recordedText(1)], recorded: { device, date } } as const;

/** The figure as HTML with its two recorded texts in it, at its full size; it comes alive when its script is there. */
export default function NotALookup() {
  return <Lazy poster={poster} />;
}
