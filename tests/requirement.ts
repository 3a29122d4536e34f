/**
 * Decides what a test does where the machine lacks something (torch, a browser, the reference files).
 *
 * Locally such tests skip and say why. In CI, which installs what can be installed, `SEGUE_REQUIRE=all` turns
 * the skip into a failure, so that nothing is skipped unseen.
 */
export function missing(what: string, present: boolean, options: { installable: boolean }): boolean {
  if (present) return false;
  if (options.installable && process.env['SEGUE_REQUIRE'] === 'all') {
    throw new Error(`${what} is missing, and SEGUE_REQUIRE=all says that it must be here.`);
  }
  console.warn(`skipped: ${what} is not here.`);
  return true;
}
