import { describe, expect, it } from 'vitest';
import { unwrap } from '../../../../src-engine/base/result.ts';
import { type Inspection, inspect, writeConfiguration } from '../../../../src-engine/format/index.ts';
import type { GaugeConfiguration } from '../../../../src-engine/lattice/gauge-configuration.ts';
import { memorySource } from '../../../../src-engine/ports/byte-source.ts';
import { memorySink } from '../../../support/memory-sink.ts';
import { randomField } from '../../../support/random-field.ts';

const dims = [2, 3, 4, 5];
const spatial = 24;

/** The report on a random field after `change` was applied to each link (t, mu, values). */
const reportOn = async (
  colours: number,
  change: (t: number, mu: number, link: Float64Array, site: number) => void,
): Promise<Inspection> => {
  const field: GaugeConfiguration = randomField(dims, colours, 31);
  const matrix = 2 * colours * colours;
  for (let link = 0; link * matrix < field.links.length; link++) {
    const site = Math.floor(link / 4);
    change(
      Math.floor(site / spatial),
      link % 4,
      field.links.subarray(link * matrix, (link + 1) * matrix),
      site,
    );
  }
  const sink = memorySink();
  unwrap(await writeConfiguration(sink, field, { format: 'ildg' }));
  return unwrap(await inspect(memorySource(sink.bytes())));
};

const negate = (link: Float64Array): void => link.forEach((value, k) => void (link[k] = -value));
const codesOf = ({ problems }: Inspection): readonly string[] => problems.map(({ code }) => code);

describe('boundary conditions told from the links', () => {
  it('periodic', async () => {
    expect(await reportOn(3, () => {})).toMatchObject({
      boundary: 'periodic',
      status: 'intact',
      problems: [],
    });
    expect(await reportOn(1, () => {})).toMatchObject({
      boundary: 'periodic',
      status: 'intact',
      group: 'U(1)',
    });
  });

  it('antiperiodic: a sign on the last temporal links, seen for odd N only', async () => {
    const sign = (t: number, mu: number, link: Float64Array): void => {
      if (t === 4 && mu === 3) negate(link);
    };
    const odd = await reportOn(3, sign);
    expect(odd).toMatchObject({ boundary: 'antiperiodic-links', status: 'intact' });
    expect(codesOf(odd)).toEqual(['format.antiperiodicLinks']);
    expect(odd.plaquette).toBeCloseTo((await reportOn(3, () => {})).plaquette!, 14);
    expect(await reportOn(2, sign)).toMatchObject({ boundary: 'periodic', status: 'intact' });
  });

  it('a sign anywhere else is an error', async () => {
    const report = await reportOn(3, (t, mu, link, site) => {
      if (t === 2 && mu === 1 && site % spatial === 7) negate(link);
    });
    expect(report).toMatchObject({ boundary: 'periodic', status: 'problem' });
    expect(codesOf(report)).toEqual(['format.determinant']);
  });

  it('open: the last temporal links vanish', async () => {
    const report = await reportOn(3, (t, mu, link) => void (t === 4 && mu === 3 && link.fill(0)));
    expect(report).toMatchObject({ boundary: 'open', status: 'intact' });
  });

  it('sf-like: spatial links of the first slice are constant', async () => {
    const first: Float64Array[] = [];
    const report = await reportOn(3, (t, mu, link) => {
      if (t > 0 || mu === 3) return;
      first[mu] ??= link.slice();
      link.set(first[mu]);
    });
    expect(report).toMatchObject({ boundary: 'sf-like', status: 'intact' });
    expect(codesOf(report)).toEqual(['format.fixedBoundary']);
  });

  it('a cold field is periodic', async () => {
    const report = await reportOn(3, (_t, _mu, link) => {
      link.fill(0);
      for (const k of [0, 8, 16]) link[k] = 1;
    });
    expect(report).toMatchObject({ boundary: 'periodic', plaquette: 1, linkTrace: 1 });
  });

  it('names the first link that is not a number', async () => {
    const report = await reportOn(3, (t, mu, link, site) => {
      if (t >= 3 && mu === 1 && site % spatial === 11) link[5] = Number.NaN;
    });
    expect(report).toMatchObject({
      boundary: 'unknown',
      status: 'problem',
      plaquette: null,
      linkTrace: null,
    });
    expect(codesOf(report)).toEqual(['format.notFinite']);
    expect(report.problems[0]!.message).toContain('2 links');
    // Site 11 of 2 x 3 x 4: x = 1, y = 2, z = 1.
    expect(report.problems[0]!.message).toContain('the y link at site (1, 2, 1, 3)');
  });

  it('says when links left the group or came through single precision', async () => {
    expect(
      codesOf(await reportOn(3, (t, mu, link) => void (t === 1 && mu === 0 && (link[0]! += 0.01)))),
    ).toEqual(['format.notUnitary']);
    const rounded = await reportOn(3, (_t, _mu, link) => void link.set(Float32Array.from(link)));
    expect(rounded.status).toBe('intact');
    expect(codesOf(rounded)).toEqual(['format.singlePrecisionLinks']);
  });
});
