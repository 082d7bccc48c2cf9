fn allOutputs() -> u32 { return parameters.queryOutputs + parameters.keyOutputs + parameters.valueOutputs; }

fn shareOf(out: u32, first: u32, step: u32) -> vec2<f32> {
  let columns = parameters.columns;
  let firstValue = parameters.queryOutputs + parameters.keyOutputs;
  if (out < parameters.queryOutputs) { return vec2(queryShare(out, first, step, columns), 0.0); }
  if (out < firstValue) { return vec2(keyShare(out - parameters.queryOutputs, first, step, columns), 0.0); }
  return vec2(valueShare(out - firstValue, first, step, columns), 0.0);
}

fn write(out: u32, total: vec2<f32>) {
  let firstValue = parameters.queryOutputs + parameters.keyOutputs;
  if (out < parameters.queryOutputs) {
    queryOutput[out] = total.x;
  } else if (out < firstValue) {
    keyOutput[out - parameters.queryOutputs] = total.x;
  } else {
    valueOutput[out - firstValue] = total.x;
  }
}
