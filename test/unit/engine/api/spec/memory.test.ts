import { describe, expect, it } from 'vitest';
import { checkMemory, estimateMemoryBytes, fieldBytes } from '../../../../../src-engine/api/spec/memory.ts';
import { readSpec } from '../../../../../src-engine/api/spec/read-spec.ts';
import { unwrap } from '../../../../../src-engine/base/result.ts';
import { type Document, minimal, noLoops } from '../../../../support/spec-documents.ts';

const specOf = (changes: Document = {}) => unwrap(readSpec(minimal(changes), noLoops));

describe('memory', () => {
  const big = { lattice: { dims: [32, 32, 32, 32], group: 'SU(3)' } };

  it('of one SU(3) field on 32^4 is 576 MiB', () => {
    expect(fieldBytes(specOf(big))).toBe(576 * 2 ** 20);
    expect(fieldBytes(specOf({ lattice: { dims: [16, 16], group: 'U(1)' } }))).toBe(16 * 256 * 2);
  });

  it('counts links, momenta, force and the stored copy of HMC, and fewer for the heat bath', () => {
    const tables = 32 ** 4 * 40;
    expect(estimateMemoryBytes(specOf(big))).toBe(4 * 576 * 2 ** 20 + tables);
    const heatBath = { phase: [{ updates: 10, update: [{ algorithm: 'heat-bath' }] }] };
    expect(estimateMemoryBytes(specOf({ ...big, ...heatBath }))).toBe(576 * 2 ** 20 + tables);
    expect(estimateMemoryBytes(specOf({ ...big, ...heatBath, measure: { flow: {} } }))).toBe(
      3 * 576 * 2 ** 20 + tables,
    );
  });

  it('is refused above the cap, with the numbers', () => {
    expect(checkMemory(specOf(big), 4 * 2 ** 30)).toMatchObject({ ok: true });
    expect(checkMemory(specOf(big), 2 ** 30)).toMatchObject({
      error: {
        code: 'resource.memory',
        message: expect.stringContaining('2.29 GiB (4 fields of 576 MiB), but 1.00 GiB'),
      },
    });
  });
});
