/** The openQCD layout, checked against its definition by a loop that shares nothing with the engine's. */
import { describe, expect, it } from 'vitest';
import { unwrap } from '../../../../src-engine/base/result.ts';
import { inspect, readConfiguration, writeConfiguration } from '../../../../src-engine/format/index.ts';
import { memorySource } from '../../../../src-engine/ports/byte-source.ts';
import { memorySink } from '../../../support/memory-sink.ts';
import { randomField } from '../../../support/random-field.ts';

const dims = [4, 2, 6, 8] as const;
const field = randomField(dims, 3, 21);
const [X, Y, Z, T] = dims;
const site = (x: number, y: number, z: number, t: number): number =>
  ((x + X) % X) + X * (((y + Y) % Y) + Y * (((z + Z) % Z) + Z * ((t + T) % T)));

/** As README.io of openQCD describes it. */
const byDefinition = (plaquette: number): DataView => {
  const view = new DataView(new ArrayBuffer(24 + field.links.length * 8));
  [T, X, Y, Z].forEach((n, k) => view.setInt32(4 * k, n, true));
  view.setFloat64(16, 3 * plaquette, true);
  let at = 24;
  const put = (s: number, mu: number): void => {
    for (let k = 0; k < 18; k++, at += 8) view.setFloat64(at, field.links[(s * 4 + mu) * 18 + k]!, true);
  };
  for (let t = 0; t < T; t++)
    for (let x = 0; x < X; x++)
      for (let y = 0; y < Y; y++)
        for (let z = 0; z < Z; z++) {
          if ((t + x + y + z) % 2 === 0) continue;
          put(site(x, y, z, t), 3);
          put(site(x, y, z, t - 1), 3);
          put(site(x, y, z, t), 0);
          put(site(x - 1, y, z, t), 0);
          put(site(x, y, z, t), 1);
          put(site(x, y - 1, z, t), 1);
          put(site(x, y, z, t), 2);
          put(site(x, y, z - 1, t), 2);
        }
  expect(at).toBe(view.byteLength);
  return view;
};

describe('openQCD', () => {
  it('writes and reads the layout of its definition', async () => {
    const sink = memorySink();
    unwrap(await writeConfiguration(sink, field, { format: 'openqcd' }));
    const bytes = sink.bytes();
    const { plaquette } = unwrap(await inspect(memorySource(bytes)));
    const expected = new Uint8Array(byDefinition(plaquette!).buffer);
    expect(Buffer.compare(bytes.subarray(24), expected.subarray(24))).toBe(0);
    const { configuration, inspection } = unwrap(await readConfiguration(memorySource(expected)));
    expect(configuration.dims).toEqual(dims);
    expect(Buffer.compare(Buffer.from(configuration.links.buffer), Buffer.from(field.links.buffer))).toBe(0);
    expect(inspection).toMatchObject({ format: 'openqcd', endianness: 'little', status: 'intact' });
    expect(inspection.storedPlaquette).toBeCloseTo(plaquette!, 13);
  });

  it('tells open boundaries from zero temporal links', async () => {
    const open = { ...field, links: field.links.slice() };
    for (let s = site(0, 0, 0, T - 1); s < X * Y * Z * T; s++)
      open.links.fill(0, (s * 4 + 3) * 18, (s * 4 + 4) * 18);
    const sink = memorySink();
    unwrap(await writeConfiguration(sink, open, { format: 'openqcd' }));
    const report = unwrap(await inspect(memorySource(sink.bytes())));
    expect(report).toMatchObject({ boundary: 'open', status: 'intact' });
    expect(report.problems.map(({ code }) => code)).toContain('format.openBoundary');
    expect(report.verdict).toContain('open in time');
  });

  it('refuses a file that is too short', async () => {
    const bytes = new Uint8Array(byDefinition(0.01).buffer);
    expect(await inspect(memorySource(bytes.subarray(0, -8)))).toMatchObject({
      ok: false,
      error: { code: 'format.truncated' },
    });
  });
});
