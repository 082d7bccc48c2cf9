import '@/components/charts/inline-figure.css';
import '../shared/widgets.css';
import './four-precisions.css';
import { recordedFileAtBuild } from '../shared/recorded';
import Lazy from './lazy';
import { parseFourPrecisions } from './recording';

const recording = recordedFileAtBuild('four-precisions', parseFourPrecisions);

/** One prompt at five precisions, with its recorded runs in it; live when the reader runs it. */
export default function FourPrecisions() {
  return <Lazy recording={recording} />;
}
