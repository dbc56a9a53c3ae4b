/**
 * Autocovariance of fluctuations over several segments (Wolff, hep-lat/0306017):
 *
 *   Gamma(t) = 1/(N - R t) sum_r sum_{i=1}^{N_r - t} d_{r,i} d_{r,i+t},   0 <= t <= maxLag < min N_r,
 *
 * with R segments and N samples in total. The sums are taken through the power spectrum of the zero-padded
 * segments: 0.4 s for 10^6 samples whatever the lag, where direct sums take 0.5 ms per lag. Two segments go
 * through one transform, as real and imaginary part: the real part of the correlation is the sum of both.
 * Proved against direct sums by test/unit/engine/statistics/autocovariance.test.ts.
 */
import { invariant } from '../base/invariant.ts';
import { fourier } from './fourier.ts';
import { type Segments, sampleCount } from './series.ts';

export function autocovariance(fluctuations: Segments, maxLag: number): Float64Array {
  const lengths = fluctuations.map((segment) => segment.length);
  invariant(maxLag >= 0 && maxLag < Math.min(...lengths), 'a lag is shorter than every segment');
  const gamma = new Float64Array(maxLag + 1);
  for (let s = 0; s < fluctuations.length; s += 2) {
    const first = fluctuations[s]!;
    const second = fluctuations[s + 1];
    const n = 2 ** Math.ceil(Math.log2(Math.max(first.length, second?.length ?? 0) + maxLag));
    const re = new Float64Array(n);
    const im = new Float64Array(n);
    re.set(first);
    if (second) im.set(second);
    fourier(re, im);
    for (let k = 0; k < n; k++) re[k] = re[k]! * re[k]! + im[k]! * im[k]!;
    im.fill(0);
    fourier(im, re);
    for (let t = 0; t <= maxLag; t++) gamma[t] = gamma[t]! + re[t]! / n;
  }
  const samples = sampleCount(fluctuations);
  for (let t = 0; t <= maxLag; t++) gamma[t] = gamma[t]! / (samples - fluctuations.length * t);
  return gamma;
}
