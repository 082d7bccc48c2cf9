import '@/components/charts/inline-figure.css';
import '@/components/charts/line-chart.css';
import '../shared/widgets.css';
import '../frozen-weights/frozen-weights.css';
import './train-live.css';
import { recordedFileAtBuild } from '../shared/recorded';
import Lazy from './lazy';
import { parseTrainLive } from './recording';

const recording = recordedFileAtBuild('train-live', parseTrainLive);

/** The figure as HTML with a recorded run in it; its script comes when the reader is near, the trainer when training is asked for. */
export default function TrainLive() {
  return <Lazy recording={recording} />;
}
