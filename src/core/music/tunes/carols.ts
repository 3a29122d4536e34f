import type { Tune } from './tune.js';

/** Carols and songs of winter. */
export const CAROLS: readonly Tune[] = [
  {
    name: 'jingle-bells',
    title: 'Jingle Bells',
    origin: 'James Lord Pierpont, 1857',
    metre: '4/4',
    key: 'G',
    qpm: 180,
    unit: 4,
    abc: 'BBB2|BBB2|BdG>A|B4|ccc>c|cBBB/B/|BAAB|A2d2|BBB2|BBB2|BdG>A|B4|ccc>c|cBBB/B/|ddcA|G4|',
    checkedAgainst: 'TODO',
  },
  {
    name: 'silent-night',
    title: 'Silent Night',
    origin: 'Franz Xaver Gruber, 1818',
    metre: '6/8',
    key: 'C',
    qpm: 80,
    unit: 8,
    abc: 'G>AGE3|G>AGE3|d2dB3|c2cG3|A2Ac>BA|G>AGE3|A2Ac>BA|G>AGE3|d2df>dB|c3e3|c>GEG>FD|C6|',
    checkedAgainst: 'TODO',
  },
  {
    name: 'deck-the-halls',
    title: 'Deck the Halls',
    origin: 'Nos Galan, Welsh melody, 1794',
    metre: '4/4',
    key: 'F',
    qpm: 160,
    unit: 8,
    abc: 'c3BA2G2|F2G2A2F2|GABGA3G|F2E2F4|c3BA2G2|F2G2A2F2|GABGA3G|F2E2F4|G3AB2G2|A3Bc2G2|A=Bc2def2|e2d2c4|c3BA2G2|F2G2A2F2|ddddc3B|A2G2F4|',
    checkedAgainst: 'TODO',
  },
  {
    name: 'good-king-wenceslas',
    title: 'Good King Wenceslas',
    origin: 'Tempus adest floridum, 1582',
    metre: '4/4',
    key: 'G',
    qpm: 130,
    unit: 4,
    abc: 'GGGA|GGD2|EDEF|G2G2|GGGA|GGD2|EDEF|G2G2|dcBA|BAG2|EDEF|G2G2|DDEF|GGA2|dcBA|G2c2|G4|',
    checkedAgainst: 'TODO',
  },
];
