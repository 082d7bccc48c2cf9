import View from './view';

/** Our part of the side-by-side bench on the reader's own device. It has nothing recorded: it begins as its controls, and runs when asked. */
export default function BenchRun() {
  return <View />;
}
