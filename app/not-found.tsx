import type { Metadata } from 'next';
import Link from 'next/link';

export const metadata: Metadata = { title: 'No such page' };

/** The 404 page. */
export default function NotFound() {
  return (
    <header className="page-head">
      <p className="lesson-about">404</p>
      <h1 className="page-title">No such page, with probability 1</h1>
      <p className="standfirst">
        A language model would now invent one for you, fluently. We would rather not. The <Link href="/">course</Link> begins on the front page, all live figures are in the{' '}
        <Link href="/lab/">lab</Link>, and the words are in the <Link href="/glossary/">glossary</Link>.
      </p>
    </header>
  );
}
