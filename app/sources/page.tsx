import type { Metadata } from 'next';
import Link from 'next/link';
import { day } from '@/components/charts/provenance';
import { Raised } from '@/components/charts/raised';
import { curriculum } from '@/content/curriculum';
import { type PublishedFigure, publishedFigures } from '@/content/published-figures';
import { bySource, type SourceEntry } from './by-source';
import { measurements, undatedMeasurements } from './measurements';
import './sources.css';
import { usageIn } from './usage';
import { valueText } from './value-text';

export const metadata: Metadata = {
  title: 'Sources',
  description: 'Every published figure that this site shows, by its source, with its value, its date and the pages that use it.',
};

const entries = bySource([...publishedFigures, ...measurements], usageIn(process.cwd()));
const figureCount = publishedFigures.length + measurements.length;
const sourceCount = entries.filter(({ groups }) => groups.length > 0).length;

/** Every published figure by its source: who says it, when, and where the site shows it. */
export default function SourcesPage() {
  return (
    <>
      <header className="page-head">
        <h1 className="page-title">Sources</h1>
        <p className="standfirst">
          Figures that were not measured, recorded or counted here were published by somebody. These are all that a page shows or a lesson to come will show:{' '}
          {figureCount.toLocaleString('en-GB')} figures from {sourceCount} sources, each with its date. To look for one, use your browser’s search.
        </p>
        <p className="sources-note">
          A date without a day, or without a month, is all that could be confirmed. A figure on no page yet is kept for a lesson that is being written. Not listed are{' '}
          {undatedMeasurements} measurements whose day of publication nobody could confirm: they help to fit or to check the model of latency, and no page shows one; why they
          have no date is said under{' '}
          <Link href="/economics/" prefetch={false}>
            Predicted against published
          </Link>
          .
        </p>
      </header>
      {entries.map((entry) => (
        <SourceSection key={entry.id} {...entry} />
      ))}
    </>
  );
}

function SourceSection({ id, source, groups }: SourceEntry) {
  return (
    <section id={id} className="source-entry" aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>
        <a href={source.url}>{source.title}</a>
      </h2>
      <p className="source-about">{day(source.date)}</p>
      {groups.length === 0 && <p className="source-about">Its figures are kept to fit or check the model of latency and cost; no page shows one.</p>}
      {groups.map(({ pages, figures }) => (
        <table key={pages.join()} className="source-table">
          <caption>
            <Pages paths={pages} />
          </caption>
          <thead>
            <tr>
              <th scope="col">Figure</th>
              <th scope="col">Value</th>
            </tr>
          </thead>
          <tbody>
            {figures.map((figure, index) => (
              <FigureRow key={index} figure={figure} sourceDate={source.date} />
            ))}
          </tbody>
        </table>
      ))}
    </section>
  );
}

function FigureRow({ figure, sourceDate }: { readonly figure: PublishedFigure; readonly sourceDate: string }) {
  const { what, date, note } = figure;
  const remarks = [note, date !== sourceDate && `as of ${day(date)}`].filter(Boolean).join('; ');
  return (
    <tr>
      <th scope="row">
        {what}
        {remarks && <span className="source-remark">{remarks}</span>}
      </th>
      <td><Raised text={valueText(figure)} /></td>
    </tr>
  );
}

function Pages({ paths }: { readonly paths: readonly string[] }) {
  if (paths.length === 0) return 'On no page yet';
  const links = paths.map((path, index) => (
    <span key={path}>
      {index > 0 && ', '}
      <Link href={path} prefetch={false}>
        {nameOf(path)}
      </Link>
    </span>
  ));
  return <>Shown on: {links}</>;
}

/** What a page is called: its lesson, or the word in its address. */
function nameOf(path: string): string {
  if (path === '/') return 'Front page';
  const lesson = curriculum.find(({ slug }) => path === `/learn/${slug}/`);
  if (lesson) return `Lesson ${lesson.number}: ${lesson.title}`;
  return path.slice(1, 2).toUpperCase() + path.slice(2, -1);
}
