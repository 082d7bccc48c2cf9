#!/usr/bin/env node
/**
 * `node bench/profile.mjs`: where the time of one forward pass goes on WebGPU: each launch timed alone, summed by what it is.
 *
 *   --precision f16 --variant invocation|workgroup|subgroup --batch 1 --tokens 1 --context 64 --times 20 --samples 5 --model pocket-5m --json
 */
import { parseArgs } from 'node:util';
import { ensureBrowser } from '../scripts/ensure-browser.mjs';
import { withHousePage } from '../scripts/house-page.mjs';

const text = (value) => ({ type: 'string', default: value });
const { values } = parseArgs({
  options: {
    model: text('pocket-5m'), precision: text('f16'), variant: text('invocation'), batch: text('1'), tokens: text('1'), context: text('64'),
    times: text('20'), samples: text('5'), json: { type: 'boolean', default: false },
  },
});
const counts = Object.fromEntries(['batch', 'tokens', 'context', 'times', 'samples'].map((name) => [name, Number(values[name])]));
for (const [name, count] of Object.entries(counts)) {
  if (!Number.isSafeInteger(count) || count < (name === 'context' ? 0 : 1)) throw new Error(`--${name} is ${values[name]}: give a whole number.`);
}
const request = { model: values.model, precision: values.precision, variant: values.variant, ...counts };

const { launches, wholeMs } = await withHousePage(ensureBrowser((line) => console.error(line)), async (page, open) => {
  await open();
  return page.evaluate(async (asked) => (await import('/bench/profile/page.ts')).profile(asked), request);
});

/** The launches of all layers together. */
const groups = new Map();
for (const { name, ms } of launches) {
  const group = name.replace(/layer \d+/g, 'layer');
  const { ms: sum = 0, count = 0 } = groups.get(group) ?? {};
  groups.set(group, { ms: sum + ms, count: count + 1 });
}
const total = launches.reduce((sum, { ms }) => sum + ms, 0);
if (values.json) console.log(JSON.stringify({ ...request, wholeMs, launches }));
else {
  for (const [name, { ms, count }] of [...groups].toSorted((a, b) => b[1].ms - a[1].ms)) console.log(`${ms.toFixed(3).padStart(9)} ms  ${((100 * ms) / total).toFixed(1).padStart(5)} %  ${String(count).padStart(3)} x  ${name}`);
  console.log(`${total.toFixed(3).padStart(9)} ms, ${launches.length} launches one by one; ${wholeMs.toFixed(3)} ms the pass as a whole, with a readback.`);
}
