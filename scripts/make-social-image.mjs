/**
 * Draws the picture that a shared link shows (app/opengraph-image.png, 1200 x 630) and the icon of a phone's home screen
 * (app/apple-icon.png, 180 x 180) in Chromium, with the site's own fonts and light colours. Run it after a change of looks:
 * `node scripts/make-social-image.mjs`.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright';
import { browserArguments, findBrowser } from './browser.mjs';

const here = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const font = (path) => `data:font/woff2;base64,${readFileSync(here(`node_modules/@fontsource-variable/${path}`)).toString('base64')}`;

/** The light half of a colour of theme.css. */
const theme = readFileSync(here('components/ui/theme.css'), 'utf8');
function colour(name) {
  const found = theme.match(new RegExp(`--color-${name}: light-dark\\((oklch\\([^)]+\\))`));
  if (!found) throw new Error(`components/ui/theme.css has no --color-${name}.`);
  return found[1];
}

/** One block of training, then inference again and again. */
function emblem(ticks, height) {
  const marks = Array.from({ length: ticks }, (_, tick) => `<rect x="${26 + tick * 10}" width="5" height="20" fill="${colour('inference-mark')}"/>`);
  return `<svg viewBox="0 0 ${21 + ticks * 10} 20" height="${height}"><rect width="20" height="20" fill="${colour('training-mark')}"/>${marks.join('')}</svg>`;
}

const card = `<style>
  @font-face { font-family: 'Card Serif'; font-weight: 200 900; src: url(${font('source-serif-4/files/source-serif-4-latin-opsz-normal.woff2')}) }
  @font-face { font-family: 'Card Sans'; font-weight: 100 900; src: url(${font('inter/files/inter-latin-wght-normal.woff2')}) }
  body { box-sizing: border-box; display: flex; flex-direction: column; width: 1200px; height: 630px; margin: 0; padding: 64px 72px; background: ${colour('paper')}; color: ${colour('ink')} }
  .name { font: 650 40px/1 'Card Serif'; letter-spacing: -.015em }
  h1 { margin: auto 0; font: 480 86px/1.06 'Card Serif'; letter-spacing: -.028em }
  p { display: flex; justify-content: space-between; align-items: center; margin: 0; padding-top: 28px; border-top: 3px solid ${colour('ink')}; font: 500 27px/1.3 'Card Sans' }
  .training { color: ${colour('training')} } .inference { color: ${colour('inference')} }
</style>
<div class="name">Forward Pass</div>
<h1><span class="training">Training</span> happens once.<br><span class="inference">Inference</span> happens every time.</h1>
<p><span>A course in which a real language model runs in your browser</span>${emblem(14, 28)}</p>`;

const icon = `<style>body { display: grid; place-items: center; width: 180px; height: 180px; margin: 0; background: ${colour('paper')} }</style>${emblem(3, 54)}`;

const browser = await chromium.launch({ executablePath: findBrowser().path, args: browserArguments });
const pictures = [
  { path: 'app/opengraph-image.png', width: 1200, height: 630, content: card },
  { path: 'app/apple-icon.png', width: 180, height: 180, content: icon },
];
for (const { path, width, height, content } of pictures) {
  const page = await browser.newPage({ viewport: { width, height } });
  await page.setContent(content);
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: here(path) });
  console.log(`${path}: ${width} x ${height}`);
}
await browser.close();
