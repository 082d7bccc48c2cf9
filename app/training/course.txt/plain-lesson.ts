import { createProcessor } from '@mdx-js/mdx';
import remarkGfm from 'remark-gfm';

/** As much of a syntax tree's node as is needed here. */
interface Node {
  readonly type: string;
  readonly name?: string | null;
  readonly value?: string;
  readonly attributes?: readonly { readonly name?: string; readonly value?: unknown }[];
  readonly children?: readonly Node[];
}

/** Parts that are instructions or questions to the reader, not prose. */
const leftOut = new Set(['Figure', 'Predict', 'PredictFact', 'PredictDraw', 'Check', 'Task', 'Goals']);

const processor = createProcessor({ remarkPlugins: [remarkGfm] });

/**
 * A lesson's text as plain prose: a line for each heading and paragraph, without figures, questions, tables and marks.
 * @param mdx the lesson's file
 * @param shownFact what stands in the sentence in the place of a `<Fact id>`
 */
export function plainLesson(mdx: string, shownFact: (id: string) => string): string {
  const lines: string[] = [];
  const read = (node: Node): void => {
    if (node.name && leftOut.has(node.name)) return;
    if (node.type === 'paragraph' || node.type === 'heading') lines.push(textOf(node, shownFact).replaceAll(/\s+/g, ' ').trim());
    else if (node.type !== 'table') node.children?.forEach(read);
  };
  read(processor.parse(mdx) as Node);
  return lines.filter((line) => line !== '').join('\n');
}

function textOf(node: Node, shownFact: (id: string) => string): string {
  if (node.type === 'text' || node.type === 'inlineCode') return node.value ?? '';
  if (node.name && leftOut.has(node.name)) return '';
  if (node.name === 'Fact') return shownFact(String(node.attributes?.find(({ name }) => name === 'id')?.value));
  return (node.children ?? []).map((child) => textOf(child, shownFact)).join('');
}
