import type { LessonTeaching } from './lesson-teaching';

/** Lesson 3 in class. */
export const latencyTeaching: LessonTeaching = {
  lesson: 'latency',
  before: 'Measure the six lengths once on your machine, and one or two sizes of the last figure, to know how long it takes. Have a stopwatch at hand, and a book.',
  plan: [
    {
      minutes: 4,
      move: 'ask',
      words: 'Somebody reads a page aloud, but is silent for five seconds first. Somebody else begins at once and reads very slowly. Who was faster? Make them say which kind of waiting they mean. Those are the two words of the lesson.',
    },
    {
      minutes: 3,
      move: 'tell',
      words: 'Prefill, the whole prompt at once; decode, one token a pass. On the board: first token, then gaps × time of a gap. Write TTFT and ITL beside them.',
    },
    {
      minutes: 3,
      move: 'guess',
      words: 'The prompt gets eight times longer. What happens to the first token, and to the ones after? Four corners of the room for the four answers.',
    },
    {
      minutes: 8,
      move: 'run',
      words: 'A prompt of 32 tokens, then one of 256: both runs stay on one clock. Then Measure six lengths. Ask which line is which before you read the labels. On our recording the first token took {latency-ttft-growth} times as long, and a gap {latency-itl-growth} times.',
      open: { widget: 'latency-timeline' },
    },
    {
      minutes: 7,
      move: 'run',
      words: 'Everybody times their own reading, then sets the slowest speed that still keeps up with them. Compare the numbers in the room. Then play it at a tenth of that, streamed and all at the end, and ask which of the two they would give back.',
      open: { widget: 'feel-speed' },
    },
    {
      minutes: 5,
      move: 'ask',
      words: 'Which wait matters for: a chat, a voice assistant, code completion, a night’s work on a million documents, a program that needs the whole answer? There is no right list, but each choice needs a reason with TTFT or ITL in it.',
    },
    {
      minutes: 4,
      move: 'tell',
      words: 'The bus and the taxi. One GPU wrote {h100-alone-throughput} tokens a second for one reader and {h100-batch-throughput} for {h100-batch-size} at once. Who got their text sooner? Nobody, and everybody waited longer for the first token.',
    },
    {
      minutes: 6,
      move: 'run',
      words: 'Before you press Measure: which of these models would this machine still write faster than you read? Then measure from the small end, and stop when the class has had enough. The slope of the roof is the memory; ask why a faster calculator would not help there.',
      open: { widget: 'size-vs-speed' },
    },
    { minutes: 4, move: 'check', words: 'The check. For the second question, let somebody defend each of the wrong answers for half a minute.' },
  ],
  misconceptions: [
    {
      belief: 'Tokens per second is latency.',
      reply: 'Whose tokens? A server may write thousands a second for everybody together, and your text comes no faster for it. And the figure says nothing of the wait before the first one.',
    },
    {
      belief: 'Streaming makes it faster.',
      reply: 'The last token comes at the same moment. What streaming shortens is the wait for something to read.',
    },
    {
      belief: 'A long prompt makes every token slow.',
      reply: 'It is read once, before the first token. The gaps grew {latency-itl-growth} times when the prompt grew eight times.',
    },
    {
      belief: 'A faster processor always writes faster.',
      reply: 'For one text on a GPU the limit is how fast the weights come out of memory. More arithmetic would wait more.',
    },
  ],
  questions: [
    {
      question: 'You want a chat program to feel faster, and may change one thing: a shorter standing instruction before each prompt, or faster memory. What does each improve?',
      answer: 'The shorter instruction improves the first token, since there is less to read. Faster memory improves the gaps, since every weight is read for every token.',
    },
    {
      question: 'Why do engineers write down p95 beside the median?',
      answer: 'A mean or a median hides a stall. People notice the stall.',
    },
    {
      question: 'A service answers in 2 seconds with 200 tokens; its first token takes half a second. What is the mean gap?',
      answer: 'What is left after the first token, 1.5 seconds, is shared by the 199 gaps: about 7.5 milliseconds.',
    },
    {
      question: 'Why can a prompt be read so much faster than an answer is written?',
      answer: 'The tokens of a prompt are all known, so they go through the weights together, and the weights are fetched once for all of them. In writing they are fetched for each token.',
    },
  ],
};
