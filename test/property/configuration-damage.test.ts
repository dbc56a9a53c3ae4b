/** Damaged files in the configuration browser: whatever happens to the bytes, the answer is a field, or a failure in words; never an exception. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Result, unwrap } from '../../src-engine/base/result.ts';
import { type Inspection, type WriteOptions, writeConfiguration } from '../../src-engine/format/index.ts';
import type { FieldWork } from '../../src-main/configuration/field-messages.ts';
import { perform } from '../../src-main/configuration/field-work.ts';
import { identify } from '../../src-main/configuration/file-identity.ts';
import { configurationIdOf, factsOf, shapeOf } from '../../src-main/configuration/opened.ts';
import type { SiteField } from '../../src-main/configuration/site-field.ts';
import { configurationFacts, quantity } from '../../src-main/contract/index.ts';
import { nodeFileSystem } from '../../src-main/storage/node-file-system.ts';
import { fieldLab, ticket } from '../support/field-lab.ts';
import { memorySink } from '../support/memory-sink.ts';
import { randomField } from '../support/random-field.ts';

const SEED = 20261122;
const field = randomField([2, 2, 2, 4], 3, 5);
const VARIANTS: readonly WriteOptions[] = [
  { format: 'ildg', provenance: '{"run":"r","update":3}' },
  { format: 'nersc', precision: 'f32', rows: 2 },
  { format: 'milc-v5', endianness: 'little' },
  { format: 'openqcd' },
];

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'plaquette-damage-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const place = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
type Damage = (bytes: Uint8Array) => Uint8Array;
const near = (bytes: Uint8Array, where: number): number => Math.floor(where * bytes.length);

const damage: fc.Arbitrary<Damage> = fc.oneof(
  place.map(
    (where): Damage =>
      (b) =>
        b.slice(0, near(b, where)),
  ),
  fc.tuple(place, fc.integer({ min: 0, max: 7 })).map(
    ([where, bit]): Damage =>
      (b) => {
        const c = b.slice();
        if (c.length > 0) c[near(c, where)]! ^= 1 << bit;
        return c;
      },
  ),
  fc.tuple(place, fc.constantFrom(0, 0x7f, 0xff), fc.integer({ min: 8, max: 600 })).map(
    ([where, value, count]): Damage =>
      (b) => {
        const c = b.slice();
        c.fill(value, near(c, where), near(c, where) + count);
        return c;
      },
  ),
);

const inWords = (result: Result<unknown>): void => {
  if (result.ok) return;
  expect(result.error.code).toMatch(/^(format|resource|store)\./);
  expect(result.error.message.length).toBeGreaterThan(10);
  expect(result.error.remedy.length).toBeGreaterThan(10);
};

/** Opens a file as the service does, and looks at it in every way. */
const look = async (bytes: Uint8Array): Promise<void> => {
  const path = join(folder, 'damaged');
  writeFileSync(path, bytes);
  const file = unwrap(await identify(nodeFileSystem, path));
  const lab = fieldLab(2 ** 28);
  const work = async <T>(wanted: FieldWork): Promise<Result<T>> => {
    const result = await perform(lab, wanted, ticket());
    inWords(result);
    return result as Result<T>;
  };
  const report = await work<Inspection>({ kind: 'inspect', file, geometry: {} });
  if (!report.ok) return;
  const entry = {
    id: configurationIdOf(file, {}),
    file,
    geometry: {},
    inspection: report.value,
    staleTold: false,
  };
  const facts = { ...factsOf(entry), origin: null };
  expect(configurationFacts.safeParse(facts).success).toBe(true);
  const shape = shapeOf(entry);
  inWords(shape);
  expect(facts.viewable).toBe(shape.ok);
  if (!shape.ok) return;
  const base = { file, geometry: {}, threads: 1, damaged: report.value.status === 'problem' };
  for (const flowTime of [0, 0.05]) {
    for (const name of quantity.options) {
      const shown = await work<SiteField>({ kind: 'field', ...base, quantity: name, flowTime });
      if (!shown.ok) continue;
      expect(shown.value.values.length).toBe(shown.value.dims.reduce((a, b) => a * b, 1));
      expect(shown.value.histogram.length).toBe(64);
    }
  }
  const smeared = { maxR: 1, maxT: 1, smearing: 'ape', smearingSteps: 1, smearingStrength: 0.5 } as const;
  const flowed = { flowAction: 'wilson', flowTime: 0.04, flowStep: 0.02, flowRecord: 0.02 } as const;
  await work({
    kind: 'measure',
    ...base,
    options: { observables: ['wilson-loops', 'flow'], ...smeared, ...flowed },
  });
  lab.drop();
};

describe('damaged files in the browser', () => {
  it.each(VARIANTS.map((options, k) => [options.format, k] as const))('%s (%i)', async (_, k) => {
    const sink = memorySink();
    unwrap(await writeConfiguration(sink, field, VARIANTS[k]!));
    await fc.assert(
      fc.asyncProperty(fc.array(damage, { minLength: 1, maxLength: 2 }), (steps) =>
        look(steps.reduce((bytes, step) => step(bytes), sink.bytes())),
      ),
      { seed: SEED + k, numRuns: 15 },
    );
  });
});
