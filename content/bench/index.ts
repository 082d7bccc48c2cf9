import amdEpycSwiftShader from './2026-11-23-amd-epyc-2-cores-webgpu-on-google-swiftshader.json';
import { type BenchRun, parseBenchRun } from './run';

/**
 * Whole runs by the names of their files. A run is on the page once it is named here, above the older ones:
 * `import quietLaptop from './2026-11-23-quiet-laptop.json'`, and `'2026-11-23-quiet-laptop': quietLaptop` below.
 */
const files: Readonly<Record<string, unknown>> = { '2026-11-23-amd-epyc-2-cores-webgpu-on-google-swiftshader': amdEpycSwiftShader };

/** The newest first; none: nothing has been published yet. */
export const benchRuns: readonly BenchRun[] = Object.entries(files).map(([name, file]) => parseBenchRun(file, name));
