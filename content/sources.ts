/** A published source: where a figure on the site comes from, and when it said so. */
export interface Source {
  readonly title: string;
  readonly url: string;
  /** ISO date of the publication or of the version cited. */
  readonly date: string;
}

export const sources = {
  tinystories: {
    title: 'Eldan and Li: TinyStories: How Small Can Language Models Be and Still Speak Coherent English?',
    url: 'https://arxiv.org/abs/2305.07759',
    date: '2023-05-12',
  },
} as const satisfies Record<string, Source>;

export type SourceId = keyof typeof sources;
