'use client';

import { type ReactNode, useRef, useState } from 'react';
import { Button } from '@/components/ui';
import type { Provenance } from '@/lib/measure/measure';
import { DataTable } from './data-table';
import { ProvenanceChip } from './provenance-chip';
import { Raised } from './raised';
import { saveFile } from './save';
import { type ChartTable, tableToCsv } from './table';

interface ChartFrameProps {
  /** Short name of what is drawn; also the exported files' name: `Candidates for the next token`. */
  readonly title: string;
  /** The exported files' name, where the title is a whole sentence. */
  readonly exportName?: string;
  /** What a reader who cannot see the chart needs to know, in a sentence or two. Kept up to date with the data. */
  readonly summary: string;
  readonly provenance: Provenance;
  readonly table: ChartTable;
  readonly children: ReactNode;
}

const fileName = (title: string) => title.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^-|-$/g, '');

/** Round every chart: its summary in words, its numbers as a table, its export, and where the numbers come from. */
export function ChartFrame({ title, exportName = title, summary, provenance, table, children }: ChartFrameProps) {
  const drawing = useRef<HTMLDivElement>(null);
  const [failure, setFailure] = useState('');

  const savePng = async () => {
    if (!drawing.current) return;
    try {
      // Few readers save a picture: what draws it comes when one does.
      const [{ pictureOf }, { svgToPng }] = await Promise.all([import('./picture'), import('./svg-to-png')]);
      saveFile(`${fileName(exportName)}.png`, await svgToPng(pictureOf(drawing.current)));
      setFailure('');
    } catch (error) {
      setFailure(error instanceof Error ? error.message : String(error));
    }
  };

  return (
    <div className="chart" role="group" aria-label={title}>
      <div ref={drawing}>
        <p className="chart-title">
          <Raised text={title} /> <ProvenanceChip provenance={provenance} of={title} />
        </p>
        {children}
      </div>
      <p className="visually-hidden">{summary}</p>
      <details className="chart-data">
        <summary>Numbers and export</summary>
        <DataTable caption={title} table={table} />
        <div className="chart-export">
          <Button onClick={() => saveFile(`${fileName(exportName)}.csv`, new Blob([tableToCsv(table)], { type: 'text/csv' }))}>Save as CSV</Button>
          <Button onClick={savePng}>Save as PNG</Button>
          <span role="status">{failure}</span>
        </div>
      </details>
    </div>
  );
}
