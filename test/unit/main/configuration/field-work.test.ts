import { existsSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { unwrap } from '../../../../src-engine/base/result.ts';
import { type Inspection, writeConfiguration } from '../../../../src-engine/format/index.ts';
import type { FieldWork, FieldWorks } from '../../../../src-main/configuration/field-messages.ts';
import { perform } from '../../../../src-main/configuration/field-work.ts';
import { identify } from '../../../../src-main/configuration/file-identity.ts';
import { Cancelled, partOf, sharedTicket } from '../../../../src-main/configuration/ticket.ts';
import { nodeFileSystem } from '../../../../src-main/storage/node-file-system.ts';
import { fieldLab, ticket } from '../../../support/field-lab.ts';
import { memorySink } from '../../../support/memory-sink.ts';
import { randomField } from '../../../support/random-field.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'plaquette-work-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const dims = [4, 4, 4, 4];
const put = async (colours = 3, shape = dims) => {
  const sink = memorySink();
  unwrap(await writeConfiguration(sink, randomField(shape, colours), { format: 'scidac' }));
  writeFileSync(join(folder, 'a'), sink.bytes());
  const file = unwrap(await identify(nodeFileSystem, join(folder, 'a')));
  return { file, geometry: {}, threads: 1, damaged: false };
};
const options = {
  observables: ['plaquette' as const, 'wilson-loops' as const, 'flow' as const],
  maxR: 2,
  maxT: 2,
  smearing: 'stout' as const,
  smearingSteps: 3,
  smearingStrength: 0.1,
  flowAction: 'wilson' as const,
  flowTime: 0.2,
  flowStep: 0.02,
  flowRecord: 0.1,
};
const works = async (): Promise<FieldWork[]> => {
  const base = await put();
  return [
    { kind: 'inspect', ...base },
    { kind: 'field', ...base, quantity: 'plaquette', flowTime: 0.2 },
    { kind: 'measure', ...base, options },
    {
      kind: 'convert',
      ...base,
      shape: { dims, colours: 3 },
      target: join(folder, 'b'),
      format: 'ildg',
      precision: 'f64',
      date: '2026-01-01T00:00:00Z',
    },
  ];
};

/** How many files this process has open, where the system tells. */
const openFiles = (): number => (existsSync('/proc/self/fd') ? readdirSync('/proc/self/fd').length : 0);

describe('work', () => {
  it('tells how far it is, from 0 to 1 and never back', async () => {
    for (const work of await works()) {
      const told = ticket();
      unwrap(await perform(fieldLab(), work, told));
      expect(told.fractions.length).toBeGreaterThan(4);
      expect(told.fractions).toEqual([...told.fractions].sort((a, b) => a - b));
      expect(told.fractions[0]).toBeGreaterThanOrEqual(0);
      expect(told.fractions.at(-1)).toBeGreaterThan(0.85);
      expect(told.fractions.at(-1)).toBeLessThanOrEqual(1);
    }
  });

  it('stops at any of its steps, leaves nothing behind, and can be done again', async () => {
    for (const work of await works()) {
      const whole = ticket();
      unwrap(await perform(fieldLab(), work, whole));
      rmSync(join(folder, 'b'), { force: true });
      const lab = fieldLab();
      const before = openFiles();
      for (const step of new Set(whole.steps)) {
        const stopping = ticket(new RegExp(`^${step.replace(/[.()]/g, '\\$&')}$`));
        await expect(perform(lab, work, stopping)).rejects.toThrow(Cancelled);
        expect(readdirSync(folder)).toEqual(['a']);
      }
      expect(openFiles()).toBe(before);
      expect((await perform(lab, work, ticket())).ok).toBe(true);
      rmSync(join(folder, 'b'), { force: true });
    }
  });

  it('that is cancelled gives its memory back, unless a flow can go on from there', async () => {
    const [, field, measurement] = await works();
    const lab = fieldLab();
    const cancelled = async (work: FieldWork, at: RegExp): Promise<void> => {
      await expect(perform(lab, work, ticket(at))).rejects.toThrow(Cancelled);
    };
    await cancelled(field!, /flow time 0\.08/);
    const rest = ticket();
    unwrap(await perform(lab, field!, rest));
    expect(rest.steps.filter((step) => step.startsWith('flow time'))).toHaveLength(3);
    expect(lab.made()).toBe(1);
    await cancelled(measurement!, /smearing step 2/);
    unwrap(await perform(lab, field!, ticket()));
    expect(lab.made()).toBe(2);
  });

  it('does not report on a file that changed while it was read', async () => {
    const [inspection] = await works();
    const touching = {
      cancelled: false,
      report: (_: number | null, step: string) => {
        if (step === 'time slice 2 of 4') utimesSync(inspection!.file.path, 5, 5);
      },
    };
    expect(await perform(fieldLab(), inspection!, touching)).toMatchObject({
      error: { code: 'store.changed' },
    });
  });

  it('refuses what the machine has no room for, with numbers, before reading', async () => {
    for (const work of (await works()).slice(1)) {
      const lab = fieldLab(100_000);
      const told = ticket();
      expect(await perform(lab, work, told)).toMatchObject({
        ok: false,
        error: {
          code: 'resource.memory',
          message: expect.stringMatching(/needs about .* this machine has 97\.7 KiB/),
        },
      });
      expect(lab.made()).toBe(0);
      expect(told.steps).toEqual([]);
    }
    // an inspection needs two time slices only
    const [inspection] = await works();
    expect((unwrap(await perform(fieldLab(100_000), inspection!, ticket())) as Inspection).status).toBe(
      'intact',
    );
  });

  it('turns memory that the machine does not give into a failure in words', async () => {
    const [, field] = await works();
    const lab = fieldLab();
    const short = {
      ...lab,
      load: () => Promise.reject(new RangeError('WebAssembly.Memory.grow(): Unable to grow')),
    };
    expect(await perform(short, field!, ticket())).toMatchObject({ error: { code: 'resource.memory' } });
    const defect = { ...lab, load: () => Promise.reject(new TypeError('x is not a function')) };
    await expect(perform(defect, field!, ticket())).rejects.toThrow(TypeError);
    const damaged = { ...field!, damaged: true } as FieldWorks['field'];
    expect(await perform(defect, damaged, ticket())).toMatchObject({ error: { code: 'format.malformed' } });
  });

  it('says where a quantity does not exist', async () => {
    const three = await put(2, [4, 4, 4]);
    const charge = { kind: 'field', ...three, quantity: 'topological-charge-density', flowTime: 0 } as const;
    expect(await perform(fieldLab(), charge, ticket())).toMatchObject({
      error: {
        code: 'format.unsupported',
        message: 'There is no topological charge density of SU(2) on 4 x 4 x 4.',
      },
    });
  });
});

describe('a ticket', () => {
  it('tells at most ten times a second, and throws once the word says stop', () => {
    const word = new Int32Array(new SharedArrayBuffer(4));
    const told: string[] = [];
    const shared = sharedTicket(word, (_, step) => told.push(step));
    for (let i = 0; i < 1000; i++) shared.report(0, `step ${i}`);
    expect(told.slice(0, 1)).toEqual(['step 0']);
    expect(told.length).toBeLessThan(10);
    Atomics.store(word, 0, 1);
    expect(shared.cancelled).toBe(true);
    expect(() => shared.report(0, 'one more')).toThrow(Cancelled);
  });

  it('for a part tells fractions of the whole', () => {
    const whole = ticket();
    const part = partOf(partOf(whole, 0.5, 1), 0.5, 1);
    for (const fraction of [0, 0.5, 1, null]) part.report(fraction, 's');
    expect(whole.fractions).toEqual([0.75, 0.875, 1]);
  });
});
