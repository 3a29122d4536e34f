import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { onTestFinished } from 'vitest';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];

/** The Chromium of this machine: the one in `CHROMIUM_PATH`, or on the path; undefined where there is none. */
export function findChromium(): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(':');
  const places = folders.flatMap((folder) => NAMES.map((name) => join(folder, name)));
  return [process.env['CHROMIUM_PATH'] ?? '', ...places].find((place) => place !== '' && canRun(place));
}

function canRun(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** A browser without a window. A container's root has no sandbox to put it in; the page is our own. */
export function openBrowser(executablePath: string): Promise<Browser> {
  const args = ['--no-sandbox', '--autoplay-policy=no-user-gesture-required'];
  return chromium.launch({ executablePath, args });
}

export interface View {
  readonly width?: number;
  readonly colorScheme?: 'light' | 'dark';
  readonly javaScriptEnabled?: boolean;
}

/** An open page and everything that it complained of. */
export interface Opened {
  readonly page: Page;
  /** Lines of the console, errors, and addresses that were asked for outside the file itself. */
  readonly complaints: readonly string[];
}

/** Opens a file with the network cut off; closed when the test is over. */
export async function openFile(browser: Browser, path: string, view: View = {}): Promise<Opened> {
  const { width = 1280, colorScheme = 'light', javaScriptEnabled = true } = view;
  const context = await browser.newContext({
    viewport: { width, height: 900 },
    colorScheme,
    javaScriptEnabled,
    offline: true,
  });
  onTestFinished(() => context.close());
  const page = await context.newPage();
  const complaints: string[] = [];
  const address = pathToFileURL(path).href;
  page.on('console', (line) => complaints.push(`console: ${line.text()}`));
  page.on('pageerror', (error) => complaints.push(`error: ${error.message}`));
  page.on('requestfailed', (request) => complaints.push(`failed: ${request.url().slice(0, 80)}`));
  page.on('request', (request) => {
    const url = request.url();
    if (url !== address && !url.startsWith('data:')) complaints.push(`asked for ${url.slice(0, 80)}`);
  });
  await page.goto(address);
  return { page, complaints };
}
