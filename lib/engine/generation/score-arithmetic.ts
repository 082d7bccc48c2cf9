/** exp(−mean log-probability of a token). */
export function perplexity(logprob: number, tokens: number): number {
  return Math.exp(-logprob / tokens);
}

/**
 * KL(p ‖ q) in nats: what is lost on average by expecting q where p is true. Kullback and Leibler 1951.
 * @param p natural logarithms of probabilities (vocab)
 * @param q the same of the other distribution (vocab)
 */
export function klDivergence(p: ArrayLike<number>, q: ArrayLike<number>): number {
  let sum = 0;
  for (let id = 0; id < p.length; id++) sum += Math.exp(p[id]) * (p[id] - q[id]);
  return sum;
}

/** The most probable token, the lowest id among equals. */
export function bestToken(logprobs: ArrayLike<number>): number {
  let best = 0;
  for (let id = 1; id < logprobs.length; id++) if (logprobs[id] > logprobs[best]) best = id;
  return best;
}
