import '../shared/widgets.css';
import './frozen-weights.css';
import { parseCurve } from '@/content/training/curve';
import scratch from '@/content/training/pocket-1m-scratch.json';
import { recordedFileAtBuild } from '../shared/recorded';
import { wayOf } from '../training-replay/stations';
import Lazy from './lazy';
import { parseFrozenWeights } from './recording';

const [now, next] = wayOf(parseCurve(scratch)).stations.slice(-2);
const recording = recordedFileAtBuild('frozen-weights', parseFrozenWeights);

/** The figure as HTML with its recorded trial in it; its script comes when the reader is near. */
export default function FrozenWeights() {
  return <Lazy now={now} next={next} recording={recording} />;
}
