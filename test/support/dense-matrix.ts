/** Complex matrices as arrays of rows of (re, im) and how to solve with them: Gaussian elimination with pivots. */

export type Dense = readonly (readonly (readonly [number, number])[])[];
export type DenseVector = readonly (readonly [number, number])[];

/** x with m x = b. */
export const solveDense = (m: Dense, b: DenseVector): [number, number][] => {
  const rows = m.map((row, i) => [...row, b[i]!].map(([re, im]) => [re, im] as [number, number]));
  const n = rows.length;
  for (let c = 0; c < n; c++) {
    let pivot = c;
    for (let r = c; r < n; r++) if (Math.hypot(...rows[r]![c]!) > Math.hypot(...rows[pivot]![c]!)) pivot = r;
    [rows[c], rows[pivot]] = [rows[pivot]!, rows[c]!];
    for (let r = 0; r < n; r++) {
      if (r === c) continue;
      const f = divide(rows[r]![c]!, rows[c]![c]!);
      for (let j = c; j <= n; j++) {
        const [re, im] = rows[c]![j]!;
        rows[r]![j]![0] -= f[0] * re - f[1] * im;
        rows[r]![j]![1] -= f[0] * im + f[1] * re;
      }
    }
  }
  return rows.map((row, i) => divide(row[n]!, row[i]!));
};

const divide = ([a, b]: readonly [number, number], [c, d]: readonly [number, number]): [number, number] => {
  const n = c * c + d * d;
  return [(a * c + b * d) / n, (b * c - a * d) / n];
};
