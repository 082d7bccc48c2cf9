import type { Page } from '@playwright/test';
import { speeds } from '../../components/widgets/feel-speed/pace';
import { promptLengths } from '../../components/widgets/latency-timeline/prompts';
import { expect, test } from '../fixtures/test';
import { Widget } from '../fixtures/widget';

const lesson = '/learn/latency/';
type Live = 'webgpu' | 'cpu';

/** A figure of the lesson, awake and at rest. */
async function figureOf(page: Page, name: string, engine: Live | 'recorded'): Promise<Widget> {
  await page.goto(`${lesson}?engine=${engine}`);
  const figure = new Widget(page, name);
  await figure.settle();
  return figure;
}

const control = (figure: Widget, name: string) => figure.root.locator(`[data-control="${name}"]`);
const expectDone = (page: Page, task: string) => expect(page.locator(`[data-task="${task}"]`)).toHaveAttribute('data-done', 'true');

test('a text comes streamed and at the end; one’s own reading is timed, and matched @any-engine', async ({ page }) => {
  const figure = await figureOf(page, 'feel-speed', 'recorded');
  const pane = (setting: string) => figure.root.locator(`[data-generated][data-case="${setting}"]`);
  await control(figure, 'speed').fill(String(speeds.indexOf(500)));
  await figure.press('run');
  await figure.expectStatus('done');
  await figure.expectEngine('recorded');
  const text = (await pane('streamed').textContent()) ?? '';
  expect(text.length).toBeGreaterThan(200);
  await expect(pane('at-end')).toHaveText(text);

  await figure.press('rewind');
  await expect(pane('streamed')).toHaveText('');
  for (let token = 0; token < 3; token++) await figure.press('step');
  const stepped = (await pane('streamed').textContent()) ?? '';
  expect(text.startsWith(stepped) && stepped.length > 0).toBe(true);
  await expect(pane('at-end')).toHaveText('');

  await figure.root.locator('[data-action="time-reading"]').click();
  await page.waitForTimeout(1_500);
  await figure.root.locator('[data-action="end-reading"]').click();
  const reading = await figure.valueOf('reading-speed');
  expect(reading).toBeGreaterThan(0);
  await expectDone(page, 'feel-speed-timed');
  await control(figure, 'speed').fill(String(speeds.findIndex((speed) => speed >= reading)));
  await figure.press('run');
  await expectDone(page, 'feel-speed-matched');
  expect(await figure.valueOf('first-words', 'at-end')).toBeCloseTo(await figure.valueOf('whole-text'), 6);
});

// On one page: the engine is compiled for both.
test('two runs of different lengths stand on one clock, each with its figures; then six lengths are measured', async ({ page, expectAccessible }, { project }) => {
  test.slow();
  const engine = project.name as Live;
  const figure = await figureOf(page, 'latency-timeline', engine);
  await figure.expectEngine('recorded');
  await figure.press('run');
  await figure.expectEngine(engine);
  await figure.expectStatus('done');
  await control(figure, 'length').fill(String(promptLengths.indexOf(256)));
  await figure.press('run');
  await figure.expectStatus('done');
  await expect(figure.root.locator('.timeline-row')).toHaveCount(2);
  await expect(figure.root.locator('.timeline-row').first()).toContainText('256 tokens');
  await expect(figure.root.locator('.timeline-row.is-faded')).toContainText('32 tokens');
  for (const name of ['ttft', 'itl-p50', 'itl-p95', 'tpot']) {
    expect(await figure.valueOf(name, 'run'), name).toBeGreaterThan(0);
    await expect(figure.measure(name, 'run')).toHaveAttribute('data-provenance', 'measured');
  }
  expect((await figure.generatedText()).length).toBeGreaterThan(10);
  await expectDone(page, 'latency-timeline-compared');
  await expect.poll(() => page.evaluate(() => location.hash)).toContain('w.latency-timeline=');
  await expectAccessible();

  await figure.root.locator('[data-action="sweep"]').click();
  await figure.expectStatus('running');
  await figure.expectStatus('done');
  await figure.expectEngine(engine);
  for (const length of promptLengths) {
    for (const name of ['ttft', 'itl-p50']) {
      expect(await figure.valueOf(name, String(length)), `${name} at ${length}`).toBeGreaterThan(0);
      await expect(figure.measure(name, String(length))).toHaveAttribute('data-provenance', 'measured');
    }
  }
  await expectDone(page, 'latency-timeline-swept');
});

test('a sweep that is stopped gives the recorded figures back; where only recordings are wanted, Run plays them @any-engine', async ({ page }) => {
  const figure = await figureOf(page, 'latency-timeline', 'cpu');
  await figure.root.locator('[data-action="sweep"]').click();
  await figure.expectStatus('running');
  await figure.press('stop');
  await figure.settle();
  await expect(figure.measure('ttft', '448')).toHaveAttribute('data-provenance', 'recorded');

  const recorded = await figureOf(page, 'latency-timeline', 'recorded');
  await recorded.press('run');
  await recorded.expectStatus('done');
  await recorded.expectEngine('recorded');
  await expect(recorded.measure('ttft', 'run')).toHaveAttribute('data-provenance', 'recorded');
  await expect(recorded.root.locator('[data-action="sweep"]')).toBeDisabled();
});

test('sizes are measured from the smallest up, and go on when asked', async ({ page, expectAccessible }, { project }) => {
  test.slow();
  const engine = project.name as Live;
  const figure = await figureOf(page, 'size-vs-speed', engine);
  await figure.expectEngine('recorded');
  await figure.press('run');
  await figure.expectStatus('running');
  await figure.expectStatus('done');
  await figure.expectEngine(engine);
  expect(await figure.valueOf('copy-bandwidth')).toBeGreaterThan(0);
  const goOn = figure.root.locator('[data-action="go-on"]');
  const measured = figure.root.locator('[data-measure="layer-ms"][data-provenance="measured"]');
  // A software adapter stops after the smallest.
  if ((await measured.count()) < 2) {
    await goOn.click();
    await figure.expectStatus('running');
    await figure.expectStatus('done');
  }
  for (const shape of ['SmolLM2-135M', 'SmolLM2-360M']) {
    expect(await figure.valueOf('decode-tokens-per-second', shape), shape).toBeGreaterThan(0);
    await expect(figure.measure('decode-tokens-per-second', shape)).toHaveAttribute('data-provenance', 'derived');
    expect(await figure.valueOf('layer-ms', shape)).toBeGreaterThan(0);
  }
  await expect(figure.root.locator('.roof.is-mine')).toContainText('This device');
  await expectDone(page, 'size-vs-speed-measured');
  await expectAccessible();
});

test('weights are told before anything is measured, and a stopped climb keeps what it has @any-engine', async ({ page }) => {
  const figure = await figureOf(page, 'size-vs-speed', 'cpu');
  expect(await figure.valueOf('weight-bytes', 'Qwen3-8B')).toBeGreaterThan(3e9);
  await figure.press('run');
  await expect(figure.measure('layer-ms', 'SmolLM2-135M')).toHaveAttribute('data-provenance', 'measured', { timeout: 90_000 });
  await figure.press('stop');
  await figure.expectStatus('idle');
  await expect(figure.measure('layer-ms', 'SmolLM2-135M')).toHaveAttribute('data-provenance', 'measured');
});

test('where only recordings are wanted, the sizes are shown again one by one @any-engine', async ({ page }) => {
  const figure = await figureOf(page, 'size-vs-speed', 'recorded');
  await figure.settle();
  const layers = figure.root.locator('[data-measure="layer-ms"]');
  const whole = await layers.count();
  expect(whole).toBeGreaterThan(4);
  await figure.press('run');
  await figure.expectStatus('running');
  await expect.poll(() => layers.count()).toBeLessThan(whole);
  await figure.expectStatus('done');
  await figure.expectEngine('recorded');
  await expect(layers).toHaveCount(whole);
});
