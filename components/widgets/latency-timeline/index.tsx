import '@/components/charts/line-chart.css';
import '@/components/charts/timeline-chart.css';
import '../shared/widgets.css';
import './latency-timeline.css';
import { initialState, replayTo } from '@/lib/engine-client/generation-state';
import { recordedFileAtBuild } from '../shared/recorded';
import Lazy from './lazy';
import { parseLatencyRecording } from './recording';
import { drawnRun } from './timeline';

const { runs, sweep, device, date } = recordedFileAtBuild('latency-timeline', parseLatencyRecording);
const state = runs[0] ? replayTo(runs[0]) : initialState;
const poster = { run: drawnRun(state), prompt: state.prompt, text: state.text, sweep, recorded: { device, date } };

/** A run as it happens, and a sweep over lengths of the prompt; a recorded one of each until the reader runs them. */
export default function LatencyTimeline() {
  return <Lazy poster={poster} />;
}
