import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { writeLink } from '../../lib/engine-client/url-state';
import golden from '../../test/fixtures/onnx/pocket-test/golden.json' with { type: 'json' };
import { fakeHub, tinyChat, type HubFault } from '../fixtures/fake-hub';
import { expect, test } from '../fixtures/test';
import { Widget } from '../fixtures/widget';

// The hub is another host. Here it is a fake one, and the reader asks for it.
test.use({ allowedErrors: /^(request to another host|console error): .*https:\/\/huggingface\.co\// });

const [, chat] = golden.cases;
const vocabulary = Object.entries((JSON.parse(readFileSync('test/fixtures/onnx/pocket-test/tokenizer.json', 'utf8')) as { model: { vocab: Record<string, number> } }).model.vocab);

/** How the vocabulary spells the tokens that the model writes, without the end token. */
function spelled(): string {
  const written = chat.greedyIds.slice(0, chat.greedyIds.indexOf(golden.endId) + 1);
  return written.map((id) => vocabulary.find(([, each]) => each === id)![0]).join('').replaceAll('Ġ', ' ').replaceAll('Ċ', '\n');
}

/** The playground, set to the tiny chat model by a link; nothing has been asked of the hub yet. */
async function playground(page: Page, engine: 'webgpu' | 'wasm', model = tinyChat): Promise<Widget> {
  const settings = { engine: `transformers-${engine}`, model, dtype: 'fp32', temperature: 0, length: 32 };
  await page.goto(`/lab/${writeLink('', 'playground', { prompt: chat.prompt, settings })}`);
  const figure = new Widget(page, 'playground');
  await figure.settle();
  return figure;
}

const ask = (figure: Widget) => figure.root.locator('[data-action="ask-hub"]').click();

test('a chat model of the hub: its size is shown, it is fetched when asked for, and ends its answer itself', { tag: '@any-engine' }, async ({ page, context }, { project }) => {
  const hub = await fakeHub(context);
  const figure = await playground(page, project.name === 'webgpu' ? 'webgpu' : 'wasm');
  expect(hub.asked, 'nothing is asked of the hub before the reader does').toEqual([]);
  await ask(figure);
  const fetchButton = figure.root.locator('[data-action="fetch"]');
  await expect(fetchButton).toContainText(`Fetch ${(hub.totalBytes / 1000).toFixed(1)} kB from huggingface.co`);
  expect(hub.asked).toEqual([`/api/models/${tinyChat}`]);
  await fetchButton.click();
  await expect(figure.root.getByText('It is loaded')).toBeVisible({ timeout: 90_000 });
  await figure.press('run');
  await figure.expectStatus('done');
  await expect.poll(() => figure.generatedText()).toContain(spelled().trim().slice(0, 20));
  expect(await figure.valueOf('tokens-written', 'f32')).toBe(chat.greedyIds.indexOf(golden.endId) + 1);
});

const faults: readonly (readonly [HubFault, RegExp])[] = [
  ['missing', /no public model named someone\/tiny-chat/],
  ['gated', /signed in to the hub and accepted its terms/],
  ['down', /huggingface\.co has a fault of its own \(HTTP 503\)/],
  ['offline', /huggingface\.co could not be reached/],
];
for (const [fault, words] of faults) {
  test(`a hub model that is ${fault}: the page says so, and the reader's text stays`, { tag: '@any-engine' }, async ({ page, context }) => {
    await fakeHub(context, fault);
    const figure = await playground(page, 'wasm');
    await ask(figure);
    await expect(figure.root.getByText(words)).toBeVisible();
    await expect(figure.root.locator('textarea').first()).toHaveValue(chat.prompt);
  });
}

test('a hub model that is too large is not fetched, with need and limit', { tag: '@any-engine' }, async ({ page, context }) => {
  const hub = await fakeHub(context, 'too-large');
  const figure = await playground(page, 'wasm');
  await ask(figure);
  await figure.root.locator('[data-action="fetch"]').click();
  await expect(figure.root.getByText(/needs a download of 7\.0 GB; 2\.0 GB is the most/)).toBeVisible({ timeout: 90_000 });
  expect(hub.asked.filter((path) => path.includes('/resolve/'))).toEqual([]);
});

test('a hub file that is not the one the hub promised is refused', { tag: '@any-engine' }, async ({ page, context }) => {
  await fakeHub(context, 'altered');
  const figure = await playground(page, 'wasm');
  await ask(figure);
  await figure.root.locator('[data-action="fetch"]').click();
  await expect(figure.root.getByText(/is not the one that was published/)).toBeVisible({ timeout: 90_000 });
});
