/** The modules of lib/economics that the command asks, by short names. */
const modules = {
  predict: 'predict',
  calibration: 'calibration',
  stepTime: 'step-time',
  parallel: 'parallel',
  precision: 'precision',
  software: 'software',
  memory: 'memory',
  roofline: 'roofline',
  find: 'find',
  agreement: 'agreement',
};

/** @param {(path: string) => Promise<object>} load of house-modules.mjs */
export async function economicsModules(load) {
  const house = {};
  // One after another: the loader shares what they have in common.
  for (const [name, file] of Object.entries(modules)) house[name] = await load(`lib/economics/${file}.ts`);
  return house;
}
