/** Numbers with 100 decimal digits behind the point, as integers: what doubles and double-doubles are compared with. */

const DIGITS = 100n;
const ONE = 10n ** DIGITS;

export type Precise = bigint;

/** The exact value of a double, cut at the last digit. */
export const precise = (x: number): Precise => {
  if (!Number.isFinite(x)) throw new Error(`${x} is not a number`);
  let [mantissa, twos] = [x, 0];
  while (!Number.isInteger(mantissa)) {
    mantissa *= 2;
    twos++;
  }
  return (BigInt(mantissa) * ONE) / 2n ** BigInt(twos);
};

export const times = (a: Precise, b: Precise): Precise => (a * b) / ONE;
export const over = (a: Precise, b: Precise): Precise => (a * ONE) / b;

/** The largest integer whose n-th power is not above x. */
const integerRoot = (x: bigint, n: number): bigint => {
  if (x === 0n) return 0n;
  let y = 1n << BigInt(Math.ceil(x.toString(2).length / n));
  for (;;) {
    const next = (BigInt(n - 1) * y + x / y ** BigInt(n - 1)) / BigInt(n);
    if (next >= y) return y;
    y = next;
  }
};

/** x^(p/q) of a positive number. */
export const precisePower = (x: Precise, p: number, q: number): Precise => {
  const root = integerRoot(x * ONE ** BigInt(q - 1), q);
  let product = ONE;
  for (let i = 0; i < Math.abs(p); i++) product = times(product, root);
  return p < 0 ? over(ONE, product) : product;
};

/** a / b - 1 as a double with all its digits. */
export const relativeDifference = (a: Precise, b: Precise): number =>
  Number(((a - b) * 10n ** 60n) / b) / 1e60;
