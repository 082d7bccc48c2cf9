// The search itself, the same for every way of counting: `above` (how many tokens lie above a key, and their weight)
// and `main` come from the file of the variant.
struct Parameters { rows: u32, columns: u32 }
@group(0) @binding(0) var<uniform> parameters: Parameters;
@group(0) @binding(1) var<storage, read> logits: array<f32>;           // (B, vocab)
@group(0) @binding(2) var<storage, read> control: array<vec4<f32>>;    // (B): temperature, top-k, top-p, coin
@group(0) @binding(3) var<storage, read_write> chosen: array<u32>;     // (B)

// Tokens above some key: how many, and the sum of their weights.
struct Share { count: u32, mass: f32 }

// Best tokens first: those above `key`, then the first `ties` (lowest ids) of those at `key`.
struct Prefix { key: u32, ties: u32, mass: f32 }

// A float's bits, turned so that they order as the floats do.
fn keyOf(value: f32) -> u32 {
  let bits = bitcast<u32>(value);
  return select(bits | 0x80000000u, ~bits, bits >= 0x80000000u);
}

fn valueOf(key: u32) -> f32 {
  return bitcast<f32>(select(~key, key & 0x7fffffffu, key >= 0x80000000u));
}

// The shortest prefix of the tokens, best first, that is past both limits: at least `count` tokens, and a mass of at
// least (or, if `strict`, more than) `mass`. It is sought within a longer prefix, which must itself be past them.
fn prefixPast(row: u32, largest: f32, temperature: f32, within: Prefix, count: u32, mass: f32, strict: bool) -> Prefix {
  // The largest key such that the tokens at it and above are past the limits.
  var low = within.key;
  var high = keyOf(largest);
  while (low < high) {
    let middle = high - (high - low) / 2u;
    let share = above(row, middle - 1u, largest, temperature);
    let past = share.count >= count && select(share.mass >= mass, share.mass > mass, strict);
    if (past) { low = middle; } else { high = middle - 1u; }
  }
  // Among the tokens with just this key, no more than needed.
  let before = above(row, low, largest, temperature);
  let here = above(row, low - 1u, largest, temperature).count - before.count;
  let weight = exp((valueOf(low) - largest) / temperature);
  let lacking = max((mass - before.mass) / weight, 0.0);
  let forMass = min(select(ceil(lacking), floor(lacking) + 1.0, strict), f32(here));
  let forCount = count - min(count, before.count);
  let most = select(here, min(here, within.ties), low == within.key);
  let ties = clamp(max(u32(forMass), forCount), 1u, most);
  return Prefix(low, ties, before.mass + f32(ties) * weight);
}

// The n-th token, from 1 on, with just this key. Ties are rare: every invocation walks alone.
fn nth(row: u32, key: u32, n: u32) -> u32 {
  var left = n;
  for (var token = 0u; token < parameters.columns; token++) {
    if (keyOf(logits[row * parameters.columns + token]) == key) {
      left--;
      if (left == 0u) { return token; }
    }
  }
  return 0u;
}

fn draw(row: u32, largest: f32) -> u32 {
  let settings = control[row];
  let temperature = settings.x;
  let topK = select(parameters.columns, min(u32(settings.y), parameters.columns), settings.y > 0.0);
  // No key of a number is as low as 1.
  var left = Prefix(1u, parameters.columns, above(row, 0u, largest, temperature).mass);
  if (topK < parameters.columns) { left = prefixPast(row, largest, temperature, left, topK, 0.0, false); }
  if (settings.z < 1.0) { left = prefixPast(row, largest, temperature, left, 1u, settings.z * left.mass, false); }
  // Sums of f32 agree to about a millionth; a coin nearer to 1 than that could fall past the last token.
  let coin = min(settings.w, 0.999999);
  let slot = prefixPast(row, largest, temperature, left, 1u, coin * left.mass, true);
  return nth(row, slot.key, slot.ties);
}
