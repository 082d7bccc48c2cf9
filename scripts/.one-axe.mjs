import { chromium } from 'playwright';
import AxeBuilder from '@axe-core/playwright';
import { browserArguments } from './browser.mjs';
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: browserArguments });
for (const theme of ['light','dark','projector']) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, colorScheme: theme==='dark'?'dark':'light', reducedMotion: 'reduce' });
  const page = await context.newPage();
  page.on('console', m => { if (m.type()==='error') console.log('console', m.text()); });
  await page.addInitScript((t) => { localStorage.setItem('theme', t); globalThis.shifts=[]; new PerformanceObserver(l=>{for(const e of l.getEntries()) if(!e.hadRecentInput) globalThis.shifts.push([e.value, e.sources.map(s=>s.node?.outerHTML?.slice(0,100))]);}).observe({type:'layout-shift',buffered:true}); }, theme);
  await page.goto('http://localhost:4101/learn/two-phases/?engine=recorded', { waitUntil: 'networkidle' });
  for (const w of await page.locator('[data-widget]').all()) { await w.evaluate(e=>e.scrollIntoView({block:'nearest'})); await page.waitForTimeout(800); }
  console.log(theme, await page.locator('[data-widget]').evaluateAll(es=>es.map(e=>e.dataset.widget+':'+e.dataset.status)));
  console.log('shifts', JSON.stringify(await page.evaluate(()=>globalThis.shifts)));
  await page.locator('[data-widget=frozen-weights] [data-action=step]').click();
  const { violations } = await new AxeBuilder({ page }).analyze();
  for (const v of violations) console.log(v.id, v.nodes.map(n=>n.html+' '+n.failureSummary).join('\n'));
  for (const width of [390,1280,1920]) { await page.setViewportSize({width,height:width===1920?1080:800}); await page.waitForTimeout(300); console.log(width, await page.evaluate(()=>document.documentElement.scrollWidth-document.documentElement.clientWidth)); if (theme==='projector' && width===1920) { for (const f of [1,2,3]) await page.locator('#figure-'+f).screenshot({path:`/tmp/one-proj${f}.png`}); } }
  await context.close();
}
await browser.close();
