// Query, key and value of one token: its normed hidden state, multiplied by three matrices.
struct Parameters { columns: u32, queryOutputs: u32, keyOutputs: u32, valueOutputs: u32 }
@group(0) @binding(0) var<uniform> parameters: Parameters;
@group(0) @binding(1) var<storage, read> input: array<vec4<f32>>;            // (1, columns)
// bindings 2 to 4: stored: query, key, value                               // (outputs, columns)
@group(0) @binding(5) var<storage, read_write> queryOutput: array<f32>;      // (1, queryOutputs)
@group(0) @binding(6) var<storage, read_write> keyOutput: array<f32>;        // (1, keyOutputs)
@group(0) @binding(7) var<storage, read_write> valueOutput: array<f32>;      // (1, valueOutputs)
