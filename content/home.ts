/** The words of the front page. */
export const home = {
  /** The page's one headline. */
  headline: 'Training happens once. Inference happens every time.',
  /** Under the headline, before the model that writes. */
  thesis:
    'A language model has two lives. In training its weights are set, once, at great expense. In inference those weights are put to work, again for every token of every answer anybody asks for. So inference is where the money, the waiting and most of the engineering are. This course lets you watch it happen: the model on this page is small, real, and runs on your own device.',
  /** Beside or under the writing model. */
  modelNote:
    'Five million parameters, trained on children’s stories. It continues a text; it does not answer. Its plots are its own affair.',
  courseTitle: 'Nine lessons',
  courseNote: 'Each takes about a quarter of an hour: a question, a guess, a live experiment, and what it means outside the browser.',
  /** Said beside a lesson that has no page yet. */
  unpublished: 'being written',
  sections: [
    {
      title: 'Guess first, then run it',
      text: 'Every lesson asks you to commit to a guess before the model runs. A number you guessed wrong is a number you remember. You may skip the guess; nothing is graded, and your guesses stay in this browser.',
    },
    {
      title: 'Nothing leaves your device',
      text: 'The model is one file, no bigger than a few photographs, fetched from this site and kept by your browser. It runs on your graphics card through WebGPU or, where that is missing, on the processor. What you type is sent nowhere, because there is nowhere to send it.',
    },
    {
      title: 'Every number says where it comes from',
      text: 'Measured here, simulated under stated assumptions, recorded from a real run, counted, or published by a named source on a stated date: a small label beside a readout, or a dotted line under a number in the text, says which. Open it for the details. A measurement without one is a bug, and we should like to hear of it.',
    },
  ],
} as const;
