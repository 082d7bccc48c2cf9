import type { LessonTeaching } from './lesson-teaching';

/** Lesson 1 in class. */
export const twoPhasesTeaching: LessonTeaching = {
  lesson: 'two-phases',
  before:
    'Run every checkpoint of the second figure once, so that the browser has them. Ask the class beforehand to think of one thing that a chat program has “learnt” about them.',
  plan: [
    {
      minutes: 4,
      move: 'ask',
      words: 'Who has told a chat program their name? Did it use it later? And where was it kept in between? Collect the theories on the board, and leave them there until the end.',
    },
    {
      minutes: 5,
      move: 'tell',
      words: 'The pianola: punching the roll once, playing it for ever after. In training the numbers are set; in inference they are read. Then ask where the picture breaks: a roll holds one tune, and plays it to everybody.',
    },
    {
      minutes: 4,
      move: 'guess',
      words: 'The model begins with random weights. After how many steps of training does it write its first English word? And its first sentence that makes sense? Everybody writes down two numbers before anything is shown. The first is a trick: words are in the list it draws from.',
    },
    {
      minutes: 5,
      move: 'run',
      words: 'Press Train, and read the newest names aloud while the loss falls: it takes about a minute. Pause on the way and make one step: read its six sentences. At the end freeze, let it write twenty times, compare the fingerprints, and train one more step.',
      open: { widget: 'train-live' },
    },
    {
      minutes: 5,
      move: 'run',
      words: 'Begin at step 0 and read the text aloud, with feeling. Then Next checkpoint, five times; each time a volunteer reads. At which one does the class stop laughing? Run one of them with a prompt from the class.',
      open: { widget: 'training-replay', state: { prompt: 'Once upon a time, there was a little', settings: { step: 0, seed: 12 } } },
    },
    {
      minutes: 3,
      move: 'ask',
      words: 'The table of `␣girl`: her share is {girl-share-160} at step 160 and {girl-share-2400} at the end. Why would a model that gets better become less sure? Because it is rewarded for being as sure as it is right, and there are little boys and dogs as well.',
    },
    {
      minutes: 3,
      move: 'guess',
      words: 'Twenty prompts, one of them with somebody’s name in it. Will the fingerprint of the weights change? Hands up for yes, for no, for a few digits.',
    },
    {
      minutes: 6,
      move: 'run',
      words: 'Type a name from the class, run the twenty prompts, and compare the two fingerprints digit by digit. Then move one checkpoint on, and look again. Ask what would happen to everybody else, if your prompts did change the weights.',
      open: { widget: 'frozen-weights' },
    },
    {
      minutes: 5,
      move: 'run',
      words: 'Training on one side, an answer on the other. Let the class choose the model, then make the answer longer. Which bar moves? Which does not, however often you ask?',
      open: { widget: 'phase-ledger' },
    },
    { minutes: 5, move: 'check', words: 'Back to the theories on the board: which of them survive? Then the check. The first question is the lesson.' },
  ],
  misconceptions: [
    {
      belief: 'It learns from my chat.',
      reply: 'The fingerprint of all {frozen-bytes} bytes is the same after twenty prompts, and what you told it did not turn up again. What it seems to remember, the program around it has put into the prompt.',
    },
    {
      belief: 'But it did remember my name, weeks later.',
      reply: 'Then its program keeps notes, and puts them into the prompt. Delete the notes, and the model has never heard of you.',
    },
    {
      belief: 'They use my chats for training, so it does learn from me.',
      reply: 'They may, if the terms allow it. That is another training run, on another day, and its outcome is another set of weights. The model you talked to did not change.',
    },
    {
      belief: 'Training teaches it facts and grammar, one after the other.',
      reply: 'Nobody teaches it either. It guesses the next token, and every weight is nudged so that the guess would have been a little better. Whatever looks like grammar is what made the guesses better.',
    },
  ],
  questions: [
    {
      question: 'A program corrects itself after you complained, and makes the same mistake with your neighbour. Explain.',
      answer: 'Your complaint is in your prompt, and in nobody else’s. The weights are the same for both of you.',
    },
    {
      question: 'Why does it cost so much less to answer once than to train, though both use all the weights?',
      answer: 'Training reads thousands of millions of tokens, or more, and does three times the work for each. An answer is a few hundred tokens.',
    },
    {
      question: 'A company says that its new model took a hundred times the arithmetic of the old one to train. Does an answer take a hundred times the arithmetic too?',
      answer: 'Only if it has a hundred times the weights. If it was trained on a hundred times the text instead, an answer takes what it took before.',
    },
    {
      question: 'Homework: find the step at which the held-out loss has done half of its fall. What share of the whole training is that?',
      answer: 'Read it off the curve of the second figure. It is a very small share: most of the training buys the last small part.',
    },
  ],
};
