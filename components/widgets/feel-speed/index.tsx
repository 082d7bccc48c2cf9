import '../shared/widgets.css';
import './feel-speed.css';
import { replayTo } from '@/lib/engine-client/generation-state';
import { recordingAtBuild } from '../shared/recorded';
import Lazy from './lazy';

const { runs, device, date } = recordingAtBuild('home');
const { prompt, tokens } = replayTo(runs[0]);
const poster = { prompt, tokens: tokens.map(({ text }) => text), recorded: { device, date } };

/** A recorded story at any speed, streamed and all at the end. The words come with the page, so nothing is fetched for it. */
export default function FeelSpeed() {
  return <Lazy poster={poster} />;
}
