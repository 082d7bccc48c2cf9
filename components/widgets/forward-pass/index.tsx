import '@/components/charts/heatmap.css';
import '../shared/widgets.css';
import './forward-pass.css';
import { recordingAtBuild } from '../shared/recorded';
import Lazy from './lazy';
import { posterOf } from './poster';

const poster = posterOf(recordingAtBuild('forward-pass'));

/** The figure as HTML with its recorded pass in it, at its full size; it comes alive when its script is there. */
export default function ForwardPass() {
  return <Lazy poster={poster} />;
}
