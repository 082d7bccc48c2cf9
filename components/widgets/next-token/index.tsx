import '../shared/widgets.css';
import './next-token.css';
import { recordingAtBuild } from '../shared/recorded';
import Lazy from './lazy';
import { posterOf } from './poster';

const poster = posterOf(recordingAtBuild('next-token'));

/** The figure as HTML with its recorded run in it, at its full size; it comes alive when its script is there. */
export default function NextToken() {
  return <Lazy poster={poster} />;
}
