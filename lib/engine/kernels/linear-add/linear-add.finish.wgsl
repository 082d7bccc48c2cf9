@group(0) @binding(4) var<storage, read> residual: array<f32>;         // (rows, outputs)

fn finish(index: u32, sum: f32) { output[index] = residual[index] + sum; }
