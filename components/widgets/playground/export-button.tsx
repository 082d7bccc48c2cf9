'use client';

import { saveFile } from '@/components/charts/save';
import { Button } from '@/components/ui';
import { toExport } from './export';
import type { NamedRun } from './run-record';

interface ExportButtonProps {
  readonly runs: readonly NamedRun[];
  readonly link: () => string;
  readonly disabled: boolean;
}

/** The runs on the page as a file. */
export function ExportButton({ runs, link, disabled }: ExportButtonProps) {
  return (
    <Button action="export" disabled={disabled} onClick={() => saveFile('forward-pass-playground.json', new Blob([toExport(runs, link(), new Date())], { type: 'application/json' }))}>
      Export as JSON
    </Button>
  );
}
