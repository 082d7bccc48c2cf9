import { afterEach, describe, expect, it } from 'vitest';
import { createTrainingClient, type TrainingClient } from './client';
import type { TrainingEvent } from './events';
import type { TrainingRequest } from './request';
import { startTrainingWorker } from './start-worker';
import { all, easyLines, is } from './test-training';

const request: TrainingRequest = { corpus: 'own', text: easyLines, order: 'auto', options: { batchRows: 8, steps: 20, warmupSteps: 5, heldoutEvery: 10, sampleEvery: 10, checkpointEvery: 10, seed: 3 } };

/** A page whose tab can be hidden. */
class Page extends EventTarget {
  hidden = false;
  hide(hidden: boolean): void {
    this.hidden = hidden;
    this.dispatchEvent(new Event('visibilitychange'));
  }
}

let client: TrainingClient | null = null;
afterEach(() => client?.close());

/** The events of a training until one that `isWanted`, and everything told by then. */
function training(change: Partial<TrainingRequest> = {}, createWorker = startTrainingWorker) {
  const events: TrainingEvent[] = [];
  const waiting = new Set<() => void>();
  const page = new Page();
  client = createTrainingClient({ createWorker, page: page as unknown as Document });
  const run = client.train({ ...request, ...change }, (event) => {
    events.push(event);
    for (const look of waiting) look();
  });
  const until = (isWanted: (event: TrainingEvent) => boolean): Promise<void> =>
    new Promise((resolve) => {
      const look = () => {
        if (!events.some(isWanted)) return;
        waiting.delete(look);
        resolve();
      };
      waiting.add(look);
      look();
    });
  return { client, run, page, events, until };
}

describe('the trainer in its worker', () => {
  it('trains on the processor where the only GPU is software, and says so', async () => {
    const { events, until } = training();
    await until(is('training-end'));
    expect(all(events, 'backend-chosen')[0]).toMatchObject({ backend: 'wasm', reason: expect.stringMatching(/software|no WebGPU/) as string });
    expect(all(events, 'step-end').length).toBe(20);
    expect(all(events, 'training-end')[0]).toMatchObject({ reason: 'finished', step: 20, error: null });
    expect(all(events, 'checkpoint').at(-1)!.checkpoint.model.weights.size).toBe(20);
  });

  it('trains on WebGPU where that is ordered', async () => {
    const { events, until } = training({ order: 'webgpu', until: 3 });
    await until(is('training-end'));
    expect(all(events, 'training-start')[0]).toMatchObject({ backend: 'webgpu' });
    expect(all(events, 'training-end')[0]).toMatchObject({ reason: 'finished', step: 3, error: null });
  });

  it('stands still in a hidden tab, and goes on when it is shown', async () => {
    const { events, page, until } = training();
    await until(is('step-end'));
    page.hide(true);
    await until(is('pause'));
    const { length } = all(events, 'step-end');
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(all(events, 'step-end').length).toBe(length);
    page.hide(false);
    await until(is('training-end'));
    expect(all(events, 'training-end')[0]).toMatchObject({ reason: 'finished', step: 20 });
  });

  it('ends as stopped when the page is left in mid-step', async () => {
    const { client: trainer, events, until } = training();
    await until(is('step-end'));
    trainer.close();
    expect(all(events, 'training-end')).toMatchObject([{ reason: 'stopped', error: null }]);
    const told = events.length;
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(events.length).toBe(told);
  });

  it('says when its worker is lost, and trains again in a new one from the last checkpoint', async () => {
    const workers: Worker[] = [];
    const { client: trainer, events, until } = training({}, () => {
      workers.push(startTrainingWorker());
      return workers.at(-1)!;
    });
    await until((event) => event.type === 'checkpoint' && event.checkpoint.model.step === 10);
    workers[0].dispatchEvent(new ErrorEvent('error', { message: 'killed' }));
    expect(all(events, 'training-end')).toMatchObject([{ reason: 'failed', error: { code: 'worker-lost' } }]);
    const { checkpoint } = all(events, 'checkpoint').at(-1)!;
    const end = await new Promise<TrainingEvent>((resolve) => trainer.train({ ...request, from: checkpoint }, (event) => event.type === 'training-end' && resolve(event)));
    expect(end).toMatchObject({ reason: 'finished', step: 20 });
    expect(workers.length).toBe(2);
  });
});
