const professionalAda =
  'RTX 6000 Ada and L40S have on their data sheets more than twice the arithmetic of an RTX 4090, of the same generation, and read prompts more slowly than it in the same table. What holds them back is on no data sheet.';
const hopper =
  'llama.cpp of May 2024 used less of an H100’s arithmetic than of an A100’s: 17 to 19% of the data sheet with these weights, against 31 to 34%. One share is fitted for both.';
const experts =
  'Mixtures of experts of which few weights take part in a token. The formulas count what carries each token to its experts and back, and grant such models a smaller share of the arithmetic; that is not enough where prompts are short and answers long, while rows of gpt-oss with longer prompts come closer. Whether some experts get more tokens than others, or something else takes the time, these rows do not tell.';
const appleFourBit =
  'These devices come much closer to their predictions with F16 weights: widening Q4_K_M costs them more than the one cost that is fitted for all four-bit formats.';

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
  V275: 'The published figure stands apart: in its table an A40 reads 512 tokens more slowly than 4,096 (209 against 269 a second), where nearly every other device gets slower with length, and an RTX A6000, of the same chip, reads 482.',
  V279: professionalAda,
  V287: professionalAda,
  V315: hopper,
  V323: hopper,
  V325: appleFourBit,
  V333: appleFourBit,
  V337: appleFourBit,
};
