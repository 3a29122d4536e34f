import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { missing } from '../requirement.js';
import { findChromium, openBrowser, openFile } from './browser.js';
import { type Built, build, folderOfFile } from './build.js';
import * as inPage from './in-page.mjs';

const chromium = findChromium();

describe.skipIf(missing('Chromium', chromium !== undefined, { installable: true }))('the page', () => {
  let built: Built;
  let browser: Browser;

  beforeAll(async () => {
    built = await build(await folderOfFile(), ['twinkle', 'mary', '--seed', '7']);
    browser = await openBrowser(chromium ?? '');
  }, 240_000);
  afterAll(() => browser?.close());

  test('opens without the network and without a complaint', async () => {
    const { page, complaints } = await openFile(browser, built.path);
    await page.waitForFunction(inPage.allLoaded);
    expect(complaints).toEqual([]);
    expect(await page.title()).toBe(
      'From “Twinkle, Twinkle, Little Star” to “Mary Had a Little Lamb”: a walk through a latent space',
    );
    expect(Buffer.byteLength(built.html)).toBeLessThan(25e6);
  });

  test('every player’s sound decodes, lasts as long as its roll, and is heard wherever notes are drawn', async () => {
    const { page } = await openFile(browser, built.path);
    await page.waitForFunction(inPage.allLoaded);
    const heard = await page.evaluate(inPage.hear);
    // The walk twice, four tunes; two tunes and five places of sixteen bars.
    expect(heard.length).toBeGreaterThanOrEqual(2 + 4 + 2 + 5);
    for (const { clip, error, seconds, shownSeconds, drawnSeconds, silentCells, peak } of heard) {
      expect({ clip, error, silentCells }).toEqual({ clip, error: null, silentCells: [] });
      expect(peak, clip).toBeGreaterThan(0.1);
      // Rests at the end are not played; a last note rings on.
      expect(seconds, clip).toBeGreaterThan(drawnSeconds * 0.7);
      expect(seconds, clip).toBeLessThan(drawnSeconds + 6);
      expect(Math.abs(seconds - shownSeconds), clip).toBeLessThan(0.2);
    }
  });

  test('every drawing has a size and a name, and nearly every cell its notes', async () => {
    const { page } = await openFile(browser, built.path);
    const drawings = await page.evaluate(inPage.drawings);
    expect(drawings.length).toBeGreaterThan(30);
    expect(drawings.filter(({ isSeen, isNamed }) => !isSeen || !isNamed)).toEqual([]);
    const { all, withNotes } = await page.evaluate(inPage.cells);
    expect(withNotes).toBeGreaterThan(all * 0.9);
  });

  test.each([1280, 400, 320])('nothing runs over the edge at %i px', async (width) => {
    const { page } = await openFile(browser, built.path, { width });
    const overflow = await page.evaluate(inPage.overflow);
    expect(overflow).toEqual({ width, beyond: [] });
  });

  test.each([
    ['light', 'rgb(251, 250, 247)'],
    ['dark', 'rgb(18, 20, 28)'],
  ] as const)('text can be read in the %s', async (colorScheme, wanted) => {
    const { page } = await openFile(browser, built.path, { colorScheme });
    const { paper, found } = await page.evaluate(inPage.contrasts);
    expect(paper).toBe(wanted);
    expect(found.length).toBeGreaterThan(100);
    expect(found.filter(({ ratio }) => ratio < 4.5)).toEqual([]);
  });

  test('has one title, headings in order, unique ids, and links that lead somewhere', async () => {
    const { page } = await openFile(browser, built.path);
    const { levels, ids, dead, language } = await page.evaluate(inPage.outline);
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    expect(levels[0]).toBe(1);
    expect(levels.every((level, index) => level <= (levels[index - 1] ?? 1) + 1)).toBe(true);
    expect(ids).toHaveLength(new Set(ids).size);
    expect(dead).toEqual([]);
    expect(language).toBe('en');
  });

  test('one player at a time, and a line goes over its roll', async () => {
    const { page, complaints } = await openFile(browser, built.path);
    await page.evaluate(inPage.play, 'walk');
    await page.waitForFunction(inPage.hasPlayed, 'walk');
    expect(await page.evaluate(inPage.playerOf, 'walk')).toMatchObject({ paused: false, marked: 1 });
    // A click at the beginning of the third melody of the other strip goes there, and silences the first.
    await page
      .locator('#mixed .cell')
      .nth(2)
      .click({ position: { x: 3, y: 60 } });
    await page.waitForSelector('#mixed .cell:nth-child(3).now');
    expect((await page.evaluate(inPage.playerOf, 'walk')).paused).toBe(true);
    // Two melodies of two bars at 100 quarter notes a minute: 9.6 seconds.
    const { currentTime } = await page.evaluate(inPage.playerOf, 'mixed');
    expect(currentTime).toBeGreaterThan(9.5);
    expect(complaints).toEqual([]);
  });

  test('without its script the players are still there', async () => {
    const { page } = await openFile(browser, built.path, { javaScriptEnabled: false });
    const players = await page.locator('audio[controls]').all();
    expect(players.length).toBeGreaterThanOrEqual(13);
    for (const player of players) expect((await player.boundingBox())?.width).toBeGreaterThan(100);
  });

  test('its policy lets no other script run and nothing be fetched', async () => {
    const { page } = await openFile(browser, built.path);
    const { title, hasFetched } = await page.evaluate(inPage.breakIn);
    expect(title).not.toBe('taken over');
    expect(hasFetched).toBe(false);
  });
});
