import '@/components/charts/line-chart.css';
import '../shared/widgets.css';
import './training-replay.css';
import { parseCurve } from '@/content/training/curve';
import scratch from '@/content/training/pocket-1m-scratch.json';
import { recordedFileAtBuild } from '../shared/recorded';
import Lazy from './lazy';
import { parseTrainingReplay } from './recording';
import { wayOf } from './stations';

const way = wayOf(parseCurve(scratch));
const recording = recordedFileAtBuild('training-replay', parseTrainingReplay);

/** The figure as HTML with the first checkpoint’s recorded text in it; its script comes when the reader is near. */
export default function TrainingReplay() {
  return <Lazy way={way} recording={recording} />;
}
