import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { decodeSpeeds } from './decode-speeds';
import { hardware } from './hardware';
import { rowSources } from './published/row-sources';

const lines = readFileSync(fileURLToPath(new URL('./published/rows.csv', import.meta.url)), 'utf8').split('\n');

describe('published speeds of writing', () => {
  it('are those of the rows they name', () => {
    for (const { row, model, tokensPerSecond, format, source } of decodeSpeeds) {
      const line = lines.find((each) => each.startsWith(`${row},`))!;
      expect(line, row).toContain(`,${model},`);
      expect(line, row).toContain(`,${format},1,`);
      expect(line, row).toContain(`,decode_tok_s,${tokensPerSecond},`);
      const [, name] = Object.entries(rowSources).find(([text]) => line.includes(text))!;
      expect(name, row).toBe(source);
    }
  });

  it('say the size of the file that their rows say', () => {
    for (const { row, weightBytes, format } of decodeSpeeds) {
      const line = lines.find((each) => each.startsWith(`${row},`))!;
      const file = /file ([\d.]+) GiB/.exec(line);
      if (file) expect(weightBytes / 2 ** 30, row).toBeCloseTo(Number(file[1]), 6);
      else expect(format, 'a byte for each parameter').toBe('int8');
    }
  });

  it('are of devices that are known, by the name or the other name that the row has', () => {
    for (const { row, device } of decodeSpeeds) {
      const found = hardware.find(({ name }) => name === device);
      expect(found?.teraflops.f16, device).toBeGreaterThan(0);
      const line = lines.find((each) => each.startsWith(`${row},`))!;
      expect([device, ...(found?.alsoCalled ?? [])].some((name) => line.includes(`,${name},`)), `${row}: ${device}`).toBe(true);
    }
  });
});
