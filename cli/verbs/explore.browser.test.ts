import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { noBrowser, openFile, type Screen, startBrowser } from '../testing/browser.ts';
import { directoryWith, podproof, webYaml } from '../testing/world.ts';

const scenario = 'Deployment/web one pod and its endpoints';
const guarantee = 'endpoint-not-ready-before-sigterm';

let directory: ReturnType<typeof directoryWith>;
let browser: Browser;
let file = '';

describe.skipIf(noBrowser)('the explorer in a browser', () => {
  beforeAll(async () => {
    directory = directoryWith({ 'web.yaml': webYaml, 'wrong.yaml': webYaml.replace('image:', 'imag:') });
    file = join(directory.path, 'page.html');
    const web = join(directory.path, 'web.yaml');
    const { exit } = await podproof(['explore', web, '--slice', 'endpoints', '-o', file]);
    if (exit !== 0) throw new Error(`explore ended with ${exit}`);
    browser = await startBrowser();
  }, 60_000);

  afterAll(async () => {
    await browser.close();
    directory.remove();
  });

  /** Looks at the page, and expects that nothing goes wrong in it and nothing is loaded. */
  const visit = async (fragment: string, look: (page: Page) => Promise<void>, screen: Screen = {}): Promise<void> => {
    const { page, complaints } = await openFile(browser, file, fragment, screen);
    await look(page);
    expect(complaints).toEqual([]);
    await page.close();
  };

  const place = async (page: Page) => page.locator('.controls output').textContent();
  const fragment = async (page: Page) => page.evaluate<string>('location.hash');
  const openCounterexample = async (page: Page) =>
    page.locator('.verdicts .verdict', { hasText: guarantee }).getByRole('button', { name: 'counterexample' }).click();

  it('begins a new run with the one thing that can happen, and lets it happen on a click', async () => {
    await visit('', async (page) => {
      expect(await page.title()).toBe('web.yaml - podproof');
      await page.getByRole('button', { name: 'New run' }).click();
      expect(await page.locator('.choice').count()).toBe(1);
      await page.getByRole('button', { name: /user asks to create pod web-1/ }).click();
      expect(await place(page)).toBe('1 of 1');
      expect(await page.locator('.row.current').textContent()).toContain('user asks to create pod web-1');
      await page.getByRole('button', { name: 'cells' }).click();
      expect(await page.locator('.changes').textContent()).toContain('requests/web-1#1');
    });
  });

  it('steps through a counterexample with the keyboard alone', async () => {
    await visit('', async (page) => {
      await page.keyboard.press('n');
      const { length } = await page.locator('li.row button.step').all();
      await page.keyboard.press('Home');
      expect(await place(page)).toBe(`0 of ${length}`);
      await page.keyboard.press('ArrowRight');
      await page.keyboard.press('j');
      expect(await place(page)).toBe(`2 of ${length}`);
      await page.keyboard.press('ArrowLeft');
      expect(await place(page)).toBe(`1 of ${length}`);
      await page.keyboard.press('End');
      expect(await place(page)).toBe(`${length} of ${length}`);
      await page.keyboard.press('1');
      expect(await place(page)).toBe(`${length + 1} of ${length + 1}`);
    });
  });

  it('shows a counterexample with its reason, and marks the step that breaks the promise', async () => {
    await visit('', async (page) => {
      await openCounterexample(page);
      expect(await page.locator('.about').textContent()).toContain('violated');
      const broken = page.locator('.row.broken').last();
      expect(await broken.textContent()).toContain(`breaks ${guarantee}`);
      expect(await broken.locator('.cross').count()).toBe(1);
      expect(await page.locator('li.row').last().getAttribute('class')).toContain('broken');
    });
  });

  it('says that a scenario is untimed, and has moments where one assumes delays', async () => {
    const inTime = join(directory.path, 'timed.html');
    await podproof(['explore', join(directory.path, 'web.yaml'), '--slice', 'timed-shutdown', '-o', inTime]);
    await visit('', async (page) => {
      expect(await page.locator('.choices').textContent()).toContain('Untimed: every delay is possible');
      expect(await page.locator('.row .moment').count()).toBe(0);
    });
    const { page, complaints } = await openFile(browser, inTime);
    await page.keyboard.press('End');
    const moments = await page.locator('.row .moment').allTextContents();
    const steps = await page.locator('.row button.step').count();
    expect(moments).toHaveLength(steps);
    expect(moments.every((moment) => /^>?[\d.]+ s$/.test(moment))).toBe(true);
    expect(await place(page)).toBe(`${steps} of ${steps}, ${moments.at(-1)}`);
    await page.keyboard.press('Home');
    expect(await page.locator('.choices').textContent()).toContain('In time: ');
    expect(await page.locator('.choice:not([disabled]) .moment').first().textContent()).toBe('0 s');
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    const early = page.locator('.choice[disabled]', { hasText: 'grace period of pod web-1 runs out' });
    expect(await early.textContent()).toContain('not now: other things come first');
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('finds the same step again by its address', async () => {
    await visit('', async (page) => {
      await openCounterexample(page);
      await page.keyboard.press('ArrowRight');
      const [address, state] = [await fragment(page), await page.locator('.panel.right').textContent()];
      await visit(address, async (other) => {
        expect(await place(other)).toBe(await place(page));
        expect(await other.locator('.panel.right').textContent()).toBe(state);
      });
      await page.goto(
        `${page.url().replace(/#.*/, '')}#explorer?scenario=${encodeURIComponent(scenario)}&run=0.0&at=1`,
      );
      expect(await place(page)).toBe('1 of 2');
    });
  });

  it('says so when a link cannot be followed', async () => {
    await visit(`#explorer?scenario=${encodeURIComponent(scenario)}&run=0.0.zz`, async (page) => {
      expect(await page.getByRole('alert').textContent()).toContain('beyond step 2 of 3');
      expect(await place(page)).toBe('0 of 2');
    });
  });

  it('has a report that reads from top to bottom and leads back into the runs', async () => {
    await visit('#report', async (page) => {
      expect(await page.locator('.found').first().textContent()).toMatch(/violated|question/);
      const found = page.locator('.found', { has: page.locator('code', { hasText: guarantee }) });
      if ((await found.locator('.violation').count()) === 0) await found.getByText('Why, and the run').click();
      expect(await found.locator('.violation').textContent()).toMatch(
        /steps set the stage: pod web-1 is Running and ready/,
      );
      await found.getByRole('button', { name: 'step through' }).click();
      expect(await page.locator('.about').textContent()).toContain(guarantee);
    });
  });

  it('is the same page when it is the report of a check, opened at its answers', async () => {
    const report = join(directory.path, 'report.html');
    const web = join(directory.path, 'web.yaml');
    await podproof(['check', web, '--slice', 'endpoints', '--report', `html=${report}`]);
    const { page, complaints } = await openFile(browser, report);
    expect(await page.locator('main.report .entries').count()).toBe(1);
    await page.getByRole('button', { name: 'Explorer', exact: true }).click();
    expect(await page.locator('.about').textContent()).toContain('✗ violated');
    expect(complaints).toEqual([]);
  });

  it('draws every lifecycle with what was and was not covered, and says the same in words', async () => {
    const report = join(directory.path, 'covered.html');
    const web = join(directory.path, 'web.yaml');
    const coverage = join(directory.path, 'coverage.json');
    const both = ['--report', `html=${report}`, '--report', `coverage=${coverage}`];
    await podproof(['check', web, '--slice', 'endpoints', ...both]);
    const { page, complaints } = await openFile(browser, report);
    await page.getByRole('button', { name: 'Coverage' }).click();
    const endpoint = page.locator('section', { has: page.getByRole('heading', { name: 'endpoint' }) });
    expect(await endpoint.locator('.state').allTextContents()).toContain('ready');
    expect(await endpoint.locator('.way').count()).toBeGreaterThan(4);
    expect(await endpoint.locator('details').textContent()).toContain(
      '✓ coveredabsent → readyendpointslice/sliceWritten',
    );
    expect(await page.locator('.way.unseen').count()).toBeGreaterThan(0);
    expect(complaints).toEqual([]);
  });

  it('is about a coverage alone where there is nothing else', async () => {
    const report = join(directory.path, 'alone.html');
    const { out } = await podproof(['report', join(directory.path, 'coverage.json'), '-o', 'html']);
    writeFileSync(report, out);
    const { page, complaints } = await openFile(browser, report, '', { width: 360 });
    expect(await page.locator('.map .state').count()).toBeGreaterThan(10);
    expect(await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')).toBe(0);
    expect(complaints).toEqual([]);
  });

  it('says what is wrong with manifests that are not checked', async () => {
    const report = join(directory.path, 'wrong.html');
    const wrong = join(directory.path, 'wrong.yaml');
    expect((await podproof(['check', wrong, '--report', `html=${report}`])).exit).toBe(2);
    const { page, complaints } = await openFile(browser, report);
    expect(await page.locator('.problems').textContent()).toContain('imag');
    expect(complaints).toEqual([]);
  });

  it.each([
    ['wide', { width: 1600, height: 900 }],
    ['in between', { width: 1000, height: 800 }],
    ['narrow', { width: 360, height: 740 }],
  ])('fits on a %s screen, in both views', async (_name, screen) => {
    await visit(
      '',
      async (page) => {
        const overflow = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
        await openCounterexample(page);
        expect(await page.evaluate(overflow)).toBe(0);
        expect(await page.locator('.row.current').isVisible()).toBe(true);
        await page.getByRole('button', { name: 'Report', exact: true }).click();
        expect(await page.evaluate(overflow)).toBe(0);
      },
      screen,
    );
  });

  it('is light or dark as the system is, or as one likes', async () => {
    const background = async (page: Page) => page.evaluate<string>('getComputedStyle(document.body).backgroundColor');
    await visit('', async (page) => expect(await background(page)).toBe('rgb(255, 255, 255)'), {
      colorScheme: 'light',
    });
    await visit(
      '',
      async (page) => {
        expect(await background(page)).toBe('rgb(21, 24, 28)');
        await page.getByRole('button', { name: /Colours/ }).click();
        expect(await background(page)).toBe('rgb(255, 255, 255)');
      },
      { colorScheme: 'dark' },
    );
  });

  it('prints the run without what only a screen needs', async () => {
    await visit('', async (page) => {
      await openCounterexample(page);
      await page.emulateMedia({ media: 'print' });
      expect(await page.locator('.controls').isVisible()).toBe(false);
      expect(await page.locator('.choices').isVisible()).toBe(false);
      expect(await page.locator('.row').first().isVisible()).toBe(true);
    });
  });

  it('says what it needs where there is no JavaScript', async () => {
    const look = async (page: Page) => expect(await page.locator('body').textContent()).toContain('needs JavaScript');
    await visit('', look, { javaScriptEnabled: false });
  });

  it('explains its keys on ?', async () => {
    await visit('', async (page) => {
      await page.keyboard.press('?');
      expect(await page.locator('dialog').isVisible()).toBe(true);
      expect(await page.locator('.keys tr').count()).toBeGreaterThan(4);
    });
  });
});

describe('the built page', () => {
  it('has less than 550 kB without data', () => {
    const built = fileURLToPath(new URL('../../dist/page/index.html', import.meta.url));
    expect(statSync(built).size).toBeLessThan(550_000);
  });
});
