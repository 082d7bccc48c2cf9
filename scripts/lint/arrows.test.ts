import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { refusal } from './arrows.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** One line in one file: every arrow of design.md section 1 the wrong way round, by alias and by relative path. */
const bad: readonly (readonly [file: string, line: string])[] = [
  ['mdx-components.tsx', `import Home from '@/app/page';`],
  ['mdx-components.tsx', `import Home from './app/page';`],
  ['components/lesson/a.tsx', `import Home from '@/app/page';`],
  ['components/lesson/b.tsx', `import { useMDXComponents } from '../../mdx-components';`],
  ['components/lesson/c.tsx', `import lesson from '@/content/lessons/02-what-happens.mdx';`],
  ['components/widgets/x/a.tsx', `import { createEngine } from '@/lib/engine';`],
  ['components/widgets/x/b.tsx', `import { createEngine } from '../../../lib/engine/index';`],
  ['components/widgets/x/c.tsx', `import { sample } from '@/lib/engine/generation/sample';`],
  ['components/widgets/x/d.tsx', `import { type Sampling } from '@/lib/engine/generation/sample';`],
  ['components/widgets/x/e.tsx', `const engine = await import('@/lib/engine');`],
  ['components/widgets/x/f.tsx', `const worker = new Worker(new URL('../../../lib/engine-client/../engine/index.ts', import.meta.url));`],
  ['components/widgets/x/g.tsx', `export * from '@/lib/engine/kernels/linear/linear';`],
  ['components/charts/a.tsx', `import { Figure } from '@/components/lesson/figure';`],
  ['components/charts/b.tsx', `import Tokenizer from '../widgets/tokenizer';`],
  ['components/charts/c.tsx', `import type { GenerationEvent } from '@/lib/engine/generation/events';`],
  ['components/charts/d.tsx', `import { client } from '@/lib/engine-client/client';`],
  ['components/charts/e.tsx', `import { cost } from '../../lib/economics/cost';`],
  ['components/ui/a.tsx', `import { BarChart } from '@/components/charts/bar-chart';`],
  ['components/ui/b.tsx', `import type { Measure } from '@/lib/measure/measure';`],
  ['components/ui/c.tsx', `import { sources } from '../../content/sources';`],
  ['app/a/page.tsx', `import { createEngine } from '@/lib/engine';`],
  ['app/b/page.tsx', `import { tokenise } from '../../lib/engine/tokenizer/tokenizer';`],
  ['lib/engine-client/client.ts', `import { createEngine } from '@/lib/engine';`],
  ['lib/engine-client/a.ts', `import { Button } from '@/components/ui/button';`],
  ['lib/engine-client/b.ts', `import { step } from '../training/step';`],
  ['lib/engine-client/worker.ts', `import { linear } from '@/lib/engine/kernels/linear/linear';`],
  ['lib/training/a.ts', `import { client } from '@/lib/engine-client/client';`],
  ['lib/training/b.ts', `import { forward } from '../engine/model/forward';`],
  ['lib/economics/a.ts', `import { client } from '@/lib/engine-client/client';`],
  ['lib/economics/b.ts', `import type { EngineFacts } from '@/lib/engine/engine';`],
  ['lib/measure/a.ts', `import { cost } from '@/lib/economics/cost';`],
  ['lib/measure/b.ts', `import { Readout } from '../../components/charts/readout';`],
  ['content/a.ts', `import { cost } from '@/lib/economics/cost';`],
  ['content/b.ts', `import { percentile } from '../lib/measure/percentile';`],
  ['lib/engine/tensor/a.ts', `import { linear } from '../kernels/linear/linear';`],
  ['lib/engine/kernels/a.ts', `import { webgpu } from '@/lib/engine/backends/webgpu/webgpu';`],
  ['lib/engine/kernels/b.ts', `import { forward } from '../model/forward';`],
  ['lib/engine/backends/a.ts', `import { forward } from '../model/forward';`],
  ['lib/engine/formats/a.ts', `import { linear } from '../kernels/linear/linear';`],
  ['lib/engine/model/a.ts', `import { generate } from '../generation/generate';`],
  ['lib/engine/model/b.ts', `import { webgpu } from '../backends/webgpu/webgpu';`],
  ['lib/engine/generation/a.ts', `import { remote } from '../adapters/remote';`],
  ['lib/engine/generation/b.ts', `import { createEngine } from '../index';`],
  ['lib/engine/model/c.ts', `import { useState } from 'react';`],
  ['lib/engine/model/d.ts', `import Link from 'next/link';`],
  ['lib/engine/model/e.ts', `import { scaleLinear } from 'd3-scale';`],
  ['lib/engine/model/f.ts', `import { client } from '@/lib/engine-client/client';`],
  ['lib/engine/model/g.ts', `import { Unit } from '../../measure/measure';`],
  ['lib/engine/model/h.ts', `export const width = window.innerWidth;`],
  ['lib/engine/model/i.ts', `export const adapter = await navigator.gpu.requestAdapter();`],
  ['lib/measure/c.ts', `export type Home = import('@/app/page').Home;`],
  ['components/ui/d.tsx', `import { build } from '@/scripts/build.mjs';`],
];

const good: readonly (readonly [file: string, line: string])[] = [
  ['app/page.tsx', `import { lessons } from '@/content/curriculum';\nimport { Button } from '@/components/ui/button';\nconst lesson = await import('@/content/lessons/02-what-happens.mdx');\nexport default [lessons, Button, lesson];`],
  ['components/widgets/x/view.tsx', `import type { GenerationEvent } from '@/lib/engine/generation/events';\nimport { reshape } from '@/lib/engine/pure';\nimport { state } from './state';\nimport { useRun } from '@/lib/engine-client/use-run';\nexport const event: GenerationEvent[] = [reshape, state, useRun];`],
  ['components/charts/line-chart.tsx', `import { scaleLinear } from 'd3-scale';\nimport type { Series } from '@/lib/measure/measure';\nexport const chart = (series: Series) => scaleLinear(series);`],
  ['lib/engine-client/client.ts', `import { errorFromData } from '@/lib/engine/errors';\nexport const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });\nexport { errorFromData };`],
  ['lib/engine-client/worker.ts', `import { createEngine } from '@/lib/engine';\nimport { createTokenizer } from '@/lib/engine/tokenizer/tokenizer';\nexport { createEngine, createTokenizer };`],
  ['lib/engine/index.ts', `import { webgpu } from './backends/webgpu/webgpu';\nimport { parse } from './formats/safetensors';\nexport { webgpu, parse };`],
  ['lib/engine/model/model.browser.test.ts', `import { webgpu } from '../backends/webgpu/webgpu';\nimport goldens from '@/test/goldens/pocket-5m.json';\nexport const adapter = [webgpu, goldens, await navigator.gpu.requestAdapter()];`],
  ['lib/engine/generation/test-goldens.ts', `import { createEngine } from '../index';\nimport goldens from '@/test/goldens/pocket-5m.json';\nexport { createEngine, goldens };`],
  ['lib/economics/cost.ts', `import { sources } from '@/content/sources';\nimport type { Measure } from '@/lib/measure/measure';\nexport const cost: Measure = sources;`],
];

/** Lints `files` in a folder of their own with the house's configuration; the messages of our two rules by file. */
function lint(files: readonly (readonly [string, string])[]): Map<string, string> {
  const folder = mkdtempSync(join(tmpdir(), 'forward-pass-lint-'));
  try {
    for (const name of ['.oxlintrc.json', 'scripts/lint']) cpSync(join(root, name), join(folder, name), { recursive: true });
    for (const [file, line] of files) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), `${line}\n`);
    }
    const command = join(root, 'node_modules/oxlint/bin/oxlint');
    let output: string;
    try {
      output = execFileSync(process.execPath, [command, '--format=json'], { cwd: folder, encoding: 'utf8' });
    } catch (failure) {
      output = (failure as { stdout: string }).stdout;
    }
    const { diagnostics } = JSON.parse(output) as { diagnostics: { code: string; filename: string; message: string }[] };
    const ours = diagnostics.filter(({ code }) => code === 'house(arrows)' || code === 'eslint(no-restricted-globals)');
    return new Map(ours.map(({ filename, message }) => [filename, message]));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe('the arrows of design.md section 1', () => {
  it('finds every import that points up', () => {
    const found = lint(bad);
    expect(bad.map(([file]) => file).filter((file) => !found.has(file))).toEqual([]);
  });

  it('lets every import that points down pass', () => {
    expect([...lint(good)]).toEqual([]);
  });

  it('says what is wrong and where the table is', () => {
    expect(refusal('components/ui/button.tsx', '@/components/charts/axis', 'value')).toBe(
      'components/ui may not import components/charts: arrows point down (scripts/lint/arrows.mjs).',
    );
    expect(refusal('app/page.tsx', '@/lib/engine/engine', 'value')).toContain('only types');
    expect(refusal('app/page.tsx', '@/lib/engine/engine', 'type')).toBeUndefined();
  });
});

it('no lesson imports or exports anything', () => {
  const folder = join(root, 'content/lessons');
  const lessons = readdirSync(folder).filter((name) => name.endsWith('.mdx'));
  for (const name of lessons) expect(readFileSync(join(folder, name), 'utf8'), name).not.toMatch(/^(import|export)\s/m);
});
