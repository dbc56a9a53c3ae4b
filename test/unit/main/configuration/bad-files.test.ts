/** What users give and what happens to their files meanwhile, through the calls that a screen makes. */
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { unwrap } from '../../../../src-engine/base/result.ts';
import { PROVENANCE_RECORD } from '../../../../src-engine/format/index.ts';
import type { ConfigurationWorld } from '../../../../src-main/configuration/configuration-world.ts';
import { nodeFileSystem } from '../../../../src-main/storage/node-file-system.ts';
import { type ServiceLab, serviceLab } from '../../../support/configuration-service.ts';
import { randomField } from '../../../support/random-field.ts';

let lab: ServiceLab;
beforeEach(() => {
  lab = serviceLab();
});
afterEach(() => lab.close());

const field = randomField([4, 2, 4, 4], 3, 3);
const open = (name: string, geometry: { dims?: number[]; group?: string } = {}) =>
  lab.call('configuration.open', {
    source: { handle: lab.handle(name) },
    dims: geometry.dims ?? null,
    group: geometry.group ?? null,
  });
const plaquette = (configuration: string, flowTime = 0) =>
  ({ configuration, quantity: 'plaquette', flowTime }) as const;
const failing = (code: string) => ({
  ok: false,
  error: { code, remedy: expect.stringMatching(/^[A-Z].{10,}\.$/) },
});

describe('opening', () => {
  it('refuses a name that nothing has, a folder, and a handle that was never given', async () => {
    mkdirSync(lab.path('folder'));
    expect(await open('missing.lime')).toMatchObject(failing('store.notFound'));
    expect(await open('folder')).toMatchObject(failing('format.unknown'));
    expect(
      await lab.call('configuration.open', {
        source: { handle: `h-${'0'.repeat(32)}` },
        dims: null,
        group: null,
      }),
    ).toMatchObject(failing('ipc.handle'));
  });

  it('says that a file may not be read', async () => {
    const denied: ConfigurationWorld['files'] = {
      ...nodeFileSystem,
      open: () => Promise.reject(Object.assign(new Error('no'), { code: 'EACCES' })),
    };
    await lab.close();
    lab = serviceLab({}, { files: denied });
    await lab.write('a', field, { format: 'ildg' });
    expect(await open('a')).toMatchObject(failing('store.readOnly'));
  });

  it.each([
    ['nothing in it', '', /is empty/],
    ['a text', '# notes on lattices\n', /is not a format that is read here/],
    ['something compressed', '\x1f\x8b\x08\0\0\0\0\0', /compressed with gzip/],
  ])('says what a file with %s is', async (_, text, message) => {
    lab.put('x', Buffer.from(text, 'latin1'));
    const reply = await open('x');
    expect(reply).toMatchObject(failing('format.unknown'));
    if (!reply.ok) expect(reply.error.message).toMatch(message);
  });

  it('says that a file is cut short', async () => {
    await lab.write('a', field, { format: 'ildg' });
    truncateSync(lab.path('a'), 5000);
    expect(await open('a')).toMatchObject(failing('format.truncated'));
  });

  it('does not believe a header that promises the moon', async () => {
    const bytes = Buffer.from(await lab.write('a.nersc', field, { format: 'nersc' }));
    const text = bytes.toString('latin1').replace(/DIMENSION_(\d) = \d+/g, 'DIMENSION_$1 = 65536');
    lab.put('a.nersc', Buffer.from(text, 'latin1'));
    const reply = await open('a.nersc');
    expect(reply.ok).toBe(false);
    if (!reply.ok) expect(reply.error.code).toMatch(/^format\.(tooLarge|truncated|malformed)$/);
  });

  it('asks for a geometry, in the terms of a form, and takes it', async () => {
    await lab.write('bare', randomField([4, 2, 2, 6], 3), { format: 'lime-payload' });
    const asked = await open('bare');
    expect(asked).toMatchObject(failing('format.geometryNeeded'));
    if (!asked.ok) expect(asked.error.remedy).not.toMatch(/--/);
    expect(await open('bare', { dims: [4, 4, 4, 4] })).toMatchObject(failing('format.geometryMismatch'));
    expect(await open('bare', { dims: [4, 2, 2, 6], group: 'E8' })).toMatchObject(failing('spec.outOfRange'));
    const facts = unwrap(await open('bare', { dims: [4, 2, 2, 6], group: 'SU(3)' }));
    expect(facts.inspection.dims).toEqual([4, 2, 2, 6]);
    expect((await lab.call('configuration.field', plaquette(facts.id))).ok).toBe(true);
  });
});

describe('a damaged file', () => {
  const damage = async (): Promise<string> => {
    const bytes = await lab.write('a', field, { format: 'ildg' });
    bytes[bytes.length >> 1]! ^= 0x01;
    lab.put('a', bytes);
    return lab.open('a');
  };

  it('is told, looked at and measured with the warning, but not converted', async () => {
    const configuration = await damage();
    const facts = unwrap(await lab.call('configuration.get', { configuration }));
    expect(facts.viewable).toBe(true);
    expect(facts.inspection.problems.map(({ code }) => code)).toContain('format.checksumMismatch');
    expect(unwrap(await lab.call('configuration.field', plaquette(configuration))).mean).toBeCloseTo(
      facts.inspection.plaquette!,
      9,
    );
    const { task } = unwrap(
      await lab.call('configuration.measure', {
        configuration,
        request: {
          observables: ['plaquette'],
          maxR: 1,
          maxT: 1,
          smearing: 'none',
          smearingSteps: 0,
          smearingStrength: 0,
          flowAction: 'wilson',
          flowTime: 1,
          flowStep: 0.01,
        },
      }),
    );
    expect((await lab.ended(task)).outcome).toBe('Measured plaquette on a file that fails its checks.');
    const target = lab.handle('b');
    expect(
      await lab.call('configuration.convert', { configuration, format: 'nersc', precision: 'f64', target }),
    ).toMatchObject(failing('format.malformed'));
    expect(existsSync(lab.path('b'))).toBe(false);
  });

  it('with entries that are no numbers is still shown', async () => {
    const links = field.links.slice();
    links.fill(Number.NaN, 0, 18);
    await lab.write('a', { ...field, links }, { format: 'openqcd' });
    const configuration = await lab.open('a');
    const facts = unwrap(await lab.call('configuration.field', plaquette(configuration)));
    expect(Number.isFinite(facts.min) && Number.isFinite(facts.max)).toBe(true);
    expect(facts.mean).toBeNaN();
    expect((await lab.call('configuration.field', plaquette(configuration, 0.1))).ok).toBe(true);
  });
});

describe('a file without a field that can be looked at', () => {
  it('is listed with the reason', async () => {
    await lab.write('big', randomField([2, 2, 2, 2], 9), { format: 'scidac' });
    await lab.write('flat', randomField([4, 4, 4, 1], 3), { format: 'scidac' });
    for (const name of ['big', 'flat']) {
      const facts = unwrap(await lab.call('configuration.get', { configuration: await lab.open(name) }));
      expect(facts.viewable).toBe(false);
      expect(facts.inspection.problems[0]).toMatchObject({ code: 'format.unsupported', severity: 'warning' });
      expect(await lab.call('configuration.field', plaquette(facts.id))).toMatchObject(
        failing('format.unsupported'),
      );
    }
  });

  it('is not converted when it is no gauge field', async () => {
    const bytes = Buffer.from(await lab.write('a', field, { format: 'scidac' }));
    const text = bytes.toString('latin1').replace('<datacount>4<', '<datacount>2<');
    lab.put('a', Buffer.from(text, 'latin1'));
    const facts = unwrap(await open('a'));
    const { id: configuration } = facts;
    expect(facts.inspection.content).toBe('other');
    expect(facts.viewable).toBe(false);
    expect(await lab.call('configuration.field', plaquette(configuration))).toMatchObject(
      failing('format.notGauge'),
    );
    const target = lab.handle('b');
    expect(
      await lab.call('configuration.convert', { configuration, format: 'nersc', precision: 'f64', target }),
    ).toMatchObject(failing('format.notGauge'));
  });
});

describe('a file that changes while it is open', () => {
  it.each([
    ['is written to', () => appendFileSync(lab.path('a'), 'more'), 'store.changed'],
    ['vanishes', () => renameSync(lab.path('a'), lab.path('elsewhere')), 'store.notFound'],
  ] as const)('and %s is not used any more; it is told once', async (_, change, code) => {
    await lab.write('a', field, { format: 'ildg' });
    const configuration = await lab.open('a');
    unwrap(await lab.call('configuration.field', plaquette(configuration)));
    change();
    const slice = { field: plaquette(configuration), axes: [0, 1] as [number, number], at: [0, 0, 0, 0] };
    expect(await lab.call('configuration.slice', slice)).toMatchObject(failing(code));
    expect(await lab.call('configuration.field', plaquette(configuration))).toMatchObject(failing(code));
    const target = lab.handle('b');
    expect(
      await lab.call('configuration.convert', { configuration, format: 'nersc', precision: 'f64', target }),
    ).toMatchObject(failing(code));
    const facts = unwrap(await lab.call('configuration.get', { configuration }));
    expect(facts.name).toBe('a');
    expect(lab.events).toEqual([
      { name: 'configuration.stale', payload: { configuration, failure: expect.objectContaining({ code }) } },
    ]);
  });

  it('and comes back as it was is used again; another one of its name has another id', async () => {
    await lab.write('a', field, { format: 'ildg' });
    const configuration = await lab.open('a');
    renameSync(lab.path('a'), lab.path('aside'));
    expect((await lab.call('configuration.field', plaquette(configuration))).ok).toBe(false);
    renameSync(lab.path('aside'), lab.path('a'));
    expect((await lab.call('configuration.field', plaquette(configuration))).ok).toBe(true);
    rmSync(lab.path('a'));
    await lab.write('a', randomField([4, 4, 4, 4], 2), { format: 'ildg' });
    expect(await lab.open('a')).not.toBe(configuration);
  });
});

describe('more than there is', () => {
  it('of memory is refused with numbers; the file is still inspected', async () => {
    await lab.close();
    lab = serviceLab({ memory: 100_000 });
    await lab.write('a', field, { format: 'ildg' });
    const configuration = await lab.open('a');
    const reply = await lab.call('configuration.field', plaquette(configuration, 0.5));
    expect(reply).toMatchObject(failing('resource.memory'));
    if (!reply.ok)
      expect(reply.error.message).toMatch(
        /^The plaquette of SU\(3\) on 4 x 2 x 4 x 4 after gradient flow needs about .* KiB of memory; this machine has 97\.7 KiB\.$/,
      );
  });
});

describe('converting', () => {
  const convert = (configuration: string, target: string) =>
    lab.call('configuration.convert', {
      configuration,
      format: 'nersc',
      precision: 'f64',
      target: lab.handle(target),
    });

  it('never writes to the original or to a folder', async () => {
    const bytes = await lab.write('a', field, { format: 'ildg' });
    mkdirSync(lab.path('folder'));
    const configuration = await lab.open('a');
    expect(await convert(configuration, 'a')).toMatchObject(failing('usage.wrong'));
    expect(await convert(configuration, 'folder')).toMatchObject(failing('usage.wrong'));
    expect(Uint8Array.from(readFileSync(lab.path('a')))).toEqual(bytes);
  });

  it('tells by its task what went wrong', async () => {
    await lab.write('a', field, { format: 'ildg' });
    writeFileSync(lab.path('no-folder'), '');
    const configuration = await lab.open('a');
    const { task } = unwrap(await convert(configuration, 'no-folder/b'));
    expect(await lab.ended(task)).toMatchObject({ state: 'failed', failure: { code: 'store.notFound' } });
    const single = unwrap(
      await lab.call('configuration.convert', {
        configuration,
        format: 'milc-v5',
        precision: 'f64',
        target: lab.handle('b.milc'),
      }),
    );
    expect(await lab.ended(single.task)).toMatchObject({
      state: 'failed',
      failure: { code: 'format.writeUnsupported', remedy: expect.stringMatching(/Ask for f32/) },
    });
    expect(existsSync(lab.path('b.milc'))).toBe(false);
  });
});

describe('cancelling', () => {
  it('ends the field that is waited for, and says so', async () => {
    await lab.write('a', randomField([8, 8, 8, 8], 3), { format: 'ildg' });
    const configuration = await lab.open('a');
    const reply = lab.call('configuration.field', plaquette(configuration, 50));
    const running = async (): Promise<string> => {
      for (;;) {
        const task = lab.tasks.find(({ kind }) => kind === 'field');
        if (task !== undefined) return task.id;
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    };
    const task = await running();
    expect((await lab.call('task.cancel', { task })).ok).toBe(true);
    expect(await reply).toMatchObject(failing('task.cancelled'));
    expect(await lab.ended(task)).toMatchObject({ state: 'cancelled' });
    expect((await lab.call('configuration.field', plaquette(configuration))).ok).toBe(true);
  });

  it('happens when the configuration is closed', async () => {
    await lab.write('a', randomField([8, 8, 8, 8], 3), { format: 'ildg' });
    const configuration = await lab.open('a');
    const reply = lab.call('configuration.field', plaquette(configuration, 50));
    await new Promise((resolve) => setTimeout(resolve, 100));
    await lab.call('configuration.close', { configuration });
    expect(await reply).toMatchObject(failing('task.cancelled'));
  });
});

it('a provenance record that is not ours is no origin', async () => {
  await lab.write('a', field, { format: 'ildg', provenance: '{"run": "r", "update": -1}' });
  const facts = unwrap(await lab.call('configuration.get', { configuration: await lab.open('a') }));
  expect(facts.inspection.metadata[PROVENANCE_RECORD]).toBeDefined();
  expect(facts.origin).toBeNull();
});
