import { expect, test } from 'vitest';
import { layerMeasures } from './layer';

test('a model is so many layers and one head', () => {
  const work = (ms: number, weightBytes: number) => ({ ms, weightBytes, samples: 5, flops: 1 });
  const [layer, head, speed, bytes] = layerMeasures(16, { layer: work(2, 100), head: work(8, 50), copies: 3 }, 'a test', 1_000);
  expect([layer.value, head.value]).toEqual([2, 8]);
  expect(speed).toMatchObject({ name: 'decode-tokens-per-second', value: 25, unit: 'tokens/s' });
  expect(speed.provenance).toMatchObject({ kind: 'derived', from: [{ kind: 'measured', device: 'a test', samples: 5 }, { kind: 'measured' }] });
  expect(bytes).toMatchObject({ value: 1650, unit: 'bytes', provenance: { kind: 'counted' } });
});
