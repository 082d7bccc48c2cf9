import type { Metadata } from 'next';
import Link from 'next/link';
import { day } from '@/components/charts/provenance';
import { curriculum } from '@/content/curriculum';
import { publishedFigures } from '@/content/published-figures';
import { bySource, commonPages, type ShownFigure, type SourceEntry } from './by-source';
import { figureText } from './figure-text';
import './sources.css';
import { usageIn } from './usage';

export const metadata: Metadata = {
  title: 'Sources',
  description: 'Every published figure of this site by its source, with its value, its date and the pages that use it.',
};

const entries = bySource(publishedFigures, usageIn(process.cwd()));
const figureCount = entries.reduce((sum, { figures }) => sum + figures.length, 0);

/** Every published figure by its source: who says it, when, and where the site shows it. */
export default function SourcesPage() {
  return (
    <>
      <header className="page-head">
        <h1 className="page-title">Sources</h1>
        <p className="standfirst">
          Figures that were not measured, recorded or counted here were published by somebody. These are all of them: {figureCount.toLocaleString('en-GB')} figures from {entries.length} sources, each with its date. To look for one, use your browser’s
          search.
        </p>
        <p className="sources-note">A date without a day, or without a month, is all that could be confirmed. A figure on no page yet is kept for a lesson that is being written.</p>
      </header>
      {entries.map((entry) => (
        <SourceSection key={entry.id} {...entry} />
      ))}
    </>
  );
}

function SourceSection({ id, source, figures }: SourceEntry) {
  const common = commonPages(figures);
  return (
    <section id={id} className="source-entry" aria-labelledby={`${id}-title`}>
      <div className="source-head">
        <h2 id={`${id}-title`}>
          <a href={source.url}>{source.title}</a>
        </h2>
        <p className="source-about">
          {day(source.date)}
          {common && (
            <>
              {' · '}
              <Pages paths={common} />
            </>
          )}
        </p>
      </div>
      <div className="table-scroll" role="group" aria-label={`Figures from: ${source.title}`} tabIndex={0}>
        <table className="source-table">
          <thead>
            <tr>
              <th scope="col">Figure</th>
              <th scope="col">Value</th>
              {!common && <th scope="col">Where</th>}
            </tr>
          </thead>
          <tbody>
            {figures.map((figure, index) => (
              <FigureRow key={index} figure={figure} sourceDate={source.date} hasPlace={!common} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

interface FigureRowProps {
  readonly figure: ShownFigure;
  readonly sourceDate: string;
  readonly hasPlace: boolean;
}

function FigureRow({ figure, sourceDate, hasPlace }: FigureRowProps) {
  const { what, date, note, pages } = figure;
  const remarks = [note, date !== sourceDate && `as of ${day(date)}`].filter(Boolean).join('; ');
  return (
    <tr>
      <th scope="row">
        {what}
        {remarks && <span className="source-remark">{remarks}</span>}
      </th>
      <td>{figureText(figure)}</td>
      {hasPlace && (
        <td>
          <Pages paths={pages} />
        </td>
      )}
    </tr>
  );
}

function Pages({ paths }: { readonly paths: readonly string[] }) {
  if (paths.length === 0) return 'on no page yet';
  return paths.map((path, index) => (
    <span key={path}>
      {index > 0 && ', '}
      <Link href={path} prefetch={false}>
        {nameOf(path)}
      </Link>
    </span>
  ));
}

/** What a page is called: its lesson, or the word in its address. */
function nameOf(path: string): string {
  if (path === '/') return 'Front page';
  const lesson = curriculum.find(({ slug }) => path === `/learn/${slug}/`);
  if (lesson) return `Lesson ${lesson.number}: ${lesson.title}`;
  return path.slice(1, 2).toUpperCase() + path.slice(2, -1);
}
