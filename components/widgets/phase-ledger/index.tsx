import '@/components/charts/log-bars.css';
import '../shared/widgets.css';
import './phase-ledger.css';
import { parseCurve } from '@/content/training/curve';
import scratch from '@/content/training/pocket-1m-scratch.json';
import pocket from '@/content/training/pocket-5m.json';
import Lazy from './lazy';
import { ownTraining } from './own-training';

// Without the student: its teacher read along, and six operations a weight and token would leave that out.
const training = ownTraining([parseCurve(pocket), parseCurve(scratch)]);

/** The figure as HTML, whole; its script comes when the reader is near. */
export default function PhaseLedger() {
  return <Lazy training={training} />;
}
