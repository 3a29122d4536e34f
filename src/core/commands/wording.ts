/** A share from 0 to 1 in words: `93 %`. */
export function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

/** `1 bar`, `2 bars`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
