/** Rows of numbers. */
export type Matrix = readonly (readonly number[])[];

/**
 * The ridge inverse Aᵀ (A Aᵀ + λ I)⁻¹ of a small square matrix: its inverse where λ is 0, and tame where the
 * matrix is nearly singular.
 * @param ridge λ, from 0 on
 * @throws RangeError where the matrix cannot be inverted
 */
export function ridgeInverse(a: Matrix, ridge: number): number[][] {
  const square = multiply(a, transpose(a)).map((row, i) =>
    row.map((value, j) => value + (i === j ? ridge : 0)),
  );
  return multiply(transpose(a), inverse(square));
}

/** A · B. */
export function multiply(a: Matrix, b: Matrix): number[][] {
  const columns = transpose(b);
  return a.map((row) => columns.map((column) => dot(row, column)));
}

function transpose(a: Matrix): number[][] {
  return (a[0] ?? []).map((_, column) => a.map((row) => row[column] ?? 0));
}

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0);
}

/** Gauss and Jordan, with the largest pivot of the column. */
function inverse(a: Matrix): number[][] {
  const size = a.length;
  const work = a.map((row, i) => [...row, ...row.map((_, j) => (i === j ? 1 : 0))]);
  for (let column = 0; column < size; column++) {
    const pivot = largestBelow(work, column);
    const top = work[pivot] ?? [];
    const scale = top[column] ?? 0;
    if (Math.abs(scale) < 1e-12) throw new RangeError('the matrix is singular');
    work[pivot] = work[column] ?? [];
    const row = top.map((value) => value / scale);
    work[column] = row;
    work.forEach((other, i) => {
      const factor = other[column] ?? 0;
      if (i !== column && factor !== 0) work[i] = other.map((value, j) => value - factor * (row[j] ?? 0));
    });
  }
  return work.map((row) => row.slice(size));
}

function largestBelow(work: Matrix, column: number): number {
  let best = column;
  for (let row = column; row < work.length; row++) {
    if (Math.abs(work[row]?.[column] ?? 0) > Math.abs(work[best]?.[column] ?? 0)) best = row;
  }
  return best;
}
