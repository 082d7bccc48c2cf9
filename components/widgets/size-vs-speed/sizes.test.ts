import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { publishedBy } from './published';
import { parseSizeRecording } from './recording';
import { figuresOf, layerBytes, headBytes, readBytes, recordedInstead, shapeOf, sizePrecisions, weightBytes, workBytes } from './sizes';

const file = readFileSync(fileURLToPath(new URL('../../../public/recordings/size-vs-speed.json', import.meta.url)), 'utf8');
const recording = parseSizeRecording(file, 'size-vs-speed');
const origin = { kind: 'recorded', device: recording.device, date: recording.date } as const;

describe('bytes told before anything is measured', () => {
  it('are those that the engine made of the same shapes', () => {
    expect(recording.sizes).toHaveLength(8);
    for (const { shape, precision, found } of recording.sizes) {
      expect(layerBytes(shapeOf(shape), precision), shape).toBe(found.layer.weightBytes);
      expect(headBytes(shapeOf(shape), precision), shape).toBe(found.head.weightBytes);
      expect(weightBytes(shapeOf(shape), precision).value).toBe(shapeOf(shape).layers * found.layer.weightBytes + found.head.weightBytes);
    }
  });

  it('are fewer with fewer bits, and more is read than the weights alone', () => {
    const shape = shapeOf('Llama-3.1-8B');
    const [f16, q8, q4] = sizePrecisions.map((precision) => weightBytes(shape, precision).value);
    expect(f16 > q8 && q8 > q4).toBe(true);
    expect(readBytes(shape, 'q4')).toBeGreaterThan(q4);
    expect(workBytes(shape, 'q4'), 'one layer and the head at least').toBeGreaterThan(layerBytes(shape, 'q4') + headBytes(shape, 'q4'));
  });
});

describe('figures of a size', () => {
  it('are what one layer and the head make of the whole model', () => {
    for (const size of recording.sizes) {
      const { layers } = shapeOf(size.shape);
      const { tokensPerSecond, intensity, flopsPerSecond } = figuresOf(size, origin);
      expect(tokensPerSecond.value).toBeCloseTo(1000 / (layers * size.found.layer.ms + size.found.head.ms), 9);
      expect(flopsPerSecond / intensity, 'bytes a second').toBeCloseTo(readBytes(shapeOf(size.shape), size.precision) * tokensPerSecond.value, -3);
    }
  });

  it('that were saved are bound by arithmetic at every size, as lesson 3 says of our single core', () => {
    const { measured, sizes } = recording;
    for (const size of sizes) expect(figuresOf(size, origin).intensity, size.shape).toBeGreaterThan(measured.multiplyAddFlopsPerSecond / measured.copyBytesPerSecond);
  });

  it('that were saved say so, through and through', () => {
    const { tokensPerSecond, layerMs } = figuresOf(recording.sizes[0], origin);
    expect(layerMs.provenance.kind).toBe('recorded');
    expect(JSON.stringify(tokensPerSecond.provenance)).not.toContain('measured"');
    expect(recordedInstead({ kind: 'assumed', by: 'page' }, origin)).toEqual({ kind: 'assumed', by: 'page' });
  });
});

/** The file’s JSON, of which a test takes something away. */
interface Spoilable {
  readonly measured: { launchMs?: number };
  readonly sizes: { shape: string; readonly found: { readonly head: { flops?: number } } }[];
}

describe('a recording of sizes', () => {
  it('is refused where a figure is missing', () => {
    const spoilt = (change: (value: Spoilable) => void) => {
      const value = JSON.parse(file);
      change(value);
      return () => parseSizeRecording(JSON.stringify(value), 'x');
    };
    expect(spoilt((value: Spoilable) => delete value.measured.launchMs)).toThrow(/device was not measured/);
    expect(spoilt((value: Spoilable) => delete value.sizes[0].found.head.flops)).toThrow(/size has no figures/);
    expect(spoilt((value: Spoilable) => (value.sizes[0].shape = 'GPT-99'))).toThrow(/size has no figures/);
  });
});

describe('published devices', () => {
  it('have a roof above each published point', () => {
    for (const precision of sizePrecisions) {
      const { roofs, speeds } = publishedBy[precision];
      expect(speeds.length).toBeGreaterThan(0);
      for (const { label, point } of speeds) {
        const roof = roofs.find(({ name }) => label.endsWith(name))!;
        expect(point.flopsPerSecond, label).toBeLessThan(Math.min(roof.flopsPerSecond, roof.bytesPerSecond * point.intensity));
      }
    }
  });
});
