/** What a widget of the gallery is, in a line, and the lesson that explains it. */
export interface GalleryEntry {
  readonly title: string;
  readonly line: string;
  /** Slug of its lesson; absent for the one of the front page. */
  readonly lesson?: string;
}

/** By `data-widget` name, in the order of the course. */
export const gallery: Readonly<Record<string, GalleryEntry>> = {
  'home-writer': {
    title: 'The writer',
    line: 'The model of the front page: it writes the opening of a story, then goes on live.',
  },
  tokenizer: {
    title: 'Tokenizer',
    line: 'Type a text and see which tokens the model reads in its place, with their ids.',
    lesson: 'what-happens',
  },
  'next-token': {
    title: 'Next token',
    line: 'The model one token at a time: its ten best candidates, the coin that chooses, and a way to choose otherwise.',
    lesson: 'what-happens',
  },
};
