import View from './view';

/** The whole engine under the reader's hands. It has nothing recorded: it begins as its controls, and runs when asked. */
export default function Playground() {
  return <View />;
}
