/** What a widget of the gallery is, in a line, and the lesson that explains it. */
interface GalleryEntry {
  readonly title: string;
  readonly line: string;
  /** Slug of its lesson; absent for the one of the front page; null for what is only in the lab. */
  readonly lesson?: string | null;
  /** The page that it is from, where that is no lesson. */
  readonly page?: { readonly path: string; readonly name: string };
}

/** By `data-widget` name: the playground, then the figures in the order of the course. */
const gallery: Readonly<Record<string, GalleryEntry>> = {
  playground: {
    title: 'Playground',
    line: 'The whole engine under your hands: precision, sequences at once, cache, draft, sampling. Change one thing, run again, and compare.',
    lesson: null,
  },
  'home-writer': {
    title: 'The writer',
    line: 'The model of the front page: it writes the opening of a story, then goes on live.',
  },
  'train-live': {
    title: 'Train one yourself',
    line: 'A small model trained in the tab on names, on this course or on your own text; then frozen, asked, and trained on.',
    lesson: 'two-phases',
  },
  'training-replay': {
    title: 'Training, replayed',
    line: 'The loss curve of a real training run: drag along it, and the model as it was at that step writes.',
    lesson: 'two-phases',
  },
  'frozen-weights': {
    title: 'Frozen weights',
    line: 'The fingerprint of the weights in use, before and after twenty prompts, and one checkpoint of training on.',
    lesson: 'two-phases',
  },
  'phase-ledger': {
    title: 'The two phases’ ledger',
    line: 'The operations of training a model beside those of one of its answers, for this course’s models and published ones.',
    lesson: 'two-phases',
  },
  tokenizer: {
    title: 'Tokenizer',
    line: 'Type a text and see which tokens the model reads in its place, with their ids.',
    lesson: 'what-happens',
  },
  'forward-pass': {
    title: 'Forward pass',
    line: 'Your text on its way through the model: each layer, each stage with its shape, its arithmetic and its time, and where every head looks.',
    lesson: 'what-happens',
  },
  'next-token': {
    title: 'Next token',
    line: 'The model one token at a time: its ten best candidates, the coin that chooses, and a way to choose otherwise.',
    lesson: 'what-happens',
  },
  'not-a-lookup': {
    title: 'Not a look-up',
    line: 'One prompt, two seeds, two texts; and how many there could have been, against the bytes of the model.',
    lesson: 'what-happens',
  },
  'feel-speed': {
    title: 'Feel the speed',
    line: 'One text at any speed, streamed and all at the end; and your own reading beside it.',
    lesson: 'latency',
  },
  'latency-timeline': {
    title: 'Latency on a clock',
    line: 'A run drawn as it happens: the wait for the first token, then a tick for each; and both over the length of the prompt.',
    lesson: 'latency',
  },
  'size-vs-speed': {
    title: 'Size and speed',
    line: 'A layer of real models from 135 million to 8 billion parameters, timed on your device, under its own roof and beside published ones.',
    lesson: 'latency',
  },
  'token-bill': {
    title: 'Token bill',
    line: 'A prompt, its answer and a number of users, at the published prices of several models side by side.',
    lesson: 'cost',
  },
  'device-dollars': {
    title: 'A million tokens in dollars',
    line: 'The layer of a real model timed on your device, and what its tokens would cost at so much an hour.',
    lesson: 'cost',
  },
  'lifetime-cost': {
    title: 'Two bills',
    line: 'Training paid once against inference paid daily, and the day on which the second overtakes the first.',
    lesson: 'cost',
  },
  bits: {
    title: 'Bits',
    line: 'One weight of the model down to its bits at five precisions, the neighbours who share its scale, and what an outlier does to them.',
    lesson: 'quantisation',
  },
  'four-precisions': {
    title: 'Five precisions, one story',
    line: 'The same prompt and coins at f32, f16, q8, q4 and q2: the texts, and what each costs in memory, speed and perplexity.',
    lesson: 'quantisation',
  },
  'why-not-faster': {
    title: 'Why not faster?',
    line: 'A layer of a 1B model at five precisions, timed here: the speed that the bytes promise, and what holds it back.',
    lesson: 'quantisation',
  },
  'bench-run': {
    title: 'Bench',
    line: 'Our engine on your device, timed as on the page that sets it beside others.',
    lesson: null,
    page: { path: '/bench/', name: 'Side by side' },
  },
};

/**
 * The gallery of these widgets, in the order of the course.
 * @throws Error where a widget has no words here, or words have no widget: the build stops, and no figure is missing unseen
 */
export function galleryOf(widgetNames: readonly string[]): readonly (GalleryEntry & { readonly name: string })[] {
  const odd = [...widgetNames.filter((name) => !(name in gallery)), ...Object.keys(gallery).filter((name) => !widgetNames.includes(name))];
  if (odd.length > 0) throw new Error(`components/widgets/lab-registry.tsx and app/lab/gallery.ts must name the same widgets; only one of them has ${odd.join(', ')}.`);
  return Object.entries(gallery).map(([name, entry]) => ({ name, ...entry }));
}
