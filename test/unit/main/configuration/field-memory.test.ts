import { describe, expect, it } from 'vitest';
import { unwrap } from '../../../../src-engine/base/result.ts';
import { startFlow } from '../../../../src-engine/flow/gradient-flow.ts';
import {
  checkComputable,
  checkRoom,
  memoryOfField,
  memoryOfMeasurement,
} from '../../../../src-main/configuration/field-memory.ts';
import { measureField, recordTimeStep } from '../../../../src-main/configuration/measurement.ts';
import { siteField } from '../../../../src-main/configuration/site-field.ts';
import { quantity } from '../../../../src-main/contract/index.ts';
import { newLattice, randomGaugeField } from '../../../support/lattice.ts';

const dims = [8, 8, 8, 16];
const shape = { dims, colours: 3 };
const options = {
  observables: ['plaquette' as const],
  maxR: 2,
  maxT: 2,
  smearing: 'none' as const,
  smearingSteps: 1,
  smearingStrength: 0.1,
  flowAction: 'wilson' as const,
  flowTime: 0.04,
  flowStep: 0.02,
  flowRecord: 0.02,
};

/** Bytes that a device has given out after `work`, on a lattice of its own. */
const used = (work: (field: ReturnType<typeof randomGaugeField>) => void): number => {
  const field = randomGaugeField(dims, 3, 1, newLattice(dims));
  work(field);
  return field.lattice.device.bytes;
};

describe('the estimate', () => {
  it.each(quantity.options)('of %s is what is allocated', (name) => {
    expect(used((field) => siteField(field, name)) / memoryOfField(shape, name, 0).fields).toBeCloseTo(1, 1);
    const flowed = used((field) =>
      siteField(
        (() => {
          const flow = startFlow(field, { step: 0.04 });
          flow.advance(0.04);
          return flow.field;
        })(),
        name,
      ),
    );
    expect(flowed / memoryOfField(shape, name, 0.04).fields).toBeCloseTo(1, 1);
  });

  it.each([
    ['plaquette', 'none'],
    ['topological-charge', 'none'],
    ['wilson-loops', 'none'],
    ['wilson-loops', 'ape'],
    ['wilson-loops', 'stout'],
    ['flow', 'none'],
  ] as const)(
    'of measuring %s with smearing %s is not less than what is allocated',
    (observable, smearing) => {
      const wanted = { ...options, observables: [observable], smearing };
      const allocated = used((field) => unwrap(measureField(field, wanted)));
      const estimate = memoryOfMeasurement(shape, wanted).fields;
      // what blocks keep for themselves does not grow with the lattice
      expect(allocated).toBeLessThan(estimate + 2 ** 20);
      expect(allocated).toBeGreaterThan(0.6 * estimate);
    },
  );
});

describe('room', () => {
  const room = (total: number) =>
    checkRoom('The plaquette of SU(3) on 8 x 8 x 8 x 8', { fields: total, beside: 0 }, 2 ** 33, 'Take less.');

  it('is there, or refused with numbers', () => {
    expect(room(2 ** 31)).toEqual({ ok: true, value: null });
    expect(room(2 ** 34)).toMatchObject({
      error: {
        code: 'resource.memory',
        message:
          'The plaquette of SU(3) on 8 x 8 x 8 x 8 needs about 16.0 GiB of memory; this machine has 8.00 GiB.',
      },
    });
    expect(room(2 ** 32)).toMatchObject({
      error: {
        code: 'resource.memory',
        message:
          'The plaquette of SU(3) on 8 x 8 x 8 x 8 needs about 4.00 GiB for its fields; one computation can hold 3.94 GiB.',
      },
    });
  });
});

it('knows what kernels exist for', () => {
  expect(checkComputable(shape).ok).toBe(true);
  expect(checkComputable({ dims, colours: 12 })).toMatchObject({ error: { code: 'format.unsupported' } });
  expect(checkComputable({ dims: [8, 8, 8, 1], colours: 3 })).toMatchObject({
    error: { code: 'format.unsupported' },
  });
});

it('records a flow up to its end', () => {
  for (const time of [0.05, 0.1, 0.33, 1, 2.5, 50]) {
    const step = recordTimeStep(time);
    const count = time / step;
    expect(count).toBeCloseTo(Math.round(count), 9);
    expect(count).toBeLessThanOrEqual(200);
    expect(count).toBeGreaterThanOrEqual(10);
  }
});
