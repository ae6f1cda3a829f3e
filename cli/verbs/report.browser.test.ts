/** The page that `podproof report -o html` writes, in a browser: the divergence matrix with its differences. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { caseOf, deletion, initThenMain, suiteOf } from '../../generators/suite/testing/cases.ts';
import { noBrowser, openFile, type Screen, startBrowser } from '../testing/browser.ts';
import { directoryWith, podproof } from '../testing/world.ts';

const suite = suiteOf('podman', [
  { ...caseOf(initThenMain('Never'), 'podman'), id: 'init-then-main' },
  { ...caseOf(deletion('ignores', 1), 'podman'), id: 'delete-ignored' },
]);
const mutants = 'mutant:main-beside-init,mutant:sigkill-without-sigterm';

let directory: ReturnType<typeof directoryWith>;
let browser: Browser;
let file = '';
let wide = '';

const reportOn = async (drivers: string, name: string): Promise<string> => {
  const conform = ['conform', '-', '--driver', drivers, '-o', 'json'];
  const run = await podproof(conform, { text: JSON.stringify(suite) });
  const { out } = await podproof(['report', '-', '-o', 'html'], { text: run.out });
  writeFileSync(join(directory.path, name), out);
  return join(directory.path, name);
};

describe.skipIf(noBrowser)('the divergence matrix in a browser', () => {
  beforeAll(async () => {
    directory = directoryWith({});
    file = await reportOn(`model,${mutants}`, 'few.html');
    wide = await reportOn(`model,${mutants},mutant:init-in-parallel,model,model,model,model`, 'many.html');
    browser = await startBrowser();
  }, 60_000);

  afterAll(async () => {
    await browser.close();
    directory.remove();
  });

  const visit = async (fragment: string, look: (page: Page) => Promise<void>, screen: Screen = {}, of = file) => {
    const { page, complaints } = await openFile(browser, of, fragment, screen);
    await look(page);
    expect(complaints).toEqual([]);
    await page.close();
  };

  const inSight = 'const it = document.activeElement.getBoundingClientRect(); it.top >= 0 && it.bottom <= innerHeight';
  const focused = async (page: Page) => page.evaluate<string>('document.activeElement?.textContent ?? ""');

  it('has rows for guarantees and cases, columns for targets, a sign and a word in each cell', async () => {
    await visit('', async (page) => {
      expect(await page.locator('.matrix').first().locator('thead th').allTextContents()).toEqual([
        'Guarantee',
        'model',
        ...mutants.split(','),
      ]);
      const row = page.locator('.matrix tr', { has: page.getByRole('rowheader', { name: 'init-then-main' }) });
      expect(await row.locator('td').allTextContents()).toEqual(['✓ pass', '✗ fail', '✓ pass']);
      const promise = page.locator('.matrix tr', { has: page.getByRole('rowheader', { name: 'init-before-main' }) });
      expect((await promise.locator('td').allTextContents())[1]).toBe('✗ broken');
    });
  });

  it('leads from a cell to the difference: manifest, what was seen, the first thing unexplained, the rule, what is legal', async () => {
    await visit('', async (page) => {
      await page.getByRole('link', { name: 'fail' }).first().click();
      expect(await page.evaluate('location.hash')).toBe('#divergences?difference=1');
      const difference = page.locator('#difference-1');
      expect(await difference.locator('pre').textContent()).toContain('kind: Pod');
      expect(await difference.locator('.seen .wrong').textContent()).toContain('nothing explains this');
      const grounds = await difference.locator('.grounds').textContent();
      for (const part of ['Rule', 'Legal instead', 'As if', 'main-beside-init', 'init-before-main'])
        expect(grounds).toContain(part);
    });
  });

  it('goes through the differences with the keyboard, and is found again by its address', async () => {
    await visit('', async (page) => {
      // The page draws after the key: what it comes to is awaited, not read at once.
      const comesTo = (words: string) => expect.poll(() => focused(page)).toContain(words);
      await page.keyboard.press('n');
      await comesTo('(difference 1)');
      await page.keyboard.press('n');
      await comesTo('(difference 2)');
      await expect.poll(() => page.evaluate(inSight)).toBe(true);
      await page.keyboard.press('p');
      await comesTo('(difference 1)');
      await page.keyboard.press('p');
      await expect.poll(() => focused(page)).not.toContain('(difference 1)');
      const last = await focused(page);
      const address = await page.evaluate<string>('location.hash');
      await visit(address, (other) => expect.poll(() => focused(other)).toBe(last));
    });
    await visit('#divergences?difference=99', async (page) => {
      expect(await page.getByRole('alert').textContent()).toContain('no difference 99');
    });
    await visit('#explorer?run=0', async (page) => {
      expect(await page.getByRole('alert').textContent()).toContain("no view 'explorer'");
    });
  });

  it('has signs only where there are many targets, and says the words to who cannot see', async () => {
    await visit(
      '',
      async (page) => {
        expect(await page.locator('.matrix.compact').count()).toBe(2);
        const word = page.locator('.compact tbody td .word').first();
        expect((await word.boundingBox())?.width).toBeLessThan(2);
        expect(await word.textContent()).not.toBe('');
      },
      {},
      wide,
    );
  });

  it.each([
    ['wide', { width: 1600, height: 900 }],
    ['narrow', { width: 390, height: 844 }],
    ['narrow and dark', { width: 390, height: 844, colorScheme: 'dark' as const }],
  ])('fits on a %s screen, with few targets and with many', async (_name, screen) => {
    for (const of of [file, wide]) {
      await visit(
        '#divergences?difference=1',
        async (page) => {
          const overflow = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
          expect(await page.evaluate(overflow)).toBe(0);
          expect(await page.locator('#difference-1 .seen').isVisible()).toBe(true);
        },
        screen,
        of,
      );
    }
  });

  it('has words that stand out enough from what is behind them, light and dark', async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await visit('', async (page) => expect(await page.evaluate<number>(worstContrast)).toBeGreaterThan(4.5), {
        colorScheme,
      });
    }
  });

  it('prints every difference unfolded', async () => {
    await visit('', async (page) => {
      await page.locator('#difference-1 summary').click();
      await page.locator('#difference-1 .seen').waitFor({ state: 'detached' });
      await page.evaluate('window.dispatchEvent(new Event("beforeprint"))');
      await page.emulateMedia({ media: 'print' });
      await page.locator('#difference-1 .seen').waitFor();
      expect(await page.locator('nav').isVisible()).toBe(false);
    });
  });
});

/** The least contrast (WCAG 2) between a word of the matrix and the paper; run in the page. */
const worstContrast = `(() => {
  const channels = (colour) => colour.match(/[\\d.]+/g).slice(0, 3).map((one) => one / 255);
  const linear = (one) => (one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4);
  const light = (colour) => { const [r, g, b] = channels(colour).map(linear); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
  const paper = light(getComputedStyle(document.body).backgroundColor);
  const all = [...document.querySelectorAll('.cellword, .legend, .seen td, .grounds dt, .matrix th')].map((one) => light(getComputedStyle(one).color));
  return Math.min(...all.map((ink) => (Math.max(ink, paper) + 0.05) / (Math.min(ink, paper) + 0.05)));
})()`;
