/** Plaquettes against a direct evaluation of the definition; memory of the streaming inspector. */
import { describe, expect, it } from 'vitest';
import { unwrap } from '../../../../src-engine/base/result.ts';
import { inspect, measureLinks } from '../../../../src-engine/format/index.ts';
import { determinant, unitarityDeviation } from '../../../../src-engine/format/measure/matrix.ts';
import type { ByteSource } from '../../../../src-engine/ports/byte-source.ts';
import { gaugeTransformed, randomField } from '../../../support/random-field.ts';

type Matrix = readonly (readonly (readonly [number, number])[])[];

const product = (a: Matrix, b: Matrix): Matrix =>
  a.map((row) =>
    b.map((_, j) =>
      row.reduce<readonly [number, number]>(
        ([re, im], [x, y], k) => [
          re + x * b[k]![j]![0] - y * b[k]![j]![1],
          im + x * b[k]![j]![1] + y * b[k]![j]![0],
        ],
        [0, 0],
      ),
    ),
  );
const adjoint = (a: Matrix): Matrix =>
  a.map((row, i) => row.map((_, j) => [a[j]![i]![0], -a[j]![i]![1]] as const));

describe('plaquette', () => {
  for (const [colours, dims] of [
    [3, [2, 3, 4, 3]],
    [2, [3, 4, 2]],
    [1, [4, 5]],
    [4, [2, 2, 2, 1]],
  ] satisfies readonly (readonly [number, readonly number[]])[]) {
    it(`equals its definition for N = ${colours} on ${dims.join(' x ')}, and is gauge invariant`, async () => {
      const field = randomField(dims, colours, 13);
      const d = dims.length;
      const n = colours;
      const strides = dims.map((_, mu) => dims.slice(0, mu).reduce((a, b) => a * b, 1));
      const step = (s: number, mu: number): number => {
        const c = Math.floor(s / strides[mu]!) % dims[mu]!;
        return c + 1 < dims[mu]! ? s + strides[mu]! : s - c * strides[mu]!;
      };
      const link = (s: number, mu: number): Matrix =>
        Array.from({ length: n }, (_, i) =>
          Array.from({ length: n }, (_, j) => {
            const o = ((s * d + mu) * n * n + i * n + j) * 2;
            return [field.links[o]!, field.links[o + 1]!] as const;
          }),
        );
      let sum = 0;
      let count = 0;
      const volume = dims.reduce<number>((a, b) => a * b, 1);
      for (let s = 0; s < volume; s++)
        for (let mu = 0; mu < d; mu++)
          for (let nu = mu + 1; nu < d; nu++, count++) {
            const p = product(
              product(link(s, mu), link(step(s, mu), nu)),
              adjoint(product(link(s, nu), link(step(s, nu), mu))),
            );
            sum += p.reduce((trace, row, i) => trace + row[i]![0], 0) / n;
          }
      const measured = unwrap(await measureLinks(field.links, dims, n));
      expect(measured.plaquette).toBeCloseTo(sum / count, 13);
      expect(unwrap(await measureLinks(gaugeTransformed(field).links, dims, n)).plaquette).toBeCloseTo(
        sum / count,
        13,
      );
      expect(measured.unitarityDeviation).toBeLessThan(1e-13);
      expect(measured.determinantDeviation).toBeLessThan(1e-13);
    });
  }
});

describe('matrices', () => {
  it('determinants by elimination and by minors agree with a known one', () => {
    const upper = (n: number): Float64Array => {
      const u = new Float64Array(2 * n * n);
      for (let i = 0; i < n; i++)
        for (let j = i; j < n; j++) u.set([i === j ? i + 2 : 0.3 * j, i === j ? 1 : -0.1], 2 * (i * n + j));
      return u;
    };
    for (const n of [2, 3, 4, 6]) {
      let [re, im] = [1, 0];
      for (let i = 0; i < n; i++) [re, im] = [re * (i + 2) - im, re + im * (i + 2)];
      const u = upper(n);
      const swapped = u.slice();
      swapped.set(u.subarray(2 * n, 4 * n), 0);
      swapped.set(u.subarray(0, 2 * n), 2 * n);
      expect(determinant(u, 0, n)[0]).toBeCloseTo(re, 9);
      expect(determinant(u, 0, n)[1]).toBeCloseTo(im, 9);
      expect(determinant(swapped, 0, n)[0]).toBeCloseTo(-re, 9);
    }
    expect(determinant(new Float64Array(32), 0, 4)).toEqual([0, 0]);
    expect(determinant(new Float64Array(32).fill(Number.NaN), 0, 4)[0]).toBeNaN();
  });

  it('unitarity deviation is the largest entry, and a NaN stays one', () => {
    const u = Float64Array.from([1, 0, 0, 0, 0, 0, 2, 0]);
    expect(unitarityDeviation(u, 0, 2)).toBe(3);
    u[3] = Number.NaN;
    expect(unitarityDeviation(u, 0, 2)).toBeNaN();
  });
});

describe('a field far larger than two time slices', () => {
  it('is inspected within a few time slices of memory', async () => {
    // MILC v5, 12^3 x 512 cold links, made up as they are read: 255 MB on disk, 2 MB per float64 slice.
    const dims = [12, 12, 12, 512];
    const size = 96 + 12 ** 3 * 512 * 288;
    const header = new DataView(new ArrayBuffer(96));
    header.setInt32(0, 20103);
    dims.forEach((n, k) => void header.setInt32(4 + 4 * k, n));
    const unit = new DataView(new ArrayBuffer(72));
    for (const k of [0, 8, 16]) unit.setFloat32(4 * k, 1);
    const links = new Uint8Array(2 ** 21).map((_, k) => unit.getUint8(k % 72));
    let most = 0;
    const before = process.memoryUsage().arrayBuffers;
    const source: ByteSource = {
      name: 'large',
      size,
      read: async (offset, length) => {
        most = Math.max(most, process.memoryUsage().arrayBuffers - before);
        if (offset < 96) {
          const head = links.slice(0, length);
          head.set(new Uint8Array(header.buffer).subarray(offset, offset + length));
          return head;
        }
        const phase = (offset - 96) % 72;
        return links.subarray(phase, phase + length);
      },
    };
    const report = unwrap(await inspect(source));
    expect(report).toMatchObject({ plaquette: 1, dims, boundary: 'periodic' });
    expect(most).toBeLessThan(16e6);
  });
});
