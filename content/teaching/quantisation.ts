import type { LessonTeaching } from './lesson-teaching';

/** Lesson 5 in class. */
export const quantisationTeaching: LessonTeaching = {
  lesson: 'quantisation',
  before: 'Run the second figure once: the five texts take a while, and longer where the processor does the work. Bring rulers, one with millimetres and one that you have marked yourself with only four lines.',
  plan: [
    {
      minutes: 4,
      move: 'ask',
      words: 'How large is a model of eight billion parameters? Somebody will say eight gigabytes. Ask: of what? It is {llama-8b-f32-bytes}, or {llama-8b-f16-bytes}, or {llama-8b-q4-bytes}, and always the same model.',
    },
    {
      minutes: 5,
      move: 'tell',
      words: 'Measure a pencil with the good ruler, then with the one of four marks: only the number of the nearest mark may be written down. What does somebody need to get the length back? The number, and the ruler. The ruler is the scale, and it is stored too.',
    },
    {
      minutes: 2,
      move: 'guess',
      words: 'One weight of 32 that share a ruler becomes far larger than the rest. Which of the 32 come back wrong: the large one, the others, or all of them? Hands up for each.',
    },
    {
      minutes: 5,
      move: 'run',
      words: 'One weight at q8, q4, q2. Then multiply it by more and more, and look at its neighbours: what did they do wrong? Let all weights share one scale, and ask who pays now.',
      open: { widget: 'bits', state: { settings: { precision: 'q4', block: '32', factor: 16, row: 0, column: 0 } } },
    },
    {
      minutes: 4,
      move: 'guess',
      words: 'Everybody draws the perplexity at f16, q8, q4 and q2, on paper or on their own screen. Draw the most pessimistic and the most cheerful on the board.',
    },
    {
      minutes: 8,
      move: 'run',
      words: 'Run the five texts. Where is the first token that differs? Read q2 aloud: is it worse, or only another story? Then the recorded measures: {perplexity-f32} at f32, {perplexity-q4} at q4, {perplexity-q2} at q2. Whose drawing was nearest?',
      open: { widget: 'four-precisions' },
    },
    {
      minutes: 4,
      move: 'run',
      words: 'Now the cliff: one scale for a whole matrix, chosen plainly. The same two bits. Read that one aloud, too. What was lost? The ruler.',
      open: { widget: 'four-precisions', state: { prompt: 'Once upon a time, there was a little', settings: { seed: 3, sharing: 'plain', stories: 'few' } } },
    },
    { minutes: 3, move: 'guess', words: 'Four bits are an eighth of 32. Is it eight times faster? Write down a factor for this very machine, at one sequence and at 32.' },
    {
      minutes: 6,
      move: 'run',
      words: 'Measure. Then 32 sequences at once. Where is the bar near the line that the bytes promise, and where is it not? Find the point under the roof: slope or flat top?',
      open: { widget: 'why-not-faster' },
    },
    { minutes: 4, move: 'check', words: 'The check. The third question needs lesson 3: prefill and decode have different limits.' },
  ],
  misconceptions: [
    {
      belief: 'int4 is eight times faster.',
      reply: 'It has fewer bytes to read, and more to unpack. Where memory is the limit it is faster, by less than the bytes promise; where arithmetic is the limit it is not. Measure it, on this machine, now.',
    },
    {
      belief: 'Parameters are the download size.',
      reply: 'Parameters are a count. Times bits, divided by eight, plus the scales: that is a size.',
    },
    {
      belief: 'Fewer bits make a stupid model.',
      reply: 'At eight and four bits next to nothing shows in the perplexity. At two it depends on how the scales are chosen and shared: {perplexity-q2} or {perplexity-q2-plain}, with the same two bits.',
    },
    {
      belief: 'The perplexity is the same, so it is the same model.',
      reply: 'At q2 it is a few per cent higher, yet only in {top1-q2} of places has it the same favourite as f32. Another model of nearly the same quality is still another model.',
    },
  ],
  questions: [
    {
      question: 'Why does q4 take {bits-q4-per-weight} bits for each weight, and not four?',
      answer: 'Each block of 32 also stores its ruler, a scale and a start of 16 bits each: 32 bits more, one for each weight.',
    },
    {
      question: 'Why blocks of 32, and not of 8, or of a whole row?',
      answer: 'Smaller blocks follow the weights more closely and store more scales. Larger ones let one outlier spoil more neighbours.',
    },
    {
      question: 'A quantised model writes faster but reads long prompts no faster. Why?',
      answer: 'Writing reads every weight for one token: memory is the limit, and there is less to fetch. Reading a prompt shares each weight among many tokens: arithmetic is the limit, and unpacking comes on top.',
    },
    {
      question: 'f16 and f32 gave the same text to the last letter. Is 16 bits always enough?',
      answer: 'Here the file was made of 16-bit numbers, so f32 only adds zeros behind them. It says nothing of weights that were trained and kept in 32 bits.',
    },
  ],
};
