import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { evaluate } from '@mdx-js/mdx';
import type { MDXComponents } from 'mdx/types';
import { isValidElement, type ReactNode } from 'react';
import * as runtime from 'react/jsx-runtime';
import remarkGfm from 'remark-gfm';
import type { CheckQuestion } from '@/components/lesson/check';
import type { Drawing } from '@/components/lesson/drawing';
import { type Lesson, lessonFile } from '@/content/curriculum';
import type { FactId } from '@/content/facts';
import type { TermId } from '@/content/glossary';

export interface FigurePart {
  readonly number: number;
  /** The finding. */
  readonly title: string;
  readonly takeaway: ReactNode;
  /** The `data-widget` name of what is in it; undefined where it holds no widget. */
  readonly widget: string | undefined;
}

/** A prediction as the lesson asks it; `outcome` says what turns out. */
export interface PredictionPart {
  readonly name: string;
  readonly question: ReactNode;
  readonly outcome: { readonly kind: 'choice'; readonly right: string } | { readonly kind: 'number'; readonly id: FactId } | { readonly kind: 'drawing'; readonly draw: Drawing; readonly ids: readonly FactId[] };
}

interface TaskPart {
  readonly name: string;
  readonly words: ReactNode;
}

/** What can be said of a lesson without its running text: its parts, in the order in which it brings them. */
export interface LessonParts {
  readonly figures: readonly FigurePart[];
  readonly predictions: readonly PredictionPart[];
  readonly tasks: readonly TaskPart[];
  readonly questions: readonly CheckQuestion[];
  /** Each term it explains. */
  readonly terms: readonly TermId[];
}

/**
 * Reads the parts off a lesson's text with the compiler that makes its page, so that a part here is the part there, whatever is written in it.
 * No widget is loaded: each tag that is not among `inline` stands for itself.
 * @param inline how tags inside a takeaway or a question are drawn: `Fact`, `Term`
 */
export async function partsOf(source: string, inline: MDXComponents = {}): Promise<LessonParts> {
  const tags = [...source.matchAll(/<([A-Z]\w*)/g)].map(([, tag]) => [tag, tag]);
  const { default: Text } = await evaluate(source, { ...runtime, remarkPlugins: [remarkGfm], useMDXComponents: () => ({ ...Object.fromEntries(tags), ...inline }) });
  const elements = elementsIn(Text({}));
  // What a tag is given is checked by its component, where the lesson's own page is made.
  const every = <Props>(tag: string) => elements.filter(({ type }) => type === tag).map(({ props }) => props as Props);
  return {
    figures: every<Omit<FigurePart, 'widget'> & { children: ReactNode }>('Figure').map(({ number, title, takeaway, children }) => ({ number, title, takeaway, widget: widgetIn(children) })),
    predictions: elements.filter(({ type }) => type.startsWith('Predict')).map(({ props }) => predictionOf(props as unknown as PredictionTag)),
    tasks: every<{ name: string; children: ReactNode }>('Task').map(({ name, children }) => ({ name, words: children })),
    questions: every<{ questions: readonly CheckQuestion[] }>('Check').flatMap(({ questions }) => questions),
    terms: [...source.matchAll(/<Term\s+id="([^"]+)"/g)].map(([, id]) => id as TermId),
  };
}

interface PredictionTag {
  readonly name: string;
  readonly question: ReactNode;
  readonly right?: string;
  readonly id?: FactId;
  readonly ids?: readonly FactId[];
  readonly draw?: Drawing;
}

function predictionOf({ name, question, right, id, ids, draw }: PredictionTag): PredictionPart {
  if (right !== undefined) return { name, question, outcome: { kind: 'choice', right } };
  if (id) return { name, question, outcome: { kind: 'number', id } };
  if (ids && draw) return { name, question, outcome: { kind: 'drawing', draw, ids } };
  throw new Error(`The prediction ${name} has no result that can be known when the site is built.`);
}

interface Found {
  readonly type: string;
  readonly props: Readonly<Record<string, unknown>>;
}

/** The elements that stand for themselves, in the order of the text. */
function elementsIn(node: ReactNode): readonly Found[] {
  if (Array.isArray(node)) return node.flatMap(elementsIn);
  if (!isValidElement<{ children?: ReactNode }>(node)) return [];
  const inside = elementsIn(node.props.children);
  return typeof node.type === 'string' ? [{ type: node.type, props: node.props as Found['props'] }, ...inside] : inside;
}

/** `<NotALookup />` -> `not-a-lookup`. */
function widgetIn(node: ReactNode): string | undefined {
  const tag = elementsIn(node).find(({ type }) => /^[A-Z]/.test(type))?.type;
  return tag?.replaceAll(/(?!^)(?=[A-Z])/g, '-').toLowerCase();
}

/** The text of a lesson. */
export function lessonSource(lesson: Lesson): Promise<string> {
  return readFile(join(process.cwd(), 'content/lessons', `${lessonFile(lesson)}.mdx`), 'utf8');
}
