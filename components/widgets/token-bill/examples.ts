/** Prompts to start from. How many tokens our own tokenizer makes of each is recorded, by scripts/record/token-bill.mjs. */
export const examples: readonly { readonly label: string; readonly text: string }[] = [
  {
    label: 'An email to answer',
    text: `You answer letters for a shop that sells bicycles. Be brief and kind, and promise nothing that is not in our terms: returns within 30 days, repairs free of charge for two years, delivery in three to five working days.

Dear Sir or Madam,

on Tuesday I received the bicycle that I had ordered from you (order 20-4471, the green one with the basket). My daughter was delighted for about an hour. Then the left pedal came off, and although my husband screwed it on again, it came off twice more on Wednesday and once this morning, in front of the school, where everybody saw it.

Can it be repaired, and who pays for that? If it has to be sent back, what do we do with the carton, which the cat has been living in since Tuesday? We would rather keep the bicycle. The cat would rather keep the carton.

Yours faithfully,
Margaret Pickering`,
  },
  { label: 'One question', text: 'How long may I keep cooked rice in the fridge?' },
  {
    label: 'A bit of code',
    text: `Why does this print 0.30000000000000004, and what should I write in its place?

for (const price of [0.1, 0.2]) {
  total += price;
}
console.log(total);`,
  },
  { label: 'The question in German', text: 'Wie lange darf ich gekochten Reis im Kühlschrank aufbewahren?' }, // cspell:disable-line
];
