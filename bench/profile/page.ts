import { storagePlan } from '@/lib/engine/model-instance';
import { WebGpuBackend } from '@/lib/engine/backends/webgpu/webgpu-backend';
import { convert } from '@/lib/engine/formats/convert';
import { parseSafetensors } from '@/lib/engine/formats/safetensors';
import type { Precision } from '@/lib/engine/generation/events';
import type { Variant } from '@/lib/engine/kernels/kernel';
import { median } from '@/lib/engine/kernels/median';
import { parseConfig } from '@/lib/engine/model/config';
import { forward } from '@/lib/engine/model/forward';
import { allocateKvCache } from '@/lib/engine/model/kv-cache';
import { uploadWeights } from '@/lib/engine/model/weights';
import { testDevice } from '@/lib/engine/test-device';

export interface ProfileRequest {
  readonly model: string;
  readonly precision: Precision;
  readonly variant: Variant;
  readonly batch: number;
  /** New tokens of each sequence, and how many stand before them. */
  readonly tokens: number;
  readonly context: number;
  /** Each launch is run so many times in one submission. */
  readonly times: number;
  readonly samples: number;
}

export interface ProfiledLaunch {
  readonly name: string;
  /** Median of the samples, of one launch. */
  readonly ms: number;
}

/** Times each launch of one forward pass alone, on this browser's adapter; what a submission with nothing in it takes is taken off. */
export async function profile(request: ProfileRequest): Promise<{ launches: ProfiledLaunch[]; wholeMs: number }> {
  const { model, precision, variant, batch, tokens, context, times, samples } = request;
  const device = await testDevice();
  const backend = new WebGpuBackend(device, variant);
  const config = parseConfig(await (await fetch(`/models/${model}/config.json`)).json());
  const file = parseSafetensors(await (await fetch(`/models/${model}/model.safetensors`)).arrayBuffer());
  const plan = storagePlan({ precision }, file);
  const weights = await uploadWeights(backend, config, file, {
    plan,
    convert: (name, host, wanted) => convert(name, host, wanted, { block: plan.block, rounding: plan.rounding }),
  });
  const cache = allocateKvCache(backend, config, batch, config.contextLength);
  const ids = backend.allocate('ids', 'u32', [batch * tokens]);
  backend.write(ids, Uint32Array.from({ length: batch * tokens }, (_, index) => (index * 37) % config.vocab));
  const rows = backend.allocate('rows', 'u32', [batch, 3]);
  backend.write(rows, Uint32Array.from(Array.from({ length: batch }, (_, slot) => [context, tokens, slot]).flat()));
  const logitRows = backend.allocate('logit rows', 'u32', [batch]);
  backend.write(logitRows, Uint32Array.from({ length: batch }, (_, row) => row * tokens + tokens - 1));
  const program = await backend.capture((pass) => void forward(pass, config, weights, cache, { tokens, ids, rows, logitRows }));
  const timed = async (run: () => Promise<number>): Promise<number> => {
    await run();
    const sampled: number[] = [];
    while (sampled.length < samples) sampled.push(await run());
    return median(sampled);
  };
  const empty = await timed(() => program.time(0, 0));
  const launches: ProfiledLaunch[] = [];
  for (let launch = 0; launch < program.launches.length; launch++) {
    launches.push({ name: program.launches[launch], ms: ((await timed(() => program.time(launch, times))) - empty) / times });
  }
  const wholeMs = await timed(async () => {
    const begin = performance.now();
    await program.run([rows]);
    return performance.now() - begin;
  });
  device.destroy();
  return { launches, wholeMs };
}
