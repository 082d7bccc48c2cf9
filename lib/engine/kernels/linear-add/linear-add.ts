import type { HostView, Kernel } from '../kernel';
import { linear, productSources } from '../linear/linear';
import finish from './linear-add.finish.wgsl';

/**
 * `linear`, then `add` to what came in, in one launch: output = residual + input · weightᵀ.
 * Shapes: input (rows, columns), weight (outputs, columns), output and residual (rows, outputs).
 */
export const linearAdd: Kernel<'input' | 'weight' | 'output' | 'residual'> = {
  name: 'linearAdd',
  tensors: { input: 'read', weight: 'read', output: 'write', residual: 'read' },
  stored: ['weight'],
  parameters: linear.parameters,
  sources: productSources(finish),
  plan: (specs, _options, variant) => linear.plan(specs, {}, variant),
  reference(views, specs) {
    const product: HostView = new Float32Array(views.output.length);
    linear.reference({ input: views.input, weight: views.weight, output: product }, specs, {});
    for (let i = 0; i < product.length; i++) views.output[i] = views.residual[i] + product[i];
  },
};
