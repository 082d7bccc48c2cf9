import type { MDXComponents } from 'mdx/types';
import type { ReactNode } from 'react';
import { Fact } from '@/components/lesson/fact';
import { Phase } from '@/components/lesson/phase';

/** A term where its definition is not wanted: its words alone. */
function Words({ children }: { readonly children?: ReactNode }) {
  return children;
}

/** How the tags inside a lesson's takeaways, questions and tasks are drawn where they stand outside the lesson. */
export const inline: MDXComponents = { Fact, Phase, Term: Words, SideNote: () => null };
