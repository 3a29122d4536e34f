import { createHash } from 'node:crypto';

/**
 * What moves on the page: the line over the roll while its sound plays, a click on the roll as a way to go there, and
 * silence for all other players when one begins. Without it the players still play.
 */
export const SCRIPT = `
'use strict';
const players = [...document.querySelectorAll('.clip audio')];
for (const audio of players) {
  const cells = [...audio.closest('.clip').querySelectorAll('.cell')];
  const lengths = cells.map((cell) => Number(cell.dataset.seconds));
  const starts = lengths.map((_, i) => lengths.slice(0, i).reduce((sum, length) => sum + length, 0));
  let shown = -1;
  const show = () => {
    const now = audio.currentTime;
    const at = audio.ended ? -1 : starts.findLastIndex((start) => start <= now);
    if (at !== shown) {
      cells[shown]?.classList.remove('now');
      cells[at]?.classList.add('now');
      shown = at;
    }
    const head = cells[at]?.querySelector('.head');
    if (head) head.style.left = Math.min(100, ((now - starts[at]) / lengths[at]) * 100) + '%';
  };
  const follow = () => {
    show();
    if (!audio.paused && !audio.ended) requestAnimationFrame(follow);
  };
  audio.addEventListener('play', () => {
    for (const other of players) if (other !== audio) other.pause();
    follow();
  });
  audio.addEventListener('seeked', show);
  audio.addEventListener('ended', show);
  cells.forEach((cell, i) => {
    cell.addEventListener('click', (event) => {
      const box = cell.getBoundingClientRect();
      audio.currentTime = starts[i] + lengths[i] * Math.max(0, (event.clientX - box.left) / box.width);
      audio.play();
    });
  });
}
document.documentElement.classList.add('live');
`;

/** The script's hash as a source of a Content-Security-Policy: no other script may run on the page. */
export const SCRIPT_SOURCE = `'sha256-${createHash('sha256').update(SCRIPT).digest('base64')}'`;
