import type { LessonTeaching } from './lesson-teaching';

/** Lesson 4 in class. */
export const costTeaching: LessonTeaching = {
  lesson: 'cost',
  before: 'Choose a feature that the class would like to have: a homework helper, a translator for the school’s letters. Look up nothing: the prices are in the first figure, with their dates.',
  plan: [
    {
      minutes: 4,
      move: 'ask',
      words: 'What does one answer of a chat program cost whoever runs it? Collect guesses between a dollar and a thousandth of a cent. Then work out the message of the lesson on the board: tokens read, tokens written, two prices. It comes to {sonnet-message-cost}.',
    },
    { minutes: 3, move: 'guess', words: 'Ten thousand people, ten such messages a day: what is on the bill after a month? Everybody writes a number down. It is {sonnet-monthly-cost}. Who was within a factor of two?' },
    {
      minutes: 8,
      move: 'run',
      words: 'Now the class’s own feature: paste a text that it would have to read, set the length of an answer, the users, the messages. Put a cheap model beside a dear one. Ask what they would change first: the model, the prompt, or the length of the answer?',
      open: { widget: 'token-bill' },
    },
    {
      minutes: 4,
      move: 'ask',
      words: 'Why does the tenth message of a chat cost more than the first, when it is no longer? Because the nine before it are sent along, and read again. If nobody says it, ask what the model remembers between two messages.',
    },
    {
      minutes: 3,
      move: 'tell',
      words: 'The lorry that drives the whole way for one letter. For each token of one text, all the weights are fetched. Full, the same lorry carries everybody’s letters for nearly the same price.',
    },
    {
      minutes: 6,
      move: 'run',
      words: 'How cheap would this laptop have to be, to sell tokens at the list price? Let them guess, then press Measure here and set the rent of an hour. Then look at the two rented machines: what makes the difference between them?',
      open: { widget: 'device-dollars' },
    },
    {
      minutes: 3,
      move: 'guess',
      words: 'A million users, ten messages a day from each: after how many days has inference cost more than the training of the model? Line up along the wall by the guess, from a week to ten years. It is {chat-days} days.',
    },
    {
      minutes: 6,
      move: 'run',
      words: 'A hundred million users: day {chat-days-hundred-million}. Then serve one text at a time. Which change moved the crossing more? Open the other assumptions, and let somebody change the one they trust least.',
      open: { widget: 'lifetime-cost', state: { settings: { model: 'llama-3.1-70b', users: 100_000_000 } } },
    },
    { minutes: 4, move: 'check', words: 'The check. The third question is from lesson 2; whoever gets it wrong types the email into the tokenizer.' },
  ],
  misconceptions: [
    {
      belief: 'Training is where the money goes.',
      reply: 'It is where the money goes first. With a hundred million users the answers have cost more on day {chat-days-hundred-million}, and nothing stops them there.',
    },
    {
      belief: 'A short question is a cheap question.',
      reply: 'The rules of the house and the whole conversation are sent along, and read. In the trace of the lesson a request brought {chat-prompt} tokens on average.',
    },
    {
      belief: 'At home it would be free.',
      reply: 'A computer at home writes for one reader, and the machine is paid for while it waits for its memory. Put a price on its hour and see.',
    },
    {
      belief: 'Providers must be selling below cost.',
      reply: 'Perhaps some do, but it is not needed to explain the price: a rented GPU that is always full makes a million tokens for {h100-lowest-cost} to {h100-highest-cost}.',
    },
  ],
  questions: [
    {
      question: 'Why by the token, and not by the question?',
      answer: 'Every token takes a pass through all the weights, whatever it says. A question may be ten tokens or ten thousand.',
    },
    {
      question: 'Why is a written token dearer than a read one?',
      answer: 'The tokens of a prompt go through the weights together. A written one must wait for the one before it, and the weights are fetched anew.',
    },
    {
      question: 'Your feature costs ten times too much. Name three things to try, cheapest first.',
      answer: 'A smaller model, if it is good enough; a shorter prompt, or one whose beginning stays the same so that a cache can help; shorter answers. Then, perhaps, fewer messages.',
    },
    {
      question: 'Why would a maker train a small model for much longer than is best for a training budget?',
      answer: 'Because each of its answers is cheaper for as long as it is used. It pays where the answers are going to be the larger bill.',
    },
  ],
};
