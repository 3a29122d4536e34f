import { type Key, pitchName } from '../core/music/key.js';
import { type Geometry, pitchTop, type System } from './roll-geometry.js';
import { isBlackKey } from './roll-grid.js';
import type { Scene } from './roll-scene.js';
import type { Box, Shape, Text } from './roll-shapes.js';
import { THEME } from './roll-theme.js';

const GAP_TO_GRID = 2;
const MARK_WIDTH = 4;
const BLACK_SHARE = 0.62;

/**
 * A keyboard left of a row of music, the tonic's keys marked, names beside the keys: every C, the tonic, and the
 * other white keys as far as there is room.
 */
export function keyboardShapes(scene: Scene, geometry: Geometry, system: System): readonly Shape[] {
  const [first] = system.row.parts;
  const key = scene.segments[first?.segment ?? 0]?.key ?? null;
  const keys: Box[] = [];
  for (let pitch = scene.low; pitch <= scene.high; pitch++) {
    keys.push(...keyBoxes(scene, geometry, system, pitch, pitch % 12 === key?.tonic));
  }
  return [...keys, ...pitchNames(scene, geometry, system, key)];
}

function keyBoxes(scene: Scene, geometry: Geometry, system: System, pitch: number, isTonic: boolean): Box[] {
  const left = system.left - GAP_TO_GRID - geometry.keyLength;
  const rowTop = pitchTop(system, geometry, scene, pitch);
  const place = { kind: 'box', role: 'key', y: rowTop + 0.4, height: geometry.pitchHeight - 0.8 } as const;
  const black = isBlackKey(pitch);
  const fill = black ? THEME.blackKey : THEME.whiteKey;
  const key: Box = {
    ...place,
    x: left,
    width: black ? geometry.keyLength * BLACK_SHARE : geometry.keyLength,
    fill,
  };
  if (!isTonic) return [key];
  const x = system.left - GAP_TO_GRID - MARK_WIDTH;
  return [key, { ...place, x, width: MARK_WIDTH, fill: THEME.tonicMark }];
}

/** Names in the order of their weight; one that would touch an earlier one is left out. */
function pitchNames(scene: Scene, geometry: Geometry, system: System, key: Key | null): Text[] {
  const pitches = Array.from({ length: scene.high - scene.low + 1 }, (_, i) => scene.low + i);
  const byWeight = [
    ...pitches.filter((pitch) => pitch % 12 === key?.tonic),
    ...pitches.filter((pitch) => pitch % 12 === 0),
    ...pitches.filter((pitch) => pitch % 12 === 7),
    ...pitches.filter((pitch) => !isBlackKey(pitch)),
  ];
  const size = geometry.textSize - 1;
  const names: Text[] = [];
  for (const pitch of byWeight) {
    const y = pitchTop(system, geometry, scene, pitch) + geometry.pitchHeight / 2 + size * 0.36;
    if (names.some((other) => Math.abs(other.y - y) < size + 1)) continue;
    const isTonic = pitch % 12 === key?.tonic;
    const strong = isTonic || pitch % 12 === 0;
    names.push({
      kind: 'text',
      role: 'pitch-name',
      // White keys keep their plain names even where the key would write C as B♯: they are for orientation.
      text: pitchName(pitch, isTonic ? key : null),
      x: system.left - GAP_TO_GRID - geometry.keyLength - 5,
      y,
      size,
      bold: strong,
      align: 'right',
      colour: isTonic ? THEME.tonicMark : strong ? THEME.strongText : THEME.text,
      on: THEME.background,
    });
  }
  return names;
}
