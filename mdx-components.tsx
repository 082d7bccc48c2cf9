import type { MDXComponents } from 'mdx/types';
import Link from 'next/link';
import { Children, type ComponentProps, type ReactNode } from 'react';
import { Check } from '@/components/lesson/check';
import { DeepDive } from '@/components/lesson/deep-dive';
import { Fact, PredictFact } from '@/components/lesson/fact';
import { Figure } from '@/components/lesson/figure';
import { Goals } from '@/components/lesson/goals';
import { slugify } from '@/components/lesson/headings';
import { Intro } from '@/components/lesson/intro';
import { ModelNature } from '@/components/lesson/model-nature';
import { Phase } from '@/components/lesson/phase';
import { Predict } from '@/components/lesson/predict';
import { Recap } from '@/components/lesson/recap';
import { SideNote } from '@/components/lesson/side-note';
import { Task } from '@/components/lesson/task';
import { Term } from '@/components/lesson/term';

/** The words of a heading, whatever is set in italics inside it. */
function plainText(node: ReactNode): string {
  return Children.toArray(node)
    .map((child) => {
      if (typeof child === 'object' && 'props' in child) return plainText((child.props as { children?: ReactNode }).children);
      return String(child);
    })
    .join('');
}

function Heading({ children }: { readonly children?: ReactNode }) {
  const id = slugify(plainText(children));
  return (
    <h2 id={id} className="section-heading">
      <a href={`#${id}`}>{children}</a>
    </h2>
  );
}

function Anchor({ href = '', children }: ComponentProps<'a'>) {
  return href.startsWith('/') ? <Link href={href}>{children}</Link> : <a href={href}>{children}</a>;
}

function Table({ children }: { readonly children?: ReactNode }) {
  return (
    <div className="table-scroll" role="group" aria-label="Table" tabIndex={0}>
      <table className="prose-table">{children}</table>
    </div>
  );
}

/** The vocabulary of a lesson: what an MDX file may use without importing anything. Its widgets, and what is as large, are handed to it by its page, app/learn/<slug>/page.tsx. */
export function useMDXComponents(): MDXComponents {
  return {
    a: Anchor,
    h2: Heading,
    table: Table,
    Check,
    DeepDive,
    Fact,
    Figure,
    Goals,
    Intro,
    ModelNature,
    Phase,
    Predict,
    PredictFact,
    Recap,
    SideNote,
    Task,
    Term,
  };
}
