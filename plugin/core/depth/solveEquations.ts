/**
 * Solves n linear equations by Gaussian elimination with row pivoting; both arguments are overwritten, the answer lies in `right`.
 * `matrix`: n × n, row-major. Gives nothing where the equations say too little.
 */
export function solveEquations(matrix: Float64Array, right: Float64Array): Float64Array | undefined {
  const n = right.length;
  for (let i = 0; i < n; i++) {
    swapRows(matrix, right, i, largestBelow(matrix, n, i));
    const pivot = matrix[i * n + i]!;
    if (!(Math.abs(pivot) > 1e-12)) return undefined;
    for (let row = i + 1; row < n; row++) {
      const share = matrix[row * n + i]! / pivot;
      for (let column = i; column < n; column++) matrix[row * n + column] = matrix[row * n + column]! - share * matrix[i * n + column]!;
      right[row] = right[row]! - share * right[i]!;
    }
  }
  for (let i = n - 1; i >= 0; i--) {
    for (let column = i + 1; column < n; column++) right[i] = right[i]! - matrix[i * n + column]! * right[column]!;
    right[i] = right[i]! / matrix[i * n + i]!;
  }
  return right;
}

function largestBelow(matrix: Float64Array, n: number, i: number): number {
  let largest = i;
  for (let row = i + 1; row < n; row++) if (Math.abs(matrix[row * n + i]!) > Math.abs(matrix[largest * n + i]!)) largest = row;
  return largest;
}

function swapRows(matrix: Float64Array, right: Float64Array, a: number, b: number): void {
  if (a === b) return;
  const n = right.length;
  const kept = matrix.slice(a * n, (a + 1) * n);
  matrix.copyWithin(a * n, b * n, (b + 1) * n);
  matrix.set(kept, b * n);
  [right[a], right[b]] = [right[b]!, right[a]!];
}
