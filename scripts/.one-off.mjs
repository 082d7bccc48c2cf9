import { chromium } from 'playwright';
import { browserArguments } from './browser.mjs';
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: browserArguments });
const page = await (await browser.newContext({ viewport: { width: 390, height: 800 } })).newPage();
await page.addInitScript(() => localStorage.setItem('theme', 'projector'));
await page.goto('http://localhost:4101/learn/two-phases/?engine=recorded', { waitUntil: 'networkidle' });
for (const w of await page.locator('[data-widget]').all()) { await w.evaluate(e=>e.scrollIntoView({block:'nearest'})); await page.waitForTimeout(800); }
console.log(await page.evaluate(()=>[...document.querySelectorAll('body *')].filter(e=>e.getBoundingClientRect().right>391).map(e=>e.outerHTML.slice(0,110)+' '+Math.round(e.getBoundingClientRect().right)).slice(0,25)));
await browser.close();
