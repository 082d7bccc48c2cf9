import '@/components/charts/line-chart.css';
import '../shared/widgets.css';
import './lifetime-cost.css';
import Lazy from './lazy';

/** The two bills of a model as HTML, for the assumptions at the start; it comes alive when the reader is near. */
export default function LifetimeCost() {
  return <Lazy />;
}
