fn allOutputs() -> u32 { return parameters.outputs; }

fn shareOf(out: u32, first: u32, step: u32) -> vec2<f32> {
  return vec2(gateShare(out, first, step, parameters.columns), upShare(out, first, step, parameters.columns));
}

fn write(out: u32, total: vec2<f32>) { output[out] = gated(total.x, total.y); }
