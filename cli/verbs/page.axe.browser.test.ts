import { join } from 'node:path';
import axe, { type AxeResults } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { noBrowser, openFile, startBrowser } from '../testing/browser.ts';
import { directoryWith, podproof, webYaml } from '../testing/world.ts';

let directory: ReturnType<typeof directoryWith>;
let browser: Browser;
let file = '';

describe.skipIf(noBrowser)('a page of a check with a baseline', () => {
  beforeAll(async () => {
    directory = directoryWith({ 'web.yaml': webYaml });
    const [web = '', baseline = ''] = ['web.yaml', 'baseline.json'].map((name) => join(directory.path, name));
    file = join(directory.path, 'page.html');
    await podproof(['check', web, '--update-baseline', '--baseline', baseline]);
    const { exit } = await podproof(['check', web, '--baseline', baseline, '--report', `html=${file}`]);
    if (exit !== 0) throw new Error(`check ended with ${exit}`);
    browser = await startBrowser();
  }, 120_000);

  afterAll(async () => {
    await browser.close();
    directory.remove();
  });

  const explorer = async (page: Page): Promise<void> => {
    await page.getByRole('navigation').getByRole('button', { name: 'Explorer' }).click();
  };
  const shown: readonly (readonly [string, (page: Page) => Promise<unknown>])[] = [
    ['the explorer at a counterexample', explorer],
    [
      'the explorer at the beginning of a run',
      (page) => explorer(page).then(() => page.getByRole('button', { name: 'New run' }).click()),
    ],
    ['the cells of a state', (page) => explorer(page).then(() => page.getByRole('button', { name: 'cells' }).click())],
    ['the keys', (page) => page.keyboard.press('?')],
    ['the report', (page) => page.getByRole('searchbox').first().waitFor()],
  ];
  const screens = [1440, 390].flatMap((width) =>
    (['light', 'dark'] as const).map((colorScheme) => ({ width, colorScheme })),
  );

  it.each(shown.flatMap((one) => screens.map((screen) => [...one, screen] as const)))(
    'can be read by everybody: %s',
    async (_, show, screen) => {
      const { page, complaints } = await openFile(browser, file, '#report', screen);
      await show(page);
      await page.evaluate(axe.source);
      const { violations, passes } = await page.evaluate<AxeResults>('axe.run()');
      const told = violations.map(
        ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`,
      );
      expect(told).toEqual([]);
      expect(passes.length).toBeGreaterThan(10);
      expect(complaints).toEqual([]);
      await page.close();
    },
  );

  it('says of a finding in the baseline that it was known before, and of the baseline how much it has', async () => {
    const { page } = await openFile(browser, file, '#report');
    const text = await page.locator('main').textContent();
    expect(text).toContain('2 findings known from');
    expect(await page.locator('.found .badge', { hasText: 'known before' }).count()).toBeGreaterThan(0);
    await page.getByRole('button', { name: /^known before/ }).click();
    expect(await page.locator('article.found').count()).toBe(2);
    await page.getByRole('button', { name: /^to change/ }).click();
    expect(await page.locator('article.found').count()).toBe(0);
    await page.close();
  });
});
