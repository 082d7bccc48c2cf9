import '@/components/charts/histogram.css';
import '@/components/charts/inline-figure.css';
import '@/components/charts/line-chart.css';
import '../shared/widgets.css';
import './bits.css';
import { recordedFileAtBuild } from '../shared/recorded';
import { frameOf } from './frame';
import Lazy from './lazy';
import { parseBits } from './recording';
import { startSettings } from './settings';

const { matrix } = recordedFileAtBuild('bits', parseBits);
const poster = frameOf(matrix, startSettings);

/** One weight down to its bits, its block, and its whole matrix: there as HTML, alive when its weights are here. */
export default function Bits() {
  return <Lazy poster={poster} />;
}
