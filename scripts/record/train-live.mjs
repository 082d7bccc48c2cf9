import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';

/** Losses of so many-th steps are recorded, and of the last: a line through them looks the same. */
const everyStep = 10;
/** The step that is told: the model has learned something by then, and is wrong about much. */
const toldStep = 200;

/**
 * A whole default run on the names, by the real trainer on WebAssembly; then what was learned is frozen, asked, and trained by one step more.
 * @param {import('./studio.mjs').Studio} studio
 */
export async function record(studio) {
  const { requestOf, startWriting, timesAsked } = await studio.load('components/widgets/train-live/frozen.ts');
  const { optionsOf, startSettings } = await studio.load('components/widgets/train-live/settings.ts');
  const { idleTraining, reduceTraining } = await studio.load('lib/training/training-state.ts');
  const { TrainerHost } = await studio.load('lib/training/trainer-host.ts');
  const { jaxBench } = await studio.load('lib/training/jax-bench.ts');
  const { modelFolder } = await studio.load('lib/training/model-folder.ts');
  const { createEngine } = await studio.load('lib/engine/index.ts');
  const hash = async (bytes) => createHash('sha256').update(bytes).digest('hex');
  const text = await readFile('public/training/names.txt', 'utf8');
  const bench = (shape, options) => jaxBench({ adapter: () => Promise.resolve(null), processor: studio.head.device, now: () => performance.now() }, shape, options);

  let count = 0;
  let hear = () => {};
  const host = new TrainerHost({ bench, breathe: () => new Promise((resolve) => setImmediate(resolve)) }, ({ event }) => hear(event));
  /** A training to its end; `whenStep` is told of each step and may say something to the host. */
  const train = (request, whenStep = () => {}) =>
    new Promise((resolve, reject) => {
      const id = ++count;
      let state = idleTraining;
      hear = (event) => {
        state = reduceTraining(state, event);
        if (event.type === 'step-end') whenStep(event.step, (kind) => host.receive({ kind, id }));
        if (event.type !== 'training-end') return;
        if (event.reason === 'finished') resolve(state);
        else reject(new Error(event.error?.message ?? event.reason));
      };
      host.receive({ kind: 'train', id, hidden: false, request: { corpus: 'names', text, order: 'wasm', options: optionsOf(startSettings), ...request } });
    });

  // One step is told on the way, as by the button: it pauses, and goes on.
  const state = await train({}, (step, say) => {
    if (step === toldStep) say('step-once');
    if (step === toldStep + 1) say('play');
  });
  const { start, story, samples, checkpoint } = state;
  const round = (value, digits = 4) => Number(value.toFixed(digits));
  const points = (losses) => losses.map(({ step, loss }) => [step, round(loss)]);
  const thin = state.train.filter(({ step }) => step % everyStep === 0 || step === 1 || step === state.step);
  const median = (values) => values.toSorted((one, other) => one - other)[values.length >> 1];

  const engineOf = async (model) => {
    const files = await modelFolder(model, { name: 'names', date: studio.head.date, hash });
    const json = (file) => JSON.parse(new TextDecoder().decode(files.get(file)));
    return createEngine({ device: null, description: studio.head.device, software: false, precision: { precision: startWriting.precision }, files: { name: 'names', config: json('config.json'), tokenizer: json('tokenizer.json'), tokenizerConfig: json('tokenizer_config.json'), weights: files.get('model.safetensors').slice().buffer } });
  };
  const engine = await engineOf(checkpoint.model);
  const before = await engine.fingerprint(hash);
  const answers = [];
  for (let place = 0; place < timesAsked; place++) {
    const events = await studio.eventsOf(engine, requestOf(startWriting, place, start.shape.contextLength));
    answers.push(events.map((event) => (event.type === 'token' ? event.text : '')).join(''));
  }
  const after = await engine.fingerprint(hash);
  engine.destroy();
  const further = await train({ from: checkpoint, options: undefined, until: state.step + 1 });
  const moved = await engineOf(further.checkpoint.model);
  const next = await moved.fingerprint(hash);
  moved.destroy();

  await studio.save(
    'train-live',
    `${JSON.stringify({
      ...studio.head,
      backend: start.backend,
      options: start.options,
      shape: start.shape,
      parameters: start.parameters,
      trainCharacters: start.trainCharacters,
      heldoutCharacters: start.heldoutCharacters,
      guessingLoss: start.guessingLoss,
      train: points(thin),
      heldout: points(state.heldout),
      samples: samples.map(({ step, texts }) => ({ step, texts })),
      story: { ...story, prediction: story.prediction.slice(0, 8) },
      stepMs: round(median(state.stepMs.slice(2)), 2),
      seconds: round(state.at / 1000, 1),
      prompt: startWriting.prompt,
      before,
      answers,
      after,
      next,
    })}\n`,
  );
}
