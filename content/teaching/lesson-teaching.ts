/** A figure of the lesson to have on the screen, and the state to open it in. */
export interface FigureToOpen {
  /** The `data-widget` name of what is in it. */
  readonly widget: string;
  /** Where it does not begin as it is needed: what its link says. */
  readonly state?: { readonly prompt?: string; readonly settings?: Readonly<Record<string, number | string | boolean>> };
}

/** A few minutes of a class. In the words, `{id}` is a figure of content/facts.ts, *so* is italic, and `so` is code. */
export interface TeachingStep {
  readonly minutes: number;
  /** `tell`: you speak; `ask`: they do; `guess`: everybody commits; `run`: the screen does; `check`: what stuck. */
  readonly move: 'tell' | 'ask' | 'guess' | 'run' | 'check';
  /** What to say, ask or click. */
  readonly words: string;
  readonly open?: FigureToOpen;
}

/** A lesson as a teacher gives it: longer than reading it, for people talk. */
export interface LessonTeaching {
  /** Slug of the lesson. */
  readonly lesson: string;
  /** What to have done before the class. */
  readonly before: string;
  readonly plan: readonly TeachingStep[];
  /** What somebody in the room believes, in their words, and what to say to it or to show. */
  readonly misconceptions: readonly { readonly belief: string; readonly reply: string }[];
  /** To ask the class, or to set as homework; with answers. */
  readonly questions: readonly { readonly question: string; readonly answer: string }[];
}

/** Minutes of a class. */
export function classMinutes({ plan }: Pick<LessonTeaching, 'plan'>): number {
  return plan.reduce((sum, { minutes }) => sum + minutes, 0);
}
