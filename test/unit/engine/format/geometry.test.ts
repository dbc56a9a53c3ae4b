import { describe, expect, it } from 'vitest';
import type { Result } from '../../../../src-engine/base/result.ts';
import {
  type Inspection,
  inspect,
  type OpenOptions,
  writeConfiguration,
} from '../../../../src-engine/format/index.ts';
import type { GaugeConfiguration } from '../../../../src-engine/lattice/gauge-configuration.ts';
import { memorySource } from '../../../../src-engine/ports/byte-source.ts';
import { memorySink } from '../../../support/memory-sink.ts';
import { gaugeTransformed, randomField } from '../../../support/random-field.ts';

const report = async (
  field: GaugeConfiguration,
  format: 'text' | 'lime-payload',
  options: OpenOptions = {},
  precision?: 'f32',
): Promise<Result<Inspection>> => {
  const sink = memorySink();
  await writeConfiguration(sink, field, precision ? { format, precision } : { format });
  return inspect(memorySource(sink.bytes()), options);
};

/** Cold links in a random gauge: plaquette 1 on the true lattice, nearly 0 on any other. */
const smooth = (dims: readonly number[], colours: number): GaugeConfiguration => {
  const cold = randomField(dims, colours, 1);
  cold.links.fill(0);
  for (let m = 0; m < cold.links.length; m += 2 * colours * colours)
    for (let i = 0; i < colours; i++) cold.links[m + 2 * (colours + 1) * i] = 1;
  return gaugeTransformed(cold, 4);
};

describe('geometry of files that do not carry it', () => {
  for (const format of ['text', 'lime-payload'] as const) {
    it(`${format}: a hypercube is inferred with its group, and said so`, async () => {
      for (const colours of [1, 2, 3, 4]) {
        const result = await report(smooth([4, 4, 4, 4], colours), format);
        expect(result).toMatchObject({
          ok: true,
          value: { dims: [4, 4, 4, 4], group: colours === 1 ? 'U(1)' : `SU(${colours})` },
        });
        expect(result.ok && result.value.problems.map(({ code }) => code)).toContain(
          'format.geometryInferred',
        );
      }
    });

    it(`${format}: another shape is asked for, with a suggestion when the links are clear`, async () => {
      const result = await report(smooth([4, 2, 4, 2], 3), format);
      expect(result).toMatchObject({ ok: false, error: { code: 'format.geometryNeeded' } });
      expect(result.ok ? '' : result.error.remedy).toContain("--dims 4,2,4,2 --group 'SU(3)'");
    });

    it(`${format}: a hypercube's volume is not taken for one when another shape is evident`, async () => {
      const result = await report(smooth([2, 8, 4, 4], 3), format);
      expect(result.ok ? '' : result.error.remedy).toContain('--dims 2,8,4,4');
    });

    it(`${format}: given geometry is used, and checked`, async () => {
      const field = randomField([2, 3, 2, 4], 2, 3);
      expect(await report(field, format, { dims: [2, 3, 2, 4] })).toMatchObject({
        ok: true,
        value: { group: 'SU(2)', dims: [2, 3, 2, 4] },
      });
      expect(await report(field, format, { dims: [2, 3, 2, 4], colours: 3 })).toMatchObject({
        ok: false,
        error: { code: 'format.geometryMismatch' },
      });
      expect(await report(field, format, { dims: [2, 3, 2, 5] })).toMatchObject({
        ok: false,
        error: { code: 'format.geometryMismatch' },
      });
      expect(await report(field, format, { dims: [0, 3, 2, 5] })).toMatchObject({
        ok: false,
        error: { code: 'format.malformed' },
      });
      expect(await report(field, format, { dims: [2, 3, 1.5, 4] })).toMatchObject({
        ok: false,
        error: { code: 'format.malformed' },
      });
    });
  }

  it('tells single from double precision by unitarity', async () => {
    expect(await report(smooth([4, 4, 4, 4], 3), 'lime-payload', {}, 'f32')).toMatchObject({
      ok: true,
      value: { precision: 'f32', group: 'SU(3)' },
    });
  });

  it('does not make a lattice of noise', async () => {
    const noise = randomField([4, 4, 4, 4], 3, 3);
    noise.links.forEach((_, k) => void (noise.links[k] = Math.sin(k * k)));
    expect(await report(noise, 'lime-payload')).toMatchObject({
      ok: false,
      error: { code: 'format.geometryNeeded' },
    });
  });
});
