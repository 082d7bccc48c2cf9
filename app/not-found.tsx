import type { Metadata } from 'next';
import Link from 'next/link';

export const metadata: Metadata = { title: 'No such page' };

/** The 404 page. Short lines: Next preloads no fonts here, and a line that cannot wrap cannot wrap differently when they come. */
export default function NotFound() {
  return (
    <div className="page-head">
      <p className="lesson-about">404</p>
      <h1 className="page-title">No such page, with probability 1</h1>
      <div className="standfirst">
        <p>A language model would now invent one for you.</p>
        <p>We would rather not. There are, however:</p>
      </div>
      <ul className="ways-back">
        <li>
          <Link href="/">the course</Link>, on the front page
        </li>
        <li>
          <Link href="/lab/">the lab</Link>, with every live figure
        </li>
        <li>
          <Link href="/glossary/">the glossary</Link>, for the words
        </li>
      </ul>
    </div>
  );
}
