import { kvPrecisionOf, storedPrecisionOf } from './formats.mjs';

/** Rows about memory: arithmetic with nothing fitted. Each gives a question without its row, or a reason; undefined where the metric is another. */

const byteUnits = { B: 1, bytes: 1, kB: 1e3, KB: 1e3, KiB: 1024, MB: 1e6, MiB: 2 ** 20, GB: 1e9, GiB: 2 ** 30 };
const tokenUnits = { tokens: 1, tok: 1, slots: 1, K: 1e3, 'K tokens': 1e3, 'K tok': 1e3 };
const bitsOf = { f16: 16, fp8: 8, int8: 8 };

/**
 * @param {Record<string, string>} row
 * @param {any} model of content/language-models.ts
 * @param {string} software
 */
export function memoryQuestionOf(row, model, software) {
  const { metric } = row;
  if (/^(file_size|model_size|weight_(bytes|memory|size))$/.test(metric)) return weights(row, model);
  if (/^kv(_cache)?_(bytes|size)_per_token$/.test(metric)) return kvPerToken(row, model, software);
  if (/^kv(_cache)?_(capacity|slots|capacity_tokens|token_slots)$/.test(metric)) return kvCapacity(row, model, software);
  return undefined;
}

function question({ value, unit }, units, to, answer) {
  const scale = units[unit];
  if (scale === undefined || !(Number(value) > 0)) return { reason: `the value ${value} ${unit} is not one number in a unit of ${to}` };
  return { kind: 'exact', group: 'exact', unit: to, published: Number(value) * scale, answer };
}

function weights(row, model) {
  const precision = storedPrecisionOf(row['dtype/quant'], row.note, model.parameters, () => false);
  const bits = precision && (precision.bitsPerWeight ?? { f32: 32, f16: 16, fp8: 8, int8: 8, fp4: 4.5 }[precision.weightPrecision]);
  if (!bits) return { reason: `${row['dtype/quant']} has no stated bits a weight` };
  return question(row, byteUnits, 'bytes', ({ memory }) => memory.weightMemory(model.parameters, bits, []).value);
}

const kvBits = (row, software) => bitsOf[/^(fp8|int8)$/.exec(row['dtype/quant'])?.[1] ?? kvPrecisionOf(row['dtype/quant'], software)];

function kvPerToken(row, model, software) {
  return question(row, byteUnits, 'bytes', ({ memory }) => memory.kvMemoryPerToken(model, kvBits(row, software)).value);
}

/** Memory for the cache, where the row names it: "KV 53.15 GiB", "12 GB for KV". Programs that print GB mean GiB here (economics.md section 1). */
function kvCapacity(row, model, software) {
  const room = /KV[^\d;]*([\d.]+) ?Gi?B/i.exec(row.note) ?? /([\d.]+) ?Gi?B[^;]*KV/i.exec(row.note);
  if (!room) return { reason: 'the row does not say how much memory the cache has' };
  return question(row, tokenUnits, 'tokens', ({ memory }) => memory.kvCapacity(Number(room[1]) * 2 ** 30, memory.kvMemoryPerToken(model, kvBits(row, software)).value, []).value);
}
