/** The longest piece of a sample that stands in a text, word for word; the first where several are as long. Empty: nothing does. */
export function longestRun(sample: string, text: string): string {
  const characters = Array.from(sample);
  let longest: readonly string[] = [];
  for (let start = 0; start + longest.length < characters.length; start++) {
    // A longer one from here on, as long as there is one.
    while (start + longest.length < characters.length && text.includes(characters.slice(start, start + longest.length + 1).join(''))) {
      longest = characters.slice(start, start + longest.length + 1);
    }
  }
  return longest.join('');
}

/** A line that a model wrote, and whether it stands in the list that it was trained on. */
export interface WrittenLine {
  readonly line: string;
  readonly known: boolean;
}

/** The whole lines of a sample; the last one may have been cut off, and counts only where it has its end. */
export function writtenLines(sample: string, list: ReadonlySet<string>): readonly WrittenLine[] {
  const lines = sample.split('\n');
  lines.pop();
  return lines.filter((line) => line !== '').map((line) => ({ line, known: list.has(line) }));
}
