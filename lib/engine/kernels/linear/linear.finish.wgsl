fn finish(index: u32, sum: f32) { output[index] = sum; }
