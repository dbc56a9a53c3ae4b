/**
 * In-place complex discrete Fourier transform of power-of-two length,
 *   X_k = sum_j x_j exp(-2 pi i j k / n),
 * by decimation in time (Cooley and Tukey 1965). The inverse is the same call with `re` and `im` exchanged,
 * divided by n. Proved by test/unit/engine/statistics/fourier.test.ts.
 */
import { invariant } from '../base/invariant.ts';

export function fourier(re: Float64Array, im: Float64Array): void {
  const n = re.length;
  invariant(n > 0 && (n & (n - 1)) === 0 && im.length === n, 'a transform has a power-of-two length');
  reverseBits(re, im);
  const cos = new Float64Array(n >> 1);
  const sin = new Float64Array(n >> 1);
  for (let k = 0; k < n >> 1; k++) {
    cos[k] = Math.cos((2 * Math.PI * k) / n);
    sin[k] = -Math.sin((2 * Math.PI * k) / n);
  }
  for (let half = 1; half < n; half <<= 1) {
    const stride = n / (half << 1);
    for (let start = 0; start < n; start += half << 1) {
      for (let k = 0; k < half; k++) {
        const a = start + k;
        const b = a + half;
        const c = cos[k * stride]!;
        const s = sin[k * stride]!;
        const x = re[b]! * c - im[b]! * s;
        const y = re[b]! * s + im[b]! * c;
        re[b] = re[a]! - x;
        im[b] = im[a]! - y;
        re[a] = re[a]! + x;
        im[a] = im[a]! + y;
      }
    }
  }
}

function reverseBits(re: Float64Array, im: Float64Array): void {
  const n = re.length;
  for (let i = 1, j = 0; i < n; i++) {
    let bit = n >> 1;
    for (; j & bit; bit >>= 1) j ^= bit;
    j ^= bit;
    if (i >= j) continue;
    const x = re[i]!;
    re[i] = re[j]!;
    re[j] = x;
    const y = im[i]!;
    im[i] = im[j]!;
    im[j] = y;
  }
}
