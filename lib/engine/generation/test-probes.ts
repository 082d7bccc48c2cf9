import { expect, test } from 'vitest';
import { convert } from '../formats/convert';
import { parseSafetensors } from '../formats/safetensors';
import type { ModelFiles } from '../engine';
import type { Backend } from '../kernels/backend';
import { parseConfig } from '../model/config';
import { allocateKvCache } from '../model/kv-cache';
import { resolvePlan } from '../model/storage-plan';
import { uploadWeights } from '../model/weights';
import { bestCandidates } from './candidates';
import type { Precision } from './events';
import { ProbeRunner, type Look } from './probe-runner';
import { mainGoldens } from './test-golden-files';

const golden = mainGoldens.cases[1];
const ids = golden.prompt_ids;

/** What of a model's files a probe needs. */
type Files = Pick<ModelFiles, 'config' | 'weights'>;

/** Probes of the shipped model on a backend, in a cache of two slots. */
export async function prepareProbes(backend: Backend, files: Files, precision: Precision) {
  const config = parseConfig(files.config);
  const file = parseSafetensors(files.weights);
  const plan = resolvePlan({ precision }, new Set(file.keys()));
  const weights = await uploadWeights(backend, config, file, { plan, convert: (name, host, wanted) => convert(name, host, wanted, { rounding: 'nearest' }) });
  const cache = allocateKvCache(backend, config, 2, config.contextLength);
  return { backend, config, weights, cache, probes: new ProbeRunner(backend, config, weights, cache) };
}

const sum = (values: Iterable<number>): number => [...values].reduce((total, value) => total + value, 0);

const best = (logits: Float32Array) => bestCandidates(logits, 1, String)[0].id;

/** What must hold of probes on every backend. */
export function probeTests(makeBackend: () => Promise<Backend>, readFiles: () => Promise<Files>): void {
  test('attention: each row sums to 1 over the positions before it, itself included, and is 0 behind', async () => {
    const { backend, config, probes } = await prepareProbes(await makeBackend(), await readFiles(), 'f16');
    const { attention } = (await probes.look({ attention: 'all' }, { slot: 1, firstPosition: 0, ids }))!;
    expect(attention).toHaveLength(config.layers * config.heads);
    for (const { layer, head, weights } of attention!) {
      expect(weights).toHaveLength(ids.length ** 2);
      for (let t = 0; t < ids.length; t++) {
        const row = weights.subarray(t * ids.length, (t + 1) * ids.length);
        expect(sum(row.subarray(0, t + 1)), `layer ${layer}, head ${head}, token ${t}`).toBeCloseTo(1, 5);
        expect([...row.subarray(t + 1)].every((weight) => weight === 0)).toBe(true);
      }
    }
    backend.destroy();
  });

  test('one head alone is the same head among all, and nothing else comes with it', async () => {
    const { backend, probes } = await prepareProbes(await makeBackend(), await readFiles(), 'f16');
    const pass = { slot: 0, firstPosition: 0, ids };
    const all = (await probes.look({ attention: 'all' }, pass))!.attention!;
    const look = (await probes.look({ attention: [{ layer: 4, head: 6 }, { layer: 1, head: 0 }] }, pass))!;
    expect(Object.keys(look)).toEqual(['attention']);
    expect(look.attention!.map(({ layer, head }) => [layer, head])).toEqual([[4, 6], [1, 0]]);
    for (const { layer, head, weights } of look.attention!) expect(weights).toEqual(all.find((each) => each.layer === layer && each.head === head)!.weights);
    expect(await probes.look({}, pass)).toEqual({});
    backend.destroy();
  });

  test('lens: the last layer’s logits are PyTorch’s, and the first layer’s are not yet', async () => {
    const { backend, config, probes } = await prepareProbes(await makeBackend(), await readFiles(), 'f32');
    const { lens } = (await probes.look({ lens: 5 }, { slot: 0, firstPosition: 0, ids }))!;
    expect(lens).toHaveLength(config.layers);
    for (const [id, expected] of golden.last_logits_top10) expect(Math.abs(lens!.at(-1)![id] - expected)).toBeLessThan(2e-3);
    expect(best(lens!.at(-1)!)).toBe(golden.greedy_ids[0]);
    expect(Math.abs(lens![0][golden.last_logits_top10[0][0]] - golden.last_logits_top10[0][1])).toBeGreaterThan(0.1);
    backend.destroy();
  });

  test('a look leaves the cache as it was: the token after sees what it would have seen', async () => {
    const { backend, probes } = await prepareProbes(await makeBackend(), await readFiles(), 'f16');
    const next = golden.greedy_ids[0];
    const atOnce = (await probes.look({ lens: 1 }, { slot: 0, firstPosition: 0, ids: [...ids, next] }))!;
    await probes.look({ lens: 1, stages: true }, { slot: 1, firstPosition: 0, ids });
    await probes.look({ stages: true }, { slot: 0, firstPosition: 0, ids: ids.slice(0, 2) });
    const after = (await probes.look({ lens: 1, attention: [{ layer: 0, head: 0 }] }, { slot: 1, firstPosition: ids.length, ids: [next] }))!;
    const error = (a: Float32Array, b: Float32Array) => sum(a.map((value, id) => (value - b[id]) ** 2)) / sum(b.map((value) => value ** 2));
    for (const [layer, logits] of after.lens!.entries()) expect(error(logits, atOnce.lens![layer]), `layer ${layer}`).toBeLessThan(1e-6);
    expect(after.attention![0].weights).toHaveLength(ids.length + 1);
    backend.destroy();
  });

  test.for<[Precision, number]>([['f16', 1], ['q4', 1], ['f16', 4]])('stages in %s over %i tokens: FLOPs are two a parameter and token, and attention’s own; bytes are the weights’', async ([precision, tokens]) => {
    const { backend, config, weights, probes } = await prepareProbes(await makeBackend(), await readFiles(), precision);
    const firstPosition = 6;
    await probes.look({ lens: 1 }, { slot: 0, firstPosition: 0, ids: ids.slice(0, firstPosition) });
    const { stages, repetitions } = (await probes.look({ stages: true }, { slot: 0, firstPosition, ids: ids.slice(0, tokens) }))!;
    expect(repetitions).toBeGreaterThan(1);
    expect(stages!.every(({ ms }) => ms >= 0 && Number.isFinite(ms))).toBe(true);
    expect(sum(stages!.map(({ ms }) => ms))).toBeGreaterThan(0);

    const norms = (2 * config.layers + 1) * config.dim;
    const headParameters = config.vocab * config.dim;
    const multiplied = tokens * (weights.parameters - norms - headParameters) + headParameters; // the head is asked for one token only
    const ofKernel = (kernel: string) => stages!.filter((stage) => stage.kernel === kernel);
    expect(sum(ofKernel('linear').map(({ flops }) => flops))).toBe(2 * multiplied);

    let positions = 0;
    for (let t = 0; t < tokens; t++) positions += firstPosition + t + 1;
    const mixing = 4 * config.layers * config.heads * config.headDim * positions;
    const attention = sum(ofKernel('attention').map(({ flops }) => flops));
    expect(attention).toBeGreaterThanOrEqual(mixing);
    expect(attention).toBeLessThan(1.2 * mixing);
    const total = sum(stages!.map(({ flops }) => flops));
    expect(total - attention).toBeGreaterThan(2 * multiplied);
    expect(total - attention).toBeLessThan(2 * multiplied * 1.02); // norms, rotations and sums

    const weightBytes = sum(weights.storage.map(({ bytes }) => bytes));
    const linearBytes = sum(ofKernel('linear').map(({ bytes }) => bytes));
    if (backend.variant !== 'reference') expect(linearBytes).toBeGreaterThan(weightBytes - 4 * norms);
    expect(sum(ofKernel('storeCache').map(({ bytes }) => bytes))).toBe(config.layers * 2 * (12 + 2 * 4 * tokens * config.kvHeads * config.headDim));
    backend.destroy();
  });

  test('stages have names, layers and shapes, in the order in which they run', async () => {
    const { backend, config, probes } = await prepareProbes(await makeBackend(), await readFiles(), 'f16');
    const { stages } = (await probes.look({ stages: true }, { slot: 0, firstPosition: 0, ids: ids.slice(0, 3) }))!;
    expect(stages).toHaveLength(4 + 17 * config.layers);
    expect(new Set(stages!.map(({ name }) => name)).size).toBe(stages!.length);
    expect(stages![0]).toMatchObject({ name: 'embedding', kernel: 'embed', inputShape: [3], outputShape: [3, config.dim] });
    expect(stages![0].layer).toBeUndefined();
    const down = stages!.find(({ name }) => name === 'layer 3 / feed-forward / down')!;
    expect(down).toMatchObject({ kernel: 'linear', layer: 3, inputShape: [3, config.hiddenDim], outputShape: [3, config.dim], flops: 2 * 3 * config.dim * config.hiddenDim });
    expect(stages!.at(-1)).toMatchObject({ name: 'head / logits', inputShape: [1, config.dim], outputShape: [1, config.vocab] });
    expect(stages!.filter(({ layer }) => layer === 2).map(({ name }) => name.split(' / ').slice(1).join(' '))).toEqual([
      'attention norm', 'attention query', 'attention key', 'attention value', 'attention turn query', 'attention turn key', 'attention store key',
      'attention store value', 'attention mix', 'attention output', 'attention add',
      'feed-forward norm', 'feed-forward gate', 'feed-forward up', 'feed-forward multiply', 'feed-forward down', 'feed-forward add',
    ]);
    backend.destroy();
  });

  test('an abort ends a look, before it and while stages are timed; afterwards, and after a release, looks go on', async () => {
    const { backend, probes } = await prepareProbes(await makeBackend(), await readFiles(), 'f16');
    const pass = { slot: 0, firstPosition: 0, ids };
    expect(await probes.look({ lens: 1 }, pass, AbortSignal.abort())).toBeUndefined();
    const abort = new AbortController();
    const look: Promise<Look | undefined> = probes.look({ stages: true }, pass, abort.signal);
    setTimeout(() => abort.abort(), 5);
    expect(await look).toBeUndefined();
    const before = (await probes.look({ lens: 1 }, pass))!;
    probes.release();
    const after = (await probes.look({ lens: 1 }, pass))!;
    expect(after.lens).toEqual(before.lens);
    backend.destroy();
  });
}
