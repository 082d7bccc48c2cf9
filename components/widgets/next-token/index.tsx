import { recordingAtBuild } from '../shared/recorded';
import { posterOf } from './poster';
import View from './view';

const poster = posterOf(recordingAtBuild('next-token'));

/** The figure as HTML with its recorded run in it, at its full size; it comes alive when its script is there. */
export default function NextToken() {
  return <View poster={poster} />;
}
