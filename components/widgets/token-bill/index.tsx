import '../shared/widgets.css';
import './token-bill.css';
import { recordedFileAtBuild } from '../shared/recorded';
import Lazy from './lazy';
import { parseTokenBillRecording } from './recording';

const { counts } = recordedFileAtBuild('token-bill', parseTokenBillRecording);

/** The bill as HTML, for its first prompt; it comes alive when the reader is near. */
export default function TokenBill() {
  return <Lazy counts={counts} />;
}
