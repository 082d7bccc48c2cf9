// Random words in the layout of a stored tensor. One invocation a word.
struct Parameters { words: u32, seed: u32, headerWords: u32, rowWords: u32, valueWords: u32, randomBits: u32, fixedBits: u32, scaleWord: u32 }
@group(0) @binding(0) var<uniform> parameters: Parameters;
@group(0) @binding(1) var<storage, read_write> output: array<u32>;

// The finaliser of MurmurHash3 (Appleby 2011, public domain).
fn hash(index: u32, seed: u32) -> u32 {
  var value = index ^ (seed * 0x9e3779b9u);
  value = (value ^ (value >> 16u)) * 0x85ebca6bu;
  value = (value ^ (value >> 13u)) * 0xc2b2ae35u;
  return value ^ (value >> 16u);
}

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3<u32>, @builtin(num_workgroups) groups: vec3<u32>) {
  let index = id.x + id.y * groups.x * 64u;
  if (index >= parameters.words) { return; }
  let isValue = index >= parameters.headerWords && (index - parameters.headerWords) % parameters.rowWords < parameters.valueWords;
  let random = (hash(index, parameters.seed) & parameters.randomBits) | parameters.fixedBits;
  output[index] = select(parameters.scaleWord, random, isValue);
}
