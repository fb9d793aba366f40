// Looks at pages as people with a telephone, a keyboard or a screen reader meet them:
// pages.mjs ADDRESS… prints what is wrong as JSON; with FOLDER set, keeps pictures there.
import { createRequire } from 'node:module';

const require = createRequire(new URL('../e2e/package.json', import.meta.url));
const { chromium } = require('playwright-core');
const axe = require('axe-core').source;

const findings = [];
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium',
                                        args: ['--no-sandbox', '--disable-gpu'] });

// Every link takes the focus in the order of reading, and shows that it has it.
async function keyboard(page) {
  const links = await page.locator('a').count();
  for (let i = 0; i < links; i++) {
    await page.keyboard.press('Tab');
    const state = await page.evaluate(n => {
      const style = getComputedStyle(document.activeElement);
      return { at: [...document.querySelectorAll('a')].indexOf(document.activeElement) === n,
               shown: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2 };
    }, i);
    if (!state.at || !state.shown) return [`link ${i}: ${JSON.stringify(state)}`];
  }
  return [];
}

for (const address of process.argv.slice(2))
  for (const [name, width, scheme] of [['desktop', 1280, 'light'], ['phone', 360, 'light'],
                                       ['dark', 360, 'dark']]) {
    const context = await browser.newContext({ viewport: { width, height: 800 },
                                               colorScheme: scheme, bypassCSP: true });
    const page = await context.newPage();
    page.setDefaultTimeout(120000);
    const said = [];
    page.on('console', message => /favicon/.test(message.location().url) || said.push(message.text()));
    await page.goto(address);
    await page.addScriptTag({ content: axe });
    const { violations, passes } = await page.evaluate(() => axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }));
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    findings.push({ address, name, passes: passes.length, said,
                    wrong: [...violations.map(v => `${v.id}: ${v.nodes[0].html}`),
                            ...(wide > 0 ? [`${wide} pixels too wide`] : []),
                            ...(await keyboard(page))] });
    if (process.env.FOLDER)
      await page.screenshot({ path: `${process.env.FOLDER}/${name}-${findings.length}.png`,
                              fullPage: true });
    await context.close();
  }
await browser.close();
console.log(JSON.stringify(findings));
