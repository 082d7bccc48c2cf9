import '@/components/charts/dot-chart.css';
import '../shared/widgets.css';
import './device-dollars.css';
import { recordedFileAtBuild } from '../shared/recorded';
import Lazy from './lazy';
import { parseLayerRecording } from './recording';

const recording = recordedFileAtBuild('device-dollars', parseLayerRecording);

/** The figure as HTML with its recorded layers in it; it comes alive when the reader is near. */
export default function DeviceDollars() {
  return <Lazy recording={recording} />;
}
