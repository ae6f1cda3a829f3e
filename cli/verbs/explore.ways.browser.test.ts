import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CheckReport } from '../../reports/check/report.ts';
import { noBrowser, openFile, type Screen, startBrowser } from '../testing/browser.ts';
import { directoryWith, podproof, webYaml } from '../testing/world.ts';

const guarantee = 'endpoint-not-ready-before-sigterm';

let directory: ReturnType<typeof directoryWith>;
let browser: Browser;
let file = '';

/** The words of a command as a shell reads them, of which only some stand in single quotes. */
const wordsIn = (command: string): readonly string[] =>
  [...command.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');

/** The current row stands inside what is seen of the diagram, below its head. */
const rowInView = `(() => {
  const [row, box, head] = ['.row.current', '.scrolled', '.lanes'].map((one) => document.querySelector(one).getBoundingClientRect());
  return row.top >= head.bottom && row.bottom <= box.bottom;
})()`;

describe.skipIf(noBrowser)('the way through the explorer', () => {
  beforeAll(async () => {
    directory = directoryWith({ 'web.yaml': webYaml });
    file = join(directory.path, 'page.html');
    const { exit } = await podproof(['explore', join(directory.path, 'web.yaml'), '--slice', 'endpoints', '-o', file]);
    if (exit !== 0) throw new Error(`explore ended with ${exit}`);
    browser = await startBrowser();
  }, 60_000);

  afterAll(async () => {
    await browser.close();
    directory.remove();
  });

  const visit = async (look: (page: Page) => Promise<void>, screen: Screen = {}): Promise<void> => {
    const { page, complaints } = await openFile(browser, file, '', screen);
    await look(page);
    expect(complaints).toEqual([]);
    await page.close();
  };

  const fragment = async (page: Page) => page.evaluate<string>('location.hash');
  const verdictOf = (page: Page) => page.locator('.verdicts .verdict', { hasText: guarantee });
  const openCounterexample = async (page: Page) =>
    verdictOf(page).getByRole('button', { name: 'counterexample' }).click();

  it('opens at a counterexample, and says of each scenario what was found in it', async () => {
    await visit(async (page) => {
      expect(await page.locator('.about').textContent()).toContain('✗ violated');
      expect(await page.locator('.row.current').count()).toBe(1);
      const scene = page.locator('.scene');
      expect(await scene.allTextContents()).toEqual([
        expect.stringMatching(/^one pod and its endpoints✗ \d+\d+ violated✓ \d+\d+ holds$/),
      ]);
      const [, counted] = /(\d+) violated/.exec((await scene.textContent()) ?? '') ?? [];
      expect(await page.locator('.verdicts .verdict.violated').count()).toBe(
        Number(counted?.slice(counted.length / 2)),
      );
      expect(await scene.getAttribute('aria-current')).toBe('true');
    });
  });

  it.each([
    ['wide', { width: 1440, height: 900 }],
    ['narrow', { width: 390, height: 844 }],
  ])('keeps what it says of a run in view while one steps, on a %s screen', async (_name, screen) => {
    await visit(async (page) => {
      const about = page.locator('.about');
      const scrolledBy = async () => page.evaluate<number>("document.querySelector('.scrolled').scrollTop");
      const places: string[] = [];
      const depths = new Set<number>();
      for (const key of ['Home', 'End', 'ArrowLeft', 'Home']) {
        await page.keyboard.press(key);
        await page.locator('.controls output', { hasText: key === 'Home' ? /^0 of/ : /of/ }).waitFor();
        places.push(JSON.stringify(await about.boundingBox()));
        depths.add(await scrolledBy());
        if (key !== 'End') continue;
        await expect.poll(async () => page.evaluate(rowInView)).toBe(true);
      }
      expect(new Set(places).size).toBe(1);
      expect(depths.size).toBeGreaterThan(1);
      const { y = -1, height = 9999 } = (await about.boundingBox()) ?? {};
      expect(y).toBeGreaterThanOrEqual(0);
      expect(y + height).toBeLessThan(screen.height);
      expect(await page.evaluate('window.scrollY')).toBe(0);
    }, screen);
  });

  it('goes back to what was looked at before, and forth again', async () => {
    await visit(async (page) => {
      const began = await fragment(page);
      await verdictOf(page).getByRole('button', { name: 'witness' }).click();
      await page.keyboard.press('End');
      const end = await fragment(page);
      await page.getByRole('button', { name: 'Report', exact: true }).click();
      await page.goBack();
      expect([await fragment(page), await page.locator('.about').count()]).toEqual([end, 1]);
      await page.goBack();
      expect(await fragment(page)).toBe(began);
      await page.goForward();
      expect(await page.locator('.about code').textContent()).toBe(guarantee);
      expect(await fragment(page)).toBe(end);
    });
  });

  it('names the command that check prints, and that command shows the same run', async () => {
    const assumed = ['--slice', 'endpoints', '--faults', 'container-crash=1', '--nodes', '2'];
    const web = join(directory.path, 'web.yaml');
    const other = join(directory.path, 'faults.html');
    await podproof(['explore', web, ...assumed, '-o', other]);
    const checked = JSON.parse((await podproof(['check', web, ...assumed, '-o', 'json'])).out) as CheckReport;
    const printed = checked.scenarios[0]?.guarantees.find(({ id }) => id === guarantee)?.replay ?? '';
    const { page, complaints } = await openFile(browser, other);
    await openCounterexample(page);
    const command = page.locator('.schedule code');
    expect(await command.textContent()).toBe(printed);
    expect(printed).toContain('--faults container-crash=1');
    const again = await podproof(wordsIn(printed).slice(1));
    expect(again.out).toContain(`this run breaks ${guarantee}`);
    await page.getByRole('button', { name: 'New run' }).click();
    await page.keyboard.press('1');
    await page.keyboard.press('1');
    const steps = await page.locator('li.row .says').allTextContents();
    expect(steps).toHaveLength(2);
    const own = await podproof(wordsIn((await command.textContent()) ?? '').slice(1));
    expect(own.exit).toBe(0);
    for (const step of steps) expect(own.out).toContain(step);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('shows the state as kubectl does, with what a step changed marked, or in cells', async () => {
    await visit(async (page) => {
      const state = page.locator('.panel.right');
      const pods = state.locator('.printed').first();
      await page.keyboard.press('Home');
      await expect.poll(async () => state.textContent()).toContain('No resources found.');
      await page.keyboard.press('End');
      await expect.poll(async () => pods.locator('td').allTextContents()).toContain('Terminating');
      expect(await state.textContent()).toContain('Termination Grace Period:30s');
      const deleted = page.locator('.row', { hasText: 'user deletes pod web-1' });
      await deleted.getByRole('button').click();
      expect(await pods.locator('.fresh').allTextContents()).toEqual(['Terminating']);
      expect(await state.locator('.printed').last().locator('th').allTextContents()).toContain('SERVING');
      await page.getByRole('button', { name: 'cells' }).click();
      expect(await state.locator('.changes').textContent()).toContain('pods/web-1');
      expect(await state.locator('.printed').count()).toBe(0);
    });
  });

  it('has every answer in one list, worst first, to be searched and cut down', async () => {
    await visit(async (page) => {
      await page.getByRole('button', { name: 'Report', exact: true }).click();
      const found = page.locator('.found');
      const total = await found.count();
      expect(total).toBeGreaterThan(4);
      const verdicts = await found.locator('.headline .verdict').allTextContents();
      expect(verdicts.findLastIndex((word) => /violated|question/.test(word))).toBeLessThan(
        verdicts.findIndex((word) => word.includes('holds')),
      );
      await page.getByRole('button', { name: /^violated \d+$/ }).click();
      expect(await found.count()).toBe(verdicts.filter((word) => /violated|question/.test(word)).length);
      await page.getByRole('searchbox').fill('sigterm no longer ready');
      expect(await found.locator('code').allTextContents()).toContain(guarantee);
      await page.getByRole('searchbox').fill('no such words');
      expect(await found.count()).toBe(0);
      await page.getByRole('button', { name: /^all \d+$/ }).click();
      await page.getByRole('searchbox').fill('');
      expect(await found.count()).toBe(total);
    });
  });

  it('saves the run as a picture, and as the record that replay writes of it', async () => {
    await visit(async (page) => {
      const saved = async (name: string): Promise<readonly [file: string, text: string]> => {
        const [download] = await Promise.all([
          page.waitForEvent('download'),
          page.getByRole('button', { name }).click(),
        ]);
        return [download.suggestedFilename(), readFileSync(await download.path(), 'utf8')];
      };
      const command = (await page.locator('.schedule code').textContent()) ?? '';
      const [, guarded] = /( --guarantee \S+)/.exec(command) ?? [];
      const again = await podproof([...wordsIn(command.replace(guarded ?? '', '')).slice(1), '-o', 'json']);
      const [file, text] = await saved('Save as JSON');
      expect(file).toMatch(/^Deployment-web-one-pod-and-its-endpoints.*\.json$/);
      expect(JSON.parse(text)).toEqual(JSON.parse(again.out));
      const [picture, svg] = await saved('Save as SVG');
      expect(picture).toMatch(/\.svg$/);
      expect(svg).toContain('user deletes pod web-1');
    });
  });
});
