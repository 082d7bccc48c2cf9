import { expect, test } from 'vitest';
import { layerMeasures } from './layer';

test('a model is so many layers and one head', () => {
  const work = (ms: number, weightBytes: number) => ({ ms, weightBytes, samples: 5, flops: 1, launches: 8 });
  const [layer, head, speed, bytes] = layerMeasures({ layers: 16, source: 'llama-3.2-1b-config' }, { layer: work(2, 100), head: work(8, 50), copies: 3 }, 'a test', 1_000);
  expect([layer.value, head.value]).toEqual([2, 8]);
  expect(speed).toMatchObject({ name: 'decode-tokens-per-second', value: 25, unit: 'tokens/s' });
  expect(speed.provenance).toMatchObject({ kind: 'derived', from: [{ kind: 'published', source: 'llama-3.2-1b-config' }, { kind: 'measured', device: 'a test', samples: 5 }, { kind: 'measured' }] });
  expect(bytes).toMatchObject({ value: 1650, unit: 'bytes', provenance: { kind: 'derived', from: [{ kind: 'published' }, { kind: 'counted' }] } });
});

test('what a real layer has and the measured one has not is said beside the figures of the whole', () => {
  const work = { ms: 1, weightBytes: 1, samples: 5, flops: 1, launches: 8 };
  const [, , ...whole] = layerMeasures({ layers: 28, source: 'qwen3-0.6b-config', notModelled: 'a norm is missing' }, { layer: work, head: work, copies: 3 }, 'a test', 0);
  for (const { provenance } of whole) expect(provenance).toMatchObject({ formula: expect.stringMatching(/; a norm is missing$/) });
});
