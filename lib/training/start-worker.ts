/** The trainer's script; jax-js is in it and nowhere else on the site. */
export function startTrainingWorker(): Worker {
  return new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
}
