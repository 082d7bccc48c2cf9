import '../shared/widgets.css';
import './tokenizer.css';
import { tokenizerRecordingAtBuild } from '../shared/recorded';
import Lazy from './lazy';

const { text, pieces } = tokenizerRecordingAtBuild('tokenizer').texts[0];

/** The figure as HTML with its first example's tokens in it, at its full size; it comes alive when its script is there. */
export default function Tokenizer() {
  return <Lazy poster={{ text, pieces }} />;
}
