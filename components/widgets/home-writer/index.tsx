import '../shared/widgets.css';
import './home-writer.css';
import { replayTo } from '@/lib/engine-client/generation-state';
import { recordingAtBuild } from '../shared/recorded';
import Lazy from './lazy';

const { runs, device, date } = recordingAtBuild('home');
const { prompt, tokens } = replayTo(runs[0]);
const poster = { prompt, tokens: tokens.map(({ text }) => text), recorded: { device, date } };

/** The front page's writer as HTML with its recorded story in it, at its full size; it comes alive when its script is there. */
export default function HomeWriter() {
  return <Lazy poster={poster} />;
}
