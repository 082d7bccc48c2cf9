import type { LessonTeaching } from './lesson-teaching';

/** Lesson 2 in class. */
export const whatHappensTeaching: LessonTeaching = {
  lesson: 'what-happens',
  before:
    'Open the lesson once on the machine you will show it with, step through one story, and choose the projector theme. Where phones are allowed, let people open it on theirs: the first half needs no model, only the tokenizer.',
  plan: [
    {
      minutes: 4,
      move: 'ask',
      words: 'How many words has *The little girl was unbelievably happy*? Everybody says six. And how many pieces does a model get? Let three people say why it might be another number. Do not correct them.',
    },
    {
      minutes: 3,
      move: 'guess',
      words: 'Everybody writes down a number for the pieces, the full stop included. Hands up for fewer than six, seven, eight to ten, more. It is {happy-tokens}, and {unbelievably-tokens} of them are one word.',
    },
    {
      minutes: 5,
      move: 'run',
      words: 'Type the first names in the room, one after the other. Who is one token? Lily is, after a space; most are not. Then an emoji, and a greeting in the languages that are spoken in the class. Ask who would pay most, if a token had a price.',
      open: { widget: 'tokenizer', state: { prompt: 'The little girl was unbelievably happy.', settings: { ids: false } } },
    },
    {
      minutes: 3,
      move: 'tell',
      words: 'Draw it on the board: text, tokens, numbers, one pass, one score for every token in the list, one coin. Say aloud what is missing: no question was understood, nothing was looked up. Only scores came out.',
    },
    {
      minutes: 5,
      move: 'run',
      words: 'Now show what the one pass is made of. Step from the tokens to the scores; then look at a layer from inside, and ask which boxes will have the longest bars before anybody looks. In the map, let the class choose a head and say in words what it looks at. Ask what the map does not tell: why the model writes what it writes.',
      open: { widget: 'forward-pass' },
    },
    {
      minutes: 3,
      move: 'guess',
      words: 'The text so far is *Once upon a time*. What comes next? Take a show of hands for *there*, for *in*, for *a*, for a comma. The comma wins with {comma-probability}; *there* has {there-probability}. Ask why a class of people and a model of tokens disagree.',
    },
    {
      minutes: 8,
      move: 'run',
      words: 'Step. Before each press of Step, one row of the class chooses the bar they think the coin will hit. After five tokens let them overrule the coin: click the silliest candidate they can find and let the story run on. Then Rewind, same seed, Run: word for word the same story.',
      open: { widget: 'next-token' },
    },
    {
      minutes: 4,
      move: 'ask',
      words: 'At temperature 0, what will two runs look like? Let them argue, then run it twice. Now temperature 2: at which word does it fall apart? Why there?',
      open: { widget: 'next-token', state: { prompt: 'Once upon a time', settings: { temperature: 0, topK: 0, topP: 1, seed: 12 } } },
    },
    {
      minutes: 3,
      move: 'run',
      words: 'Set the prompt to *The capital of France is*. It does not say Paris. Ask what that shows: it was brought up on children’s stories, and goes on as they would. A larger model says Paris for the same reason, and is wrong, when it is, for the same reason too.',
      open: { widget: 'next-token', state: { prompt: 'The capital of France is', settings: { temperature: 0.8, topK: 40, topP: 1, seed: 12 } } },
    },
    {
      minutes: 3,
      move: 'run',
      words: 'Could it all have been looked up? Move the length of a text down, one token at a time, and let them say when a table would fit. Two tokens fit, three do not.',
      open: { widget: 'not-a-lookup' },
    },
    { minutes: 4, move: 'check', words: 'The check at the end, by show of hands. Let whoever chose a wrong answer say why it seemed right; the page has the reply.' },
  ],
  misconceptions: [
    {
      belief: 'A token is a word.',
      reply: 'Type *unbelievably*: {unbelievably-tokens} tokens. Then `once` with a small letter, and `2026`. Common words happen to be one token; that is all.',
    },
    {
      belief: 'The answer is looked up somewhere.',
      reply: 'There are {three-token-texts} texts of three tokens and {file-bytes} bytes in the file. And *The elephant opened the umbrella and* stands in no story it learnt from, yet every token gets its score.',
    },
    {
      belief: 'It learns from what we type.',
      reply: 'Rewind and run again with the same seed: the same story, though it has “seen” everything you typed since. Not one of its {parameters} weights has changed.',
    },
    {
      belief: 'It is random, so it is unreliable; set the temperature to 0, and it is right.',
      reply: 'At 0 it says what scored best. Whether that is true, no part of the program asks.',
    },
  ],
  questions: [
    {
      question: 'Why do two people with the same prompt get different stories, and how could they get the same one?',
      answer: 'The scores were the same, the coins were not. Same prompt, same settings and same seed give the same text, but for rounding on different hardware.',
    },
    {
      question: 'Your text has 100 words. Can you say how many tokens it has?',
      answer: 'Not without the vocabulary. In English usually more than 100; in a language that the vocabulary was not made for, perhaps several times as many.',
    },
    {
      question: 'A friend says that the model “decided” to write about a dragon. Put it exactly.',
      answer: 'At one step the token for *dragon* had some share of the probability, and the coin fell into its slot. From there on, the text has a dragon in it, and the scores are those of texts with dragons.',
    },
    {
      question: 'Why does the model run again for each token, and not once for the whole answer?',
      answer: 'Its input is the text so far. Until a token has been chosen, the text that the next scores depend on does not exist.',
    },
  ],
};
