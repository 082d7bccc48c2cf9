/**
 * Answers questions (questions.mjs) with the house's own modules.
 *
 * @param house `{ predict, calibration, stepTime, parallel, precision, software, memory, roofline }`: modules of lib/economics
 */
export function answersOf(house) {
  /** A launch's time of its own, beside four matrix products a layer: economics.md section 1, from Vidur's timings. */
  const launches = 4 * 4e-6;

  function productsMs({ hardware, model, shards, tokens }, constants) {
    const machine = {
      hardware,
      devices: 1,
      stages: 1,
      traits: house.software.softwareTraits.other,
      precision: 'f16',
      bitsPerWeight: 16,
      kvBitsPerNumber: 16,
      constants: house.calibration.constantsFor(constants, { software: 'kernels', hardware, precision: 'f16', experts: false }),
    };
    const { touched } = house.stepTime.layerWeights(model, tokens);
    const weights = touched / model.layers / shards;
    return (house.stepTime.productTime(machine, { touched: weights, perToken: weights }, tokens) + launches) * 1e3;
  }

  /**
   * @param {import('./questions.mjs').Question} question
   * @param {any} constants a Calibration
   * @returns {{ value?: number, reason?: string }} in the question's unit, or why there is none
   */
  return function answer(question, constants) {
    switch (question.kind) {
      case 'exact':
        return { value: question.answer(house) };
      case 'products':
        return { value: productsMs(question, constants) };
      case 'all-reduce': {
        const latency = constants.reduceLatency[house.parallel.linkOf(question.hardware)] + constants.reduceLaunch;
        const reduce = { latency, linkShare: constants.linkShare };
        return { value: house.parallel.allReduceTime(question.bytes, question.devices, question.hardware, reduce) * 1e3 };
      }
      default: {
        const prediction = house.predict.predict(question.request, constants);
        if (prediction.kind === 'refusal') return { reason: `refused: ${prediction.message}` };
        return { value: question.read(prediction, question.request) };
      }
    }
  };
}
