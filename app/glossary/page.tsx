import type { Metadata } from 'next';
import { Phase } from '@/components/lesson/phase';
import { glossary, type GlossaryEntry, type TermId } from '@/content/glossary';

export const metadata: Metadata = {
  title: 'Glossary',
  description: 'The words of the field as this course uses them, each in a sentence or two.',
};

const entries = (Object.entries(glossary) as [TermId, GlossaryEntry][]).sort(([, a], [, b]) => a.term.localeCompare(b.term, 'en-GB'));

/** Every word of the field, alphabetically, each with an address of its own. */
export default function GlossaryPage() {
  return (
    <>
      <header className="page-head">
        <h1 className="page-title">Glossary</h1>
        <p className="standfirst">The same words in the lessons, in the figures and in the code, and the same meaning each time.</p>
      </header>
      <dl className="glossary">
        {entries.map(([id, { term, definition, phase, seeAlso }]) => (
          <div key={id} id={id} className="glossary-entry">
            <dt>
              {term}
              {(phase === 'training' || phase === 'inference') && (
                <span className="glossary-phase">
                  <Phase of={phase}>{phase}</Phase>
                </span>
              )}
            </dt>
            <dd>
              {definition}
              {seeAlso && <SeeAlso ids={seeAlso as readonly TermId[]} />}
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
}

function SeeAlso({ ids }: { readonly ids: readonly TermId[] }) {
  return (
    <p className="glossary-see">
      See{' '}
      {ids.map((id, index) => (
        <span key={id}>
          {index > 0 && ', '}
          <a href={`#${id}`}>{glossary[id].term}</a>
        </span>
      ))}
    </p>
  );
}
