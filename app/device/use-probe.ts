'use client';

import { useEffect, useState } from 'react';
import { adapterReport } from '@/lib/engine-client/adapter-report';
import type { AdapterReport } from '@/lib/engine-client/protocol';

/** What the browser tells of itself without any engine. */
export interface Probe {
  readonly browser: string;
  readonly threads: number | null;
  readonly secureContext: boolean;
  readonly webgpu: boolean;
  /** null: none, or not known yet. */
  readonly adapter: AdapterReport | null;
  readonly asked: boolean;
}

const nothingYet: Probe = { browser: '', threads: null, secureContext: true, webgpu: false, adapter: null, asked: false };

/** Asks for an adapter, never for a device: nothing is started. */
export function useProbe(): Probe {
  const [probe, setProbe] = useState(nothingYet);
  useEffect(() => {
    let gone = false;
    const found: Probe = {
      browser: navigator.userAgent,
      threads: navigator.hardwareConcurrency ?? null,
      secureContext: window.isSecureContext,
      webgpu: Boolean(navigator.gpu),
      adapter: null,
      asked: true,
    };
    const ask = async () => {
      const adapter = await navigator.gpu?.requestAdapter({ powerPreference: 'high-performance' }).catch(() => null);
      if (!gone) setProbe(adapter ? { ...found, adapter: adapterReport(adapter) } : found);
    };
    void ask();
    return () => {
      gone = true;
    };
  }, []);
  return probe;
}
