'use client';

import type { ReactNode } from 'react';
import { AllRows, WorstMisses } from './rows';
import { Scatter } from './scatter';
import { ScoreTable } from './scores';
import { LeftOut, SourceList } from './source-list';

/**
 * The table of predictions in every form the page has it. A client component, so that its rows come with the script once: handed down
 * from the server they would come again with the page, for each of the forms.
 */
export function Comparison() {
  return (
    <>
      <Section title="Each figure, predicted and published">
        <div className="economics-charts">
          <Scatter unit="tok/s" />
          <Scatter unit="ms" />
        </div>
        <p className="economics-note">
          A mark on the line is a prediction that is exact. Only filled marks prove anything: on hollow ones the constants were fitted. Each mark’s name and numbers are in the{' '}
          <a href="#every-row">tables below</a>.
        </p>
      </Section>
      <Section title="How far off, by kind of figure">
        <ScoreTable />
        <p className="economics-note">
          “12% of 60” means: of 60 rows, half are predicted within 12%. Where a source is left out, its rows are predicted by constants that have never seen it: expect
          this of a machine or an engine that is not in the list. Only the rows of this page are counted. The largest source of prompts has 4,096 tokens in its even rows and 512 in its odd ones, so
          short prompts are scored by constants that were fitted on long ones. Arithmetic with nothing fitted is off only by the digits that its sources
          round away or cut off.
        </p>
      </Section>
      <Section title="The worst misses, and why">
        <WorstMisses most={10} />
      </Section>
      <Section title="Every row" id="every-row">
        <AllRows />
      </Section>
      <Section title="Where the published figures come from">
        <SourceList />
        <LeftOut />
      </Section>
    </>
  );
}

/** @param id where links lead */
function Section({ title, id, children }: { readonly title: string; readonly id?: string; readonly children: ReactNode }) {
  return (
    <section className="economics-section">
      <h2 id={id} tabIndex={id ? -1 : undefined}>
        {title}
      </h2>
      {children}
    </section>
  );
}
