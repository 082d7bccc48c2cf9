import { describe } from 'vitest';
import { CpuBackend } from './backends/cpu/cpu-backend';
import { furtherModels, mainModel } from './generation/test-golden-files';
import { furtherGoldenTests, goldenTests, wholeTexts } from './generation/test-goldens';
import { optionsInNode } from './generation/test-options';

describe.each(['simd', 'reference'] as const)('the engine on the CPU, %s', (variant) => goldenTests(() => optionsInNode(mainModel, variant), async () => new CpuBackend(variant)));

describe.for(furtherModels)('%s on the CPU, simd', (name) => furtherGoldenTests(name, () => optionsInNode(name), async () => new CpuBackend('simd'), wholeTexts));
