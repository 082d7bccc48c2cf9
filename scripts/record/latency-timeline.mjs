/** A run of the figure, and its sweep. @param {import('./studio.mjs').Studio} studio */
export async function record(studio) {
  const { runRequest, startSeed } = await studio.load('components/widgets/latency-timeline/requests.ts');
  const { startLength } = await studio.load('components/widgets/latency-timeline/prompts.ts');
  const { sweepLengths } = await studio.load('components/widgets/latency-timeline/sweep.ts');
  const engine = await studio.engineOf();
  let turn = 0;
  const sweep = await sweepLengths({ generate: (request) => engine.generate(request), now: () => performance.now(), onProgress: () => {}, signal: new AbortController().signal, nextTurn: () => turn++ });
  // After the sweep: every size of pass has been prepared, which is no reader's wait.
  const run = await studio.eventsOf(engine, runRequest(startLength, turn, startSeed));
  const round = (value) => Number(value.toFixed(3));
  const rows = sweep.map((row) => ({ ...row, ttftMs: round(row.ttftMs), itlMs: round(row.itlMs) }));
  const { runs, ...head } = JSON.parse(studio.writeRecording({ ...studio.head, runs: [run] }));
  await studio.save('latency-timeline', `${JSON.stringify({ ...head, sweep: rows, runs })}\n`);
}
