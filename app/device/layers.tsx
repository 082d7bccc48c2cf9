'use client';

import { type ReactNode, useRef, useState } from 'react';
import { ProvenanceChip } from '@/components/charts';
import { formatFigure } from '@/components/charts/format';
import { measureAttributes } from '@/components/charts/measure-attributes';
import { Button, Controls, Segmented, Select } from '@/components/ui';
import { modelShapes, type ModelShapeName } from '@/content/model-shapes';
import type { LabClient } from '@/lib/engine-client/lab-client';
import type { Precision } from '@/lib/engine/generation/precision';
import { layerMeasures } from '@/lib/measure/layer';
import type { Measure } from '@/lib/measure/measure';
import { Section } from './sections';

interface LayersProps {
  readonly lab: () => LabClient;
  readonly attempt: (work: () => Promise<void>) => Promise<void>;
  readonly disabled: boolean;
  /** Why the last attempt failed. */
  readonly problem: ReactNode;
}

interface Row {
  readonly shape: ModelShapeName;
  readonly precision: Precision;
  readonly measures: readonly Measure[];
}

const precisionOptions = (['f32', 'f16', 'q8', 'q4', 'q2'] as const).map((value) => ({ value: value as Precision, label: value }));
/** Tokens in the cache of the one sequence that is timed. */
const context = 256;

/** A layer of a real model, with random weights made here: how fast that model would write on this device, without its download. */
export function Layers({ lab, attempt, disabled, problem }: LayersProps) {
  const [shapeName, setShapeName] = useState<ModelShapeName>('SmolLM2-135M');
  const [precision, setPrecision] = useState<Precision>('q4');
  const [rows, setRows] = useState<readonly Row[]>([]);
  const running = useRef<AbortController | null>(null);
  const [measuring, setMeasuring] = useState(false);

  const measure = async () => {
    const abort = new AbortController();
    running.current = abort;
    setMeasuring(true);
    await attempt(async () => {
      const shape = modelShapes.find(({ name }) => name === shapeName)!;
      const { engine } = await lab().load();
      try {
        const found = await lab().measureLayer({ shape, plan: { precision }, batch: 1, tokens: 1, context }, { signal: abort.signal });
        if (document.visibilityState === 'hidden') throw new Error('The tab was hidden meanwhile, so the figures would say nothing. Measure again.');
        const row: Row = { shape: shapeName, precision, measures: layerMeasures(shape, found, engine.device, Date.now()) };
        setRows((before) => [...before.filter((other) => other.shape !== shapeName || other.precision !== precision), row]);
      } catch (thrown) {
        if (!abort.signal.aborted) throw thrown;
      }
    });
    setMeasuring(false);
  };
  return (
    <Section title="A layer of a real model">
      <p>
        The shapes of published models are known, and how fast a layer runs does not depend on what its weights say. So one layer is made here with random weights and timed, with a
        cache of {context} tokens; times the number of layers, and the head once, it gives the speed of the whole model, as if it fitted.
      </p>
      <Controls label="Measure a layer">
        <Select label="Model" value={shapeName} options={modelShapes.map(({ name }) => ({ value: name, label: name }))} onChange={setShapeName} />
        <Segmented label="Precision" value={precision} options={precisionOptions} onChange={setPrecision} />
        {measuring ? (
          <Button action="stop" onClick={() => running.current?.abort()}>
            Stop
          </Button>
        ) : (
          <Button action="measure-layer" onClick={measure} disabled={disabled}>
            Measure its layer
          </Button>
        )}
      </Controls>
      <p className="device-note" role="status">
        {measuring ? `Random weights in the shapes of ${shapeName} are being made and timed, which may take some seconds.` : ''}
      </p>
      {problem}
      {rows.length > 0 && (
        <div className="table-scroll" role="region" aria-label="Layers measured here" tabIndex={0}>
          <table className="data-table">
            <caption>Layers measured here, one token for one sequence</caption>
            <thead>
              <tr>
                {['Model', 'Weights', 'One layer', 'The head', 'The whole model writes', 'Its weights'].map((column) => (
                  <th key={column} scope="col">
                    {column}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map(({ shape, precision: stored, measures }) => (
                <tr key={`${shape} ${stored}`}>
                  <th scope="row">{shape}</th>
                  <td>{stored}</td>
                  {measures.map((figure) => (
                    <td key={figure.name}>
                      <LayerFigure measure={figure} setting={`${shape}-${stored}`} of={`${shape}, ${stored}`} />
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Section>
  );
}

function LayerFigure({ measure, setting, of }: { readonly measure: Measure; readonly setting: string; readonly of: string }) {
  const { number, unit } = formatFigure(measure.value, measure.unit);
  return (
    <>
      <span {...measureAttributes(measure, setting)}>
        {number} {unit}
      </span>{' '}
      <ProvenanceChip provenance={measure.provenance} of={of} />
    </>
  );
}
