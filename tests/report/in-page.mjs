// Functions that run inside the browser, each by itself: plain JavaScript, since the rest of the project has no DOM.

/** Whether every player knows how long its sound is. */
export function allLoaded() {
  return [...document.querySelectorAll('audio')].every((audio) => audio.readyState >= 1);
}

/** Decodes the sound of every player with the browser's own decoder. */
export async function hear() {
  const listen = async (audio) => {
    const figure = audio.closest('.clip');
    const cells = [...figure.querySelectorAll('.cell')];
    const base64 = audio.src.slice(audio.src.indexOf(',') + 1);
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const sound = await new OfflineAudioContext(1, 48_000, 48_000).decodeAudioData(bytes.buffer);
    const samples = sound.getChannelData(0);
    const peakOf = (from, to) => {
      let peak = 0;
      const last = Math.min(samples.length, Math.floor(to * sound.sampleRate));
      for (let i = Math.floor(from * sound.sampleRate); i < last; i++) {
        peak = Math.max(peak, Math.abs(samples[i]));
      }
      return peak;
    };
    let at = 0;
    const silentCells = [];
    for (const [index, cell] of cells.entries()) {
      const from = at;
      at += Number(cell.dataset.seconds);
      const hasNotes = cell.querySelector('.note').getAttribute('d') !== '';
      if (hasNotes && peakOf(from, at) < 0.02) silentCells.push(index);
    }
    return {
      clip: figure.id,
      error: audio.error?.message ?? null,
      seconds: sound.duration,
      shownSeconds: audio.duration,
      drawnSeconds: at,
      peak: peakOf(0, sound.duration),
      silentCells,
    };
  };
  const heard = [];
  for (const audio of document.querySelectorAll('audio')) heard.push(await listen(audio));
  return heard;
}

/** Every drawing: whether it has a size, and whether it has a name or is hidden from those who cannot see it. */
export function drawings() {
  return [...document.querySelectorAll('svg, img, math, .roll')].map((drawing) => {
    const { width, height } = drawing.getBoundingClientRect();
    const isNamed = drawing.closest('[aria-label], [aria-hidden="true"]') !== null;
    return { what: drawing.outerHTML.slice(0, 60), isSeen: width > 5 && height > 5, isNamed };
  });
}

/** How many cells of rolls there are, and how many have notes. */
export function cells() {
  const drawn = [...document.querySelectorAll('.note')].map((path) => path.getAttribute('d'));
  return { all: drawn.length, withNotes: drawn.filter((path) => path.includes('M')).length };
}

/** Width that the page needs, and what reaches beyond the right edge. */
export function overflow() {
  const edge = document.documentElement.clientWidth + 1;
  const beyond = [...document.querySelectorAll('body *')]
    .filter((element) => element.getBoundingClientRect().right > edge)
    .map((element) => element.outerHTML.slice(0, 80));
  return { width: document.documentElement.scrollWidth, beyond };
}

/** Contrast, as WCAG 2 counts it, of every stretch of text that is seen. Transparent layers are mixed. */
export function contrasts() {
  const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
  const luminance = (layers) => {
    for (const layer of layers) {
      canvas.fillStyle = layer;
      canvas.fillRect(0, 0, 1, 1);
    }
    const [red, green, blue] = [...canvas.getImageData(0, 0, 1, 1).data]
      .map((value) => value / 255)
      .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const behind = (element) => [
    ...(element.parentElement ? behind(element.parentElement) : ['white']),
    getComputedStyle(element).backgroundColor,
  ];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    const text = node.textContent.trim();
    if (text === '' || element.closest('script, style') || !element.checkVisibility()) continue;
    const style = getComputedStyle(element);
    const isSvg = element instanceof SVGElement;
    const under = behind(element);
    // The boxes of the diagrams lie behind their texts without being their parents.
    if (element.closest('.diagram'))
      under.push(getComputedStyle(document.querySelector('.diagram rect')).fill);
    const back = luminance(under);
    const front = luminance([...under, isSvg ? style.fill : style.color]);
    const ratio = (Math.max(front, back) + 0.05) / (Math.min(front, back) + 0.05);
    found.push({ text: text.slice(0, 40), ratio });
  }
  return { paper: getComputedStyle(document.body).backgroundColor, found };
}

/** What a screen reader and a link go by. */
export function outline() {
  return {
    levels: [...document.querySelectorAll('h1, h2, h3, h4')].map(({ tagName }) => Number(tagName[1])),
    ids: [...document.querySelectorAll('[id]')].map(({ id }) => id),
    dead: [...document.querySelectorAll('a[href^="#"]')]
      .map((link) => link.getAttribute('href'))
      .filter((href) => !document.querySelector(href)),
    language: document.documentElement.lang,
  };
}

/** Begins to play a clip. */
export function play(clip) {
  return document.querySelector(`#${clip} audio`).play();
}

/** Whether a clip has played on for a while. */
export function hasPlayed(clip) {
  return document.querySelector(`#${clip} audio`).currentTime > 0.2;
}

/** Where a clip's player is, and how many of its cells are marked. */
export function playerOf(clip) {
  const { paused, currentTime } = document.querySelector(`#${clip} audio`);
  return { paused, currentTime, marked: document.querySelectorAll(`#${clip} .now`).length };
}

/** Tries what the page's policy forbids: a script of somebody else's, and fetching anything. */
export async function breakIn() {
  const script = document.createElement('script');
  script.textContent = 'document.title = "taken over"';
  document.body.append(script);
  const hasFetched = await fetch('data:text/plain,x').then(
    () => true,
    () => false,
  );
  return { title: document.title, hasFetched };
}
