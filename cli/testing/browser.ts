/** A headless browser for pages under test: Debian's Chromium, driven by playwright-core. */
import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';

const executable = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);

/** Tests in a browser are left out where there is none, but not in CI: there a missing browser is a failure. */
export const noBrowser = executable === undefined && process.env['CI'] === undefined;

if (noBrowser) process.stderr.write('no browser, so its tests are skipped: apt-get install chromium\n');

/** Starts the browser. */
export const startBrowser = async (): Promise<Browser> => {
  if (executable === undefined) throw new Error('CI needs a browser: apt-get install chromium');
  const quiet = ['background-networking', 'component-update', 'gpu', 'quic', 'sync'].map((one) => `--disable-${one}`);
  return chromium.launch({
    executablePath: executable,
    args: ['--headless', '--no-sandbox', '--no-first-run', ...quiet],
  });
};

/** How the screen is, as a media query sees it. */
export interface Screen {
  readonly width?: number;
  readonly height?: number;
  readonly colorScheme?: 'light' | 'dark';
  readonly javaScriptEnabled?: boolean;
}

/** An open page, with everything that went wrong in it and every request it made for something else. */
export interface Opened {
  readonly page: Page;
  readonly complaints: readonly string[];
}

/** Opens a file at a fragment, and waits until it is drawn: only then are keys heard, and it may still unpack its data when it has loaded. */
export const openFile = async (browser: Browser, file: string, fragment = '', screen: Screen = {}): Promise<Opened> => {
  const { width = 1500, height = 900, ...rest } = screen;
  const page = await browser.newPage({ viewport: { width, height }, ...rest });
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  const url = pathToFileURL(file).href;
  page.on('request', (request) => {
    if (!request.url().startsWith(url) && !request.url().startsWith('data:')) complaints.push(request.url());
  });
  await page.goto(url + fragment);
  if (rest.javaScriptEnabled !== false) await page.locator('header.top').waitFor();
  return { page, complaints };
};
