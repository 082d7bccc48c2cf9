// What every stored tensor's reader needs, once in a program.
struct Eight { low: vec4<f32>, high: vec4<f32> }

override ALIGNED: bool = false; // every row of every stored tensor begins on a vector: decided when compiled, as a branch in a loop is dear
override BLOCK: u32 = 32u; // quantised: elements that share a scale; 0: the whole tensor does
