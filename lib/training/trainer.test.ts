import { expect, test } from 'vitest';
import type { Program } from './program';
import type { TrainingRequest } from './request';
import { all, easyLines, is, isStep, processorEffects, trainHere } from './test-training';
import { idleTraining, reduceTraining } from './training-state';
import type { TrainerHostEffects } from './trainer-host';

const request = ({ options, ...change }: Partial<TrainingRequest> = {}): TrainingRequest => ({
  corpus: 'own',
  text: easyLines,
  order: 'auto',
  ...change,
  options: { batchRows: 8, steps: 30, warmupSteps: 5, heldoutEvery: 10, sampleEvery: 10, checkpointEvery: 10, seed: 3, ...options },
});

/** Effects whose programs do something else at one of their steps. */
function spoiled(atStep: number, spoil: (program: Program) => ReturnType<Program['step']>): TrainerHostEffects {
  return {
    ...processorEffects,
    bench(shape, options) {
      const bench = processorEffects.bench(shape, options);
      return {
        ...bench,
        async open(backend) {
          const program = (await bench.open(backend))!;
          const step = program.step.bind(program);
          program.step = (batch, at, ...rest) => (at === atStep ? spoil(program) : step(batch, at, ...rest));
          return program;
        },
      };
    },
  };
}

test('learns: what is held out falls too, and the state told is what the events say', async () => {
  const { train } = trainHere();
  const events = await train(request({ options: { steps: 120 } }));
  const [start] = all(events, 'training-start');
  const heldout = all(events, 'heldout-end');
  expect(Math.abs(heldout[0].heldoutLoss - start.guessingLoss)).toBeLessThan(0.2);
  expect(heldout.at(-1)!.heldoutLoss).toBeLessThan(0.75 * heldout[0].heldoutLoss);
  expect(all(events, 'backend-chosen')[0]).toMatchObject({ backend: 'wasm', reason: expect.stringContaining('no WebGPU') as string });
  const state = events.reduce(reduceTraining, idleTraining);
  expect(state).toMatchObject({ status: 'ended', ended: 'finished', step: 120, error: null });
  expect(state.train.map(({ step }) => step)).toEqual(Array.from({ length: 120 }, (_, at) => at + 1));
  expect(state.samples.map(({ step }) => step)).toEqual([0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 110, 120]);
  expect(state.checkpoint?.model).toMatchObject({ step: 120, history: { train: state.train, heldout: state.heldout } });
  expect(state.tokens).toBe(120 * 8 * 32);
});

test('gone on from a checkpoint, it learns to the last bit what it would have learned', async () => {
  const { train } = trainHere();
  const whole = all(await train(request()), 'checkpoint');
  const half = all(await train(request({ until: 10 })), 'checkpoint').at(-1)!.checkpoint;
  expect(half.model.step).toBe(10);
  const rest = all(await train(request({ from: half, until: 30 })), 'checkpoint').at(-1)!.checkpoint;
  const { weights, history } = whole.at(-1)!.checkpoint.model;
  expect(rest.model.history.train).toEqual(history.train);
  for (const [name, { values }] of weights) expect(rest.model.weights.get(name)!.values).toEqual(values);
});

test('waits until it is played, makes one step and tells it, and one more behind the schedule’s end', async () => {
  const { events, send, start, until, train, id } = trainHere();
  start(request({ paused: true, until: 3 }));
  expect(await until(is('pause'))).toMatchObject({ by: 'reader', step: 0 });
  const told = until(is('step-story'));
  const paused = until(is('pause'));
  send({ kind: 'step-once', id: id() });
  const { story } = await told;
  await paused;
  expect(all(events, 'step-end').length).toBe(1);
  const before = all(events, 'checkpoint')[0].checkpoint.model.weights.get(story.weight.name)!.values[0];
  expect(story).toMatchObject({ step: 0, weightBefore: before, batchLoss: all(events, 'step-end')[0].trainLoss });
  expect(story.input.slice(1)).toEqual(story.target.slice(0, -1));
  expect(story.positionLoss).toBeCloseTo(-story.prediction.find(({ character }) => character === story.target[story.position])!.logprob, 6);
  expect(story.positionLossAfter).not.toBe(story.positionLoss);
  // Adam's first step: both means hold the clipped gradient alone.
  const clipped = story.gradient * story.clipScale;
  expect(story.firstMoment).toBeCloseTo(0.1 * clipped, 7);
  expect(story.secondMoment).toBeCloseTo(0.01 * clipped ** 2, 9);
  const moved = story.learningRate * (Math.sign(story.gradient) * (Math.abs(clipped) / (Math.abs(clipped) + 1e-8)) + 0.05 * story.weightBefore);
  expect(story.weightAfter).toBeCloseTo(story.weightBefore - moved, 6);
  const ended = until(is('training-end'));
  send({ kind: 'play', id: id() });
  expect(await ended).toMatchObject({ reason: 'finished', step: 3 });

  const from = all(events, 'checkpoint').at(-1)!.checkpoint;
  const more = await train(request({ from, until: 4 }));
  expect(all(more, 'checkpoint').at(-1)!.checkpoint.model.weights).not.toEqual(from.model.weights);
});

test('nothing is trained in a hidden tab, and shown again it goes on by itself', async () => {
  const { events, send, start, until } = trainHere();
  start(request(), true);
  expect(await until(is('pause'))).toMatchObject({ by: 'hidden-tab', step: 0 });
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(all(events, 'step-end')).toEqual([]);
  const tenth = until(isStep(10));
  send({ kind: 'visibility', hidden: false });
  await tenth;
  const paused = until(is('pause'));
  send({ kind: 'visibility', hidden: true });
  const { step } = await paused;
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(all(events, 'step-end').length).toBe(step);
  const ended = until(is('training-end'));
  send({ kind: 'visibility', hidden: false });
  expect(await ended).toMatchObject({ reason: 'finished', step: 30 });
});

test('stopped, and stopped by another training, it ends once and keeps what it has', async () => {
  const { events, send, start, until, id } = trainHere();
  start(request());
  await until(isStep(12));
  const stopped = until(is('training-end'));
  send({ kind: 'stop', id: id() });
  const { step, reason } = await stopped;
  expect(reason).toBe('stopped');
  expect(all(events, 'checkpoint').at(-1)!.checkpoint.model.step).toBe(step);
  start(request());
  await until(is('step-end'));
  const replaced = until(is('training-end'));
  start(request({ until: 5 }));
  await replaced;
  await until(is('training-end'));
  expect(all(events, 'training-end').map((end) => end.reason)).toEqual(['stopped', 'stopped', 'finished']);
});

test('a learning rate far too high: it stops, says why, and keeps the last good state', async () => {
  const { train } = trainHere();
  const events = await train(request({ options: { learningRate: 1000, warmupSteps: 12, steps: 200 } }));
  const end = all(events, 'training-end')[0];
  expect(end).toMatchObject({ reason: 'diverged', error: { code: 'invalid-request', message: expect.stringContaining('diverged') as string, remedy: expect.stringContaining('lower learning rate') as string } });
  const kept = all(events, 'checkpoint').at(-1)!.checkpoint;
  expect(kept.model.step).toBeLessThan(end.step);
  for (const { values } of kept.model.weights.values()) expect(values.every(Number.isFinite)).toBe(true);
  const again = await train(request({ from: kept, options: { learningRate: 4e-3 }, until: kept.model.step + 5 }));
  expect(all(again, 'training-end')[0].reason).toBe('finished');
});

test('a loss that is no number ends it', async () => {
  const { train } = trainHere(spoiled(15, () => Promise.resolve({ loss: Number.NaN, gradientNorm: 1 })));
  const events = await train(request());
  expect(all(events, 'training-end')[0]).toMatchObject({ reason: 'diverged', step: 15 });
  expect(all(events, 'checkpoint').at(-1)!.checkpoint.model.step).toBe(10);
});

test.each([
  ['out-of-memory', new RangeError('WebAssembly.Memory.grow(): Maximum memory size exceeded')],
  ['device-lost', new Error('The GPU device was lost. unknown')],
  ['internal', new Error('something else')],
])('%s in mid-training is said, and what was learned until then is kept', async (code, error) => {
  const { train } = trainHere(spoiled(15, () => Promise.reject(error)));
  const events = await train(request());
  expect(all(events, 'training-end')).toMatchObject([{ reason: 'failed', step: 14, error: { code, details: { step: 14 } } }]);
  const { checkpoint } = events.reduce(reduceTraining, idleTraining);
  expect(checkpoint?.model.step).toBe(10);
});

test.each([
  ['a text too short', request({ text: 'abc' })],
  ['binary data', request({ text: `\0${easyLines}` })],
])('%s ends it before it begins', async (_, wanted) => {
  const { train } = trainHere();
  expect(await train(wanted)).toMatchObject([{ type: 'training-end', reason: 'failed', step: 0, error: { code: 'invalid-request' } }]);
});

test('a checkpoint goes on with its own text only', async () => {
  const { train } = trainHere();
  const { checkpoint } = all(await train(request({ until: 2 })), 'checkpoint').at(-1)!;
  const events = await train(request({ from: checkpoint, text: easyLines.toUpperCase() }));
  expect(events).toMatchObject([{ type: 'training-end', reason: 'failed', error: { message: expect.stringContaining('another text') as string } }]);
});
