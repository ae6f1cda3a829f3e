import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { noBrowser, openFile, startBrowser } from '../testing/browser.ts';
import { directoryWith, podproof } from '../testing/world.ts';

let directory: ReturnType<typeof directoryWith>;
let browser: Browser;

describe.skipIf(noBrowser)('an exhibit in a browser', () => {
  beforeAll(async () => {
    directory = directoryWith({});
    browser = await startBrowser();
  }, 60_000);

  afterAll(async () => {
    await browser.close();
    directory.remove();
  });

  it('shows the reported run, the promise it breaks, and the other side', async () => {
    const file = join(directory.path, 'page.html');
    await podproof(['museum', 'kubernetes-31219', '--html', file]);
    const { page, complaints } = await openFile(browser, file);
    expect(await page.title()).toBe('kubernetes-31219 - podproof');
    expect(await page.locator('.controls output').textContent()).toMatch(/^\d+ of 27$/);
    expect(await page.locator('li.row').last().getAttribute('class')).toContain('broken');
    expect(await page.locator('.about').textContent()).toContain('A stop call that takes too long for its client');
    await page.locator('.scene', { hasText: 'without the bug' }).click();
    await page.getByRole('button', { name: 'witness' }).click();
    await page.keyboard.press('End');
    expect(await page.locator('.row.broken').count()).toBe(0);
    expect(complaints).toEqual([]);
    await page.close();
  });
});
