import { chromium } from 'playwright';
import { browserArguments } from './browser.mjs';
const [,, path, name, width='1280', height='800', theme='light', ...acts] = process.argv;
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: browserArguments });
const context = await browser.newContext({ viewport: { width: +width, height: +height }, colorScheme: theme === 'dark' ? 'dark' : 'light' });
const page = await context.newPage();
page.on('console', m => { if (m.type()==='error') console.log('console', m.text()); });
page.on('pageerror', e => console.log('pageerror', e.message));
await page.addInitScript((t) => localStorage.setItem('theme', t), theme);
await page.goto('http://localhost:4101' + path, { waitUntil: 'networkidle' });
for (const act of acts) { await (new Function('page', 'return (async()=>{' + act + '})()'))(page); }
const only = process.env.ONLY;
if (only) { const el = page.locator(only).first(); await el.scrollIntoViewIfNeeded(); await page.waitForTimeout(600); await el.screenshot({ path: `/tmp/one-${name}.png` }); }
else await page.screenshot({ path: `/tmp/one-${name}.png`, fullPage: process.env.FULL === '1' });
console.log(await page.evaluate(() => document.documentElement.scrollWidth), 'wide');
await browser.close();
