import '@/components/charts/line-chart.css';
import '@/components/charts/roofline-chart.css';
import '../shared/widgets.css';
import './size-vs-speed.css';
import { recordedFileAtBuild } from '../shared/recorded';
import Lazy from './lazy';
import { publishedBy } from './published';
import { parseSizeRecording } from './recording';

const poster = recordedFileAtBuild('size-vs-speed', parseSizeRecording);

/** How fast models of real sizes would write on this device, beside published devices; recorded on ours until the reader measures. */
export default function SizeVsSpeed() {
  return <Lazy poster={poster} published={publishedBy} />;
}
