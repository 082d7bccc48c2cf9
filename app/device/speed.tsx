'use client';

import Link from 'next/link';
import { type ReactNode, useState } from 'react';
import { Readout, Readouts } from '@/components/charts';
import { Button, Controls } from '@/components/ui';
import type { LabClient } from '@/lib/engine-client/lab-client';
import type { DeviceMeasurement } from '@/lib/engine/generation/measurements';
import { measured } from './figures';
import { Section } from './sections';

/** What was measured, and where and when. */
export interface MeasuredDevice {
  readonly device: string;
  readonly at: number;
  readonly found: DeviceMeasurement;
}

interface SpeedProps {
  readonly speed: MeasuredDevice | null;
  readonly onMeasured: (speed: MeasuredDevice) => void;
  readonly lab: () => LabClient;
  /** Does one thing at a time, and shows what goes wrong. */
  readonly attempt: (work: () => Promise<void>) => Promise<void>;
  readonly disabled: boolean;
  /** Why the last attempt failed. */
  readonly problem: ReactNode;
}

/** Four figures that decide how fast a model runs here. */
export function Speed({ speed, onMeasured, lab, attempt, disabled, problem }: SpeedProps) {
  const [measuring, setMeasuring] = useState(false);
  const measure = async () => {
    setMeasuring(true);
    await attempt(async () => {
      const { engine } = await lab().load();
      const found = await lab().measureDevice();
      if (document.visibilityState === 'hidden') throw new Error('The tab was hidden meanwhile, so the figures would say nothing. Measure again.');
      onMeasured({ device: engine.device, at: Date.now(), found });
    });
    setMeasuring(false);
  };
  const figure = (name: string, value: number | undefined, unit: 'bytes/s' | 'flops/s' | 'ms') => (speed && value !== undefined ? measured(name, value, unit, speed.device, speed.found.samples, speed.at) : null);
  return (
    <Section title="Speed of this device">
      <p>
        To write one token, a processor must read every weight once. So how fast memory can be read decides how fast a large model writes; how fast it multiplies decides how fast a
        long prompt is read; and what each step costs beside its sums decides how fast a small model writes. Each is measured several times here, and the median is shown. How fast the shipped model runs, beside other engines: <Link href="/bench/">Side by side</Link>.
      </p>
      <Readouts label="Speed of this device">
        <Readout label="Copy bandwidth" measure={figure('copy-bandwidth', speed?.found.copyBytesPerSecond, 'bytes/s')} />
        <Readout label="Multiply-add peak, f32" measure={figure('multiply-add-peak', speed?.found.multiplyAddFlopsPerSecond, 'flops/s')} />
        <Readout label="One launch more" measure={figure('launch-overhead', speed?.found.launchMs, 'ms')} />
        <Readout label="Reading back a number" measure={figure('readback-time', speed?.found.readbackMs, 'ms')} />
      </Readouts>
      {speed?.found.readbackMs === 0 && <p className="device-note">A time of 0 is one that this browser’s clock cannot tell from none: on the CPU nothing is launched and nothing has to be read back.</p>}
      <Controls label="Measure this device">
        <Button kind="primary" action="run" onClick={measure} disabled={disabled}>
          {measuring ? 'Measuring…' : 'Measure'}
        </Button>
      </Controls>
      {problem}
    </Section>
  );
}
