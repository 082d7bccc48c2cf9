import '@/components/charts/inline-figure.css';
import '@/components/charts/line-chart.css';
import '@/components/charts/roofline-chart.css';
import '../shared/widgets.css';
import './why-not-faster.css';
import { recordedFileAtBuild } from '../shared/recorded';
import Lazy from './lazy';
import { parseWhyNotFaster } from './recording';

const recording = recordedFileAtBuild('why-not-faster', parseWhyNotFaster);

/** A layer at five precisions on the roofline of a device: recorded at first, the reader's own when it runs. */
export default function WhyNotFaster() {
  return <Lazy recording={recording} />;
}
