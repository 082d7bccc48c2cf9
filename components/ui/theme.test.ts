import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

/** Lightness 0 to 1, chroma, hue in degrees. */
type Oklch = readonly [number, number, number];
/** Linear-light sRGB, each 0 to 1 where the colour can be shown. */
type LinearRgb = readonly [number, number, number];

const css = readFileSync(fileURLToPath(new URL('theme.css', import.meta.url)), 'utf8');

function oklchIn(text: string): Oklch[] {
  return [...text.matchAll(/oklch\(([\d.]+) ([\d.]+) ([\d.]+)\)/g)].map(([, l, c, h]) => [Number(l), Number(c), Number(h)]);
}

/** Colours of a theme by name: `light-dark()` gives the first two, the projector's block overrides the light ones. */
function themes(): Record<'light' | 'dark' | 'projector', Map<string, Oklch>> {
  const [shared, projectorBlock] = css.split("[data-theme='projector']");
  const light = new Map<string, Oklch>();
  const dark = new Map<string, Oklch>();
  for (const [, name, value] of shared.matchAll(/--color-([\w-]+): light-dark\((.+)\);/g)) {
    const [first, second] = oklchIn(value);
    light.set(name, first);
    dark.set(name, second);
  }
  const projector = new Map(light);
  for (const [, name, value] of projectorBlock.matchAll(/--color-([\w-]+): (oklch\(.+?\));/g)) projector.set(name, oklchIn(value)[0]);
  return { light, dark, projector };
}

/** Björn Ottosson's matrices. */
function toLinearRgb([lightness, chroma, hue]: Oklch): LinearRgb {
  const a = chroma * Math.cos((hue * Math.PI) / 180);
  const b = chroma * Math.sin((hue * Math.PI) / 180);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
}

function toOklab([r, g, b]: LinearRgb): readonly [number, number, number] {
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

const shown = (rgb: LinearRgb): LinearRgb => [clamp(rgb[0]), clamp(rgb[1]), clamp(rgb[2])];
const clamp = (channel: number) => Math.min(1, Math.max(0, channel));

function luminance(colour: Oklch): number {
  const [r, g, b] = shown(toLinearRgb(colour));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** WCAG contrast ratio, 1 to 21. */
function contrast(a: Oklch, b: Oklch): number {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

/** Machado, Oliveira and Fernandes 2009, severity 1, on linear light. */
const blindness = {
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
} as const;

/** Distance in OKLab of two colours as somebody with this blindness sees them; 0.1 is plainly different. */
function distance(a: Oklch, b: Oklch, kind: keyof typeof blindness): number {
  const seen = (colour: Oklch) => {
    const rgb = shown(toLinearRgb(colour));
    const row = (weights: readonly number[]) => clamp(weights[0] * rgb[0] + weights[1] * rgb[1] + weights[2] * rgb[2]);
    const [r, g, bl] = blindness[kind];
    return toOklab([row(r), row(g), row(bl)]);
  };
  const [p, q] = [seen(a), seen(b)];
  return Math.hypot(p[0] - q[0], p[1] - q[1], p[2] - q[2]);
}

const grounds = ['paper', 'well'];
const texts = ['ink', 'ink-soft', 'training', 'inference', 'right', 'wrong'];
const marks = ['rule-strong', 'training-mark', 'inference-mark', 'olive-mark', 'brick-mark', 'f32', 'f16', 'q8', 'q4', 'q2'];
const washes = ['training', 'inference', 'wrong'];
const precisions = ['f32', 'f16', 'q8', 'q4', 'q2'];

describe.each(Object.entries(themes()))('the %s theme', (_theme, colours) => {
  const colour = (name: string): Oklch => {
    const found = colours.get(name);
    if (!found) throw new Error(`theme.css has no --color-${name}.`);
    return found;
  };

  it.each(grounds.flatMap((ground) => texts.map((text) => [text, ground])))('%s is legible as text on %s', (text, ground) => {
    expect(contrast(colour(text), colour(ground))).toBeGreaterThanOrEqual(4.5);
  });

  it.each(marks)('%s stands out from paper as a mark', (mark) => {
    expect(contrast(colour(mark), colour('paper'))).toBeGreaterThanOrEqual(3);
  });

  it.each(washes)('ink and %s are legible on its wash', (name) => {
    expect(contrast(colour('ink'), colour(`${name}-wash`))).toBeGreaterThanOrEqual(7);
    expect(contrast(colour(name), colour(`${name}-wash`))).toBeGreaterThanOrEqual(4.5);
  });

  it('paper is legible on a filled button', () => {
    expect(contrast(colour('paper'), colour('inference'))).toBeGreaterThanOrEqual(4.5);
  });

  it.each(Object.keys(blindness) as (keyof typeof blindness)[])('training and inference differ under %s', (kind) => {
    expect(distance(colour('training-mark'), colour('inference-mark'), kind)).toBeGreaterThan(0.1);
    expect(distance(colour('training'), colour('inference'), kind)).toBeGreaterThan(0.08);
  });

  it.each(Object.keys(blindness) as (keyof typeof blindness)[])('groups of points differ under %s', (kind) => {
    const groups = ['inference-mark', 'olive-mark', 'brick-mark', 'ink'];
    for (const [index, one] of groups.entries()) {
      for (const other of groups.slice(index + 1)) expect(distance(colour(one), colour(other), kind), `${one} and ${other}`).toBeGreaterThan(0.1);
    }
  });

  it('precision is one ordered ramp of lightness', () => {
    const steps = precisions.slice(1).map((name, index) => colour(name)[0] - colour(precisions[index])[0]);
    const sign = Math.sign(steps[0]);
    for (const step of steps) expect(step * sign).toBeGreaterThanOrEqual(0.06);
  });

  it('asks for no colour that sRGB cannot show', () => {
    for (const [name, value] of colours) {
      for (const channel of toLinearRgb(value)) {
        expect(channel, name).toBeGreaterThan(-0.012);
        expect(channel, name).toBeLessThan(1.012);
      }
    }
  });
});
