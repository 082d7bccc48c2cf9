/** Which of a model's two lives a lesson is about. */
export type Phase = 'training' | 'inference' | 'both';

/** One lesson of the course. Its text is `lessons/NN-slug.mdx`, where it is published. */
export interface Lesson {
  /** The last part of its address: `/learn/<slug>/`. */
  readonly slug: string;
  /** 1 to 9, its place in the course. */
  readonly number: number;
  readonly title: string;
  /** What the lesson gives its reader, in one sentence. */
  readonly promise: string;
  /** Reading and doing together, for somebody new to it. */
  readonly minutes: number;
  /** What a reader can do afterwards; each goes on from "Afterwards you can …". */
  readonly goals: readonly string[];
  /** Slugs of lessons that should be read first. */
  readonly prerequisites: readonly string[];
  readonly phase: Phase;
  /** False while the lesson is being written: it is named in the course, but has no page. */
  readonly published: boolean;
}

/** The course, in reading order. */
export const curriculum: readonly Lesson[] = [
  {
    slug: 'two-phases',
    number: 1,
    title: 'Two phases of a model’s life',
    promise: 'Walk a small model through its training, and see for yourself that talking to it changes nothing in it.',
    minutes: 15,
    goals: ['say which of the two phases changes the weights', 'compare the arithmetic of training with that of one answer'],
    prerequisites: [],
    phase: 'both',
    published: true,
  },
  {
    slug: 'what-happens',
    number: 2,
    title: 'What happens during inference',
    promise: 'Follow one sentence from text to tokens to scores to the next token, in a model that runs on your own device.',
    minutes: 15,
    goals: [
      'walk from a text to its tokens, to the model’s scores, to the next token',
      'say why a token is not a word, and what that costs',
      'say why the same prompt can give different answers, and how to get the same one twice',
      'say why the answer cannot have been looked up',
    ],
    prerequisites: [],
    phase: 'inference',
    published: true,
  },
  {
    slug: 'latency',
    number: 3,
    title: 'Why latency matters',
    promise: 'Find out what you wait for: once for the first token, then a little for each one after it.',
    minutes: 12,
    goals: ['tell the time to the first token from the gaps between tokens', 'say when latency matters, and when it does not'],
    prerequisites: ['what-happens'],
    phase: 'inference',
    published: true,
  },
  {
    slug: 'cost',
    number: 4,
    title: 'Why inference costs money',
    promise: 'Estimate the bill of a feature, and the day on which its answers have cost more than its training.',
    minutes: 14,
    goals: ['estimate the bill of a feature before it is built', 'say why providers bill by the token', 'say when inference overtakes training'],
    prerequisites: ['what-happens', 'latency'],
    phase: 'both',
    published: true,
  },
  {
    slug: 'quantisation',
    number: 5,
    title: 'Quantisation',
    promise: 'Round the weights to 8, 4 and 2 bits, and measure what it saves, what it spoils and why it is not simply faster.',
    minutes: 15,
    goals: ['say what is rounded, what it saves and what it costs', 'say when fewer bits make a model faster, and when not'],
    prerequisites: ['what-happens', 'latency'],
    phase: 'inference',
    published: true,
  },
  {
    slug: 'batching',
    number: 6,
    title: 'Batching',
    promise: 'Serve many readers in one pass, and see who waits and how much more gets done.',
    minutes: 13,
    goals: ['say why eight requests together are cheaper than eight in turn', 'tell static from continuous batching'],
    prerequisites: ['latency'],
    phase: 'inference',
    published: false,
  },
  {
    slug: 'caching',
    number: 7,
    title: 'Caching',
    promise: 'Switch the KV cache off and watch each token take longer than the one before it.',
    minutes: 13,
    goals: ['say what the KV cache holds, and what it does not', 'reckon its memory for one user and for many', 'say what a shared prompt saves'],
    prerequisites: ['what-happens', 'latency'],
    phase: 'inference',
    published: false,
  },
  {
    slug: 'distillation',
    number: 8,
    title: 'Distillation',
    promise: 'Let a large model teach a small one, then let the small one draft for the large one.',
    minutes: 14,
    goals: ['say what a student learns from its teacher beyond the right answers', 'say when drafting saves time, and when it loses'],
    prerequisites: ['what-happens', 'quantisation'],
    phase: 'both',
    published: false,
  },
  {
    slug: 'serving',
    number: 9,
    title: 'Serving millions',
    promise: 'Plan a service: model, precision, hardware and batch in; waiting time and cost per million tokens out.',
    minutes: 15,
    goals: ['choose a model, a precision and a batch for a given load', 'say where the plan’s figures are uncertain'],
    prerequisites: ['cost', 'quantisation', 'batching', 'caching'],
    phase: 'inference',
    published: false,
  },
];

/** The lesson with this slug, or undefined. */
export function lessonOf(slug: string): Lesson | undefined {
  return curriculum.find((lesson) => lesson.slug === slug);
}

/** The lesson after this one in the course, published or not; undefined after the last. */
export function nextLesson(lesson: Lesson): Lesson | undefined {
  return curriculum[curriculum.indexOf(lesson) + 1];
}

/** The lesson before this one in the course, published or not; undefined before the first. */
export function previousLesson(lesson: Lesson): Lesson | undefined {
  return curriculum[curriculum.indexOf(lesson) - 1];
}

/** The file of a lesson's text inside `content/lessons/`, without its extension. */
export function lessonFile(lesson: Lesson): string {
  return `${String(lesson.number).padStart(2, '0')}-${lesson.slug}`;
}
