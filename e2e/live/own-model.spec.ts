import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import type { TestInfo } from '@playwright/test';
import { writeLink } from '../../lib/engine-client/url-state';
import { expect, test } from '../fixtures/test';
import type { Widget } from '../fixtures/widget';

/** A frozen model as a reader downloads it, and what our engine writes from it in Node, greedily. */
async function downloadedModel({ outputDir }: TestInfo) {
  await promisify(execFile)(process.execPath, ['scripts/own-model.mjs', '--out', outputDir]);
  const { cases } = JSON.parse(await readFile(`${outputDir}/own-model.greedy.json`, 'utf8')) as { cases: readonly { prompt: string; text: string; greedy_ids: readonly number[] }[] };
  return { zip: `${outputDir}/own-model.zip`, written: cases.find(({ prompt }) => prompt === 'ot to')! };
}

const hash = (prompt: string) => writeLink('', 'playground', { prompt, settings: { temperature: 0, watch: false }, tokens: [] });

const openFiles = (figure: Widget, files: string | readonly string[]) => figure.root.locator('[data-control="model-files"]').setInputFiles(files);
const openMore = (figure: Widget) => figure.root.locator('.more-settings > summary').click();
const menu = (figure: Widget) => figure.root.getByRole('combobox', { name: 'Model' });
const prompt = (figure: Widget) => figure.root.locator('[data-control="prompt"]');
const button = (figure: Widget, action: string) => figure.root.locator(`[data-action="${action}"]`);

async function runToEnd(figure: Widget): Promise<void> {
  await figure.press('run');
  await figure.expectStatus('running', 'loading', 'done');
  await figure.expectStatus('done');
}

test('a downloaded model is opened in the playground and writes what it wrote before; it is kept over a reload, and removed @any-engine', async ({ page, widget, expectAccessible }, info) => {
  const { zip, written } = await downloadedModel(info);
  await page.goto(`/lab/?engine=cpu${hash(written.prompt)}`);
  const figure = widget('playground');
  await figure.settle();
  await openMore(figure);
  await openFiles(figure, zip);
  await expect(menu(figure).locator('option:checked')).toContainText('own-model, yours');
  await expect(prompt(figure)).toHaveValue(written.prompt);
  await runToEnd(figure);
  expect((await figure.generatedText()).trimEnd()).toBe(written.text.trimEnd());
  await figure.expectEngine('cpu');
  await expectAccessible();

  await figure.root.locator('[data-control="precision"] input[value="q8"]').check({ force: true });
  await runToEnd(figure);
  await expect(figure.root.locator('[data-measure="weight-bytes"]').last()).toHaveAttribute('data-provenance', 'counted');

  await button(figure, 'keep-model').click();
  await expect(figure.root).toContainText('“own-model” is kept on this device.');
  await page.reload();
  await figure.settle();
  await openMore(figure);
  await menu(figure).selectOption({ label: await menu(figure).locator('option', { hasText: 'kept on this device' }).innerText() });
  await expect(menu(figure).locator('option:checked')).toContainText('own-model, yours');
  await runToEnd(figure);
  expect((await figure.generatedText()).trimEnd()).toBe(written.text.trimEnd());

  await button(figure, 'forget-model').click();
  await expect(figure.root).toContainText('“own-model” has been removed from this device.');
  await expect(menu(figure)).toHaveValue('pocket-5m');
  await expect(prompt(figure)).toHaveValue(written.prompt);
});

test('files that are no model of this engine are refused with words, and the reader’s text stays @any-engine', async ({ page, widget }, info) => {
  await page.goto('/lab/?engine=cpu');
  const figure = widget('playground');
  await figure.settle();
  await openMore(figure);
  await prompt(figure).fill('My own beginning');
  const file = async (name: string, content: string) => {
    const path = info.outputPath(name);
    await writeFile(path, content);
    return path;
  };
  const refused = async (files: string | readonly string[], words: string) => {
    await openFiles(figure, files);
    await expect(figure.root.locator('.readers-models')).toContainText(words);
    await expect(prompt(figure)).toHaveValue('My own beginning');
    await expect(menu(figure)).toHaveValue('pocket-5m');
  };
  await refused(await file('holiday.zip', 'no zip at all'), 'The zip cannot be unpacked');
  await refused(await file('tiny.gguf', 'GGUF'), 'llama.cpp');
  const model = 'public/models/pocket-1m';
  await refused([`${model}/config.json`, `${model}/tokenizer.json`], 'There is no model.safetensors');
  const [tokenizer, weights] = [`${model}/tokenizer.json`, `${model}/model.safetensors`];
  await refused([await file('config.json', JSON.stringify({ model_type: 'gpt2' })), tokenizer, weights], 'model_type is gpt2');
  const config = JSON.parse(await readFile(`${model}/config.json`, 'utf8')) as { num_hidden_layers: number };
  await refused([await file('config.json', JSON.stringify({ ...config, num_hidden_layers: 40 })), tokenizer, weights], 'no tensor model.layers.');
  // The right files, at last.
  await openFiles(figure, [`${model}/config.json`, tokenizer, weights]);
  await expect(menu(figure).locator('option:checked')).toContainText('model from files, yours');
});
