import { describe, expect, test } from 'vitest';
import golden from '@/test/fixtures/onnx/pocket-test/golden.json';
import { endOf, tokensOf } from '../generation/test-goldens';
import { greedy } from '../generation/sample';
import { createTransformersEngine } from './transformers-js';

const local = { kind: 'local', url: new URL('/test/fixtures/onnx/pocket-test/', location.href).href, name: 'pocket-test' } as const;

describe.for(['wasm', 'webgpu'] as const)('transformers.js on %s', (device) => {
  test('greedy tokens are the golden’s', async () => {
    const engine = await createTransformersEngine({ source: local, device, description: 'the test machine', chat: false });
    const [{ prompt, greedyIds }] = golden.cases;
    console.log(JSON.stringify(engine.facts));
    const written = await tokensOf(engine.generate({ prompt, sampling: greedy, maxTokens: 24 }));
    expect(written.map(({ id }) => id)).toEqual(greedyIds);
    engine.destroy();
  });
});
