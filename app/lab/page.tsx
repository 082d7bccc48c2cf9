import type { Metadata } from 'next';
import Link from 'next/link';
import { labWidgets } from '@/components/widgets/lab-registry';
import { lessonOf } from '@/content/curriculum';
import { galleryOf } from './gallery';

export const metadata: Metadata = {
  title: 'Lab',
  description: 'Every live figure of the course on one page, and a playground: precision, batch, cache, drafts and sampling, measured on your device.',
};

/** All widgets so far, each with a line on what it is and the way to its lesson. */
export default function LabPage() {
  return (
    <>
      <header className="page-head">
        <h1 className="page-title">Lab</h1>
        <p className="standfirst">Every live figure of the course on one page, without the lectures. The playground and the bench have engines of their own; the others share one, and where two ask for it at once, one waits its turn.</p>
      </header>
      {galleryOf(Object.keys(labWidgets)).map(({ name, title, line, lesson, page }) => {
        const Widget = labWidgets[name];
        const home = lesson ? lessonOf(lesson) : undefined;
        return (
          <section key={name} className="gallery-entry" aria-labelledby={`gallery-${name}`}>
            <div className="gallery-head">
              <h2 id={`gallery-${name}`}>{title}</h2>
              <p>
                {line}{' '}
                {lesson !== null && (
                  <>
                    From <Link href={home ? `/learn/${home.slug}/` : '/'}>{home ? `lesson ${home.number}, ${home.title}` : 'the front page'}</Link>.
                  </>
                )}
                {page && (
                  <>
                    From <Link href={page.path}>{page.name}</Link>.
                  </>
                )}
              </p>
            </div>
            <Widget />
          </section>
        );
      })}
    </>
  );
}
