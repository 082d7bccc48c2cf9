const professionalAda =
  'Its data sheet has more than twice the arithmetic of an RTX 4090, of the same generation; in the same table it reads prompts more slowly than that card does. What holds it back is on no data sheet.';
const hopper =
  'The engine of that table, llama.cpp of May 2024, uses less of an H100’s arithmetic than of an A100’s (17 to 19% of the data sheet with these weights, against 31 to 34%). One share is fitted for both.';
const experts =
  'A mixture of experts of which few weights take part in a token: handing each token to its experts and back takes time that the formulas leave out.';
const appleFourBit =
  'With F16 weights this device comes much closer to its prediction: to widen this format costs it more than the one cost that is fitted for all four-bit formats.';

/**
 * Why a prediction is far off, by the row's id, in a sentence or two for a reader. Written by hand, from what the rows beside it show: a row
 * that is not here may be far off as well, and nobody knows why.
 */
export const missReasons: Readonly<Record<string, string>> = {
  V101: experts,
  V105: experts,
  V111: experts,
  V255: professionalAda,
  V259: professionalAda,
  V263: professionalAda,
  V275: 'The published figure stands apart: in the same table this card reads 512 tokens more slowly than 4,096 (209 against 269 a second), where nearly every other gets slower with length, and an RTX A6000, of the same chip, reads 482.',
  V279: professionalAda,
  V287: professionalAda,
  V315: hopper,
  V323: hopper,
  V325: appleFourBit,
  V333: appleFourBit,
  V337: appleFourBit,
};
