/** Closed forms of two-dimensional lattice gauge theory and of one matrix (Haar measure, S = -(beta/N) sum Re tr P). */

/** Modified Bessel function of the first kind, integer order, by its series. */
export const besselI = (order: number, x: number): number => {
  const n = Math.abs(order);
  let term = 1;
  for (let i = 1; i <= n; i++) term *= x / 2 / i;
  let sum = term;
  for (let k = 1; k < 200 && Math.abs(term) > 1e-18 * Math.abs(sum); k++) {
    term *= (x * x) / 4 / (k * (k + n));
    sum += term;
  }
  return sum;
};

const ORDERS = Array.from({ length: 81 }, (_, i) => i - 40);

/** U(1) on a torus of V plaquettes. */
export const u1Plaquette = (beta: number, volume: number): number => {
  const scale = besselI(0, beta);
  let z = 0;
  let p = 0;
  for (const n of ORDERS) {
    const ratio = besselI(n, beta) / scale;
    z += ratio ** volume;
    p += (ratio ** (volume - 1) * (besselI(n - 1, beta) + besselI(n + 1, beta))) / (2 * scale);
  }
  return p / z;
};

/** SU(2) on a torus of V plaquettes; one unit of flux through it gives half-integer spins a sign. */
export const su2Plaquette = (beta: number, volume: number, flux = 0): number => {
  let z = 0;
  let p = 0;
  for (let n = 1; n < 40; n++) {
    const i = besselI(n, beta);
    const sign = ((n - 1) * flux) % 2 === 0 ? 1 : -1;
    const weight = sign * (i / besselI(1, beta)) ** volume;
    z += weight;
    p += weight * ((besselI(n - 1, beta) + besselI(n + 1, beta)) / (2 * i) - 1 / beta);
  }
  return p / z;
};

const realDeterminant = (matrix: readonly (readonly number[])[]): number => {
  const m = matrix.map((row) => row.slice());
  let product = 1;
  for (let c = 0; c < m.length; c++) {
    let pivot = c;
    for (let r = c; r < m.length; r++) if (Math.abs(m[r]![c]!) > Math.abs(m[pivot]![c]!)) pivot = r;
    if (pivot !== c) product = -product;
    [m[c], m[pivot]] = [m[pivot]!, m[c]!];
    product *= m[c]![c]!;
    for (let r = c + 1; r < m.length; r++) {
      const f = m[r]![c]! / m[c]![c]!;
      for (let j = c; j < m.length; j++) m[r]![j]! -= f * m[c]![j]!;
    }
  }
  return product;
};

const oneMatrix = (n: number, beta: number): number =>
  ORDERS.slice(20, 61).reduce((sum, k) => {
    const rows = Array.from({ length: n }, (_, i) =>
      Array.from({ length: n }, (__, j) => besselI(j - i + k, beta / n)),
    );
    return sum + (rows.flat().every((x) => x < 1e-30) ? 0 : realDeterminant(rows));
  }, 0);

/** <Re tr U>/N for one SU(N) matrix with weight exp((beta/N) Re tr U): the two-dimensional plaquette in infinite volume. */
export const suPlaquette = (n: number, beta: number): number => {
  const h = 1e-4 * beta;
  return (Math.log(oneMatrix(n, beta + h)) - Math.log(oneMatrix(n, beta - h))) / (2 * h);
};

/** Partition function of SU(2) or SU(3) on a torus of V plaquettes: the sum of (c_r/d_r)^V over irreducible representations r, c_r = int dU chi_r* exp((beta/N) Re tr U). */
export const suTorusPartition = (n: 2 | 3, beta: number, volume: number): number => {
  let z = 0;
  if (n === 2) {
    for (let d = 1; d < 12; d++) z += ((2 * besselI(d, beta)) / beta) ** volume;
    return z;
  }
  for (let p = 0; p < 6; p++) {
    for (let q = 0; q < 6; q++) {
      const lengths = [p + q, q, 0];
      const c = ORDERS.slice(28, 53).reduce(
        (sum, k) =>
          sum +
          realDeterminant(
            lengths.map((_, i) => lengths.map((length, j) => besselI(length - j + i + k, beta / 3))),
          ),
        0,
      );
      z += (c / (((p + 1) * (q + 1) * (p + q + 2)) / 2)) ** volume;
    }
  }
  return z;
};
