/** A name without case, spaces, marks and accents, for comparing: `Für Elise` is `furelise`. */
export function plainName(name: string): string {
  return name
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}

/** Letters to add, drop or change to get from one word to the other (Levenshtein's distance). */
function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [index, letter] of Array.from(from).entries()) {
    const next = [index + 1];
    for (let column = 1; column <= to.length; column += 1) {
      const change = (row[column - 1] ?? 0) + (letter === to[column - 1] ? 0 : 1);
      next.push(Math.min(change, (row[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}

/** The names most like a word, nearest first; a name that holds the word counts as near. */
export function closestNames(word: string, names: readonly string[], count: number): string[] {
  const wanted = plainName(word).slice(0, 40);
  const distance = (name: string): number => {
    const plain = plainName(name);
    return editDistance(wanted, plain) - (wanted.length >= 3 && plain.includes(wanted) ? plain.length : 0);
  };
  const measured = names.map((name) => ({ name, far: distance(name) }));
  return measured
    .toSorted((a, b) => a.far - b.far)
    .slice(0, count)
    .map(({ name }) => name);
}
