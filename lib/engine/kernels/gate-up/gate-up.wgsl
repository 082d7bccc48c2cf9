// The middle of the feed-forward block for one token: its normed hidden state, multiplied by two matrices, and
// output = silu(gate) * up.
struct Parameters { columns: u32, outputs: u32 }
@group(0) @binding(0) var<uniform> parameters: Parameters;
@group(0) @binding(1) var<storage, read> input: array<vec4<f32>>;            // (1, columns)
// bindings 2 and 3: stored: gate, up                                       // (outputs, columns)
@group(0) @binding(4) var<storage, read_write> output: array<f32>;           // (1, outputs)

fn gated(gate: f32, up: f32) -> f32 { return gate / (1.0 + exp(-gate)) * up; }
