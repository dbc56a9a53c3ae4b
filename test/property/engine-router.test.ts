/** Anything as arguments of any call: it is answered as the contract says, and the engine lives on without a defect. */
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type EngineCallName, engineCalls } from '../../src-main/contract/index.ts';
import { sampleArgs } from '../support/engine-call-samples.ts';
import { defectsOf, type EngineLab, type LabClient, openEngineLab } from '../support/engine-lab.ts';
import { smallSpec } from '../support/run-lab.ts';

let lab: EngineLab;
let client: LabClient;
let run = '';

beforeAll(async () => {
  lab = openEngineLab();
  client = lab.connect();
  await client.get('workspace.create', { handle: lab.handle(join(lab.folder, 'w')), name: 'w' });
  ({ run } = await client.get('run.create', {
    toml: smallSpec(),
    template: null,
    parent: null,
    start: false,
  }));
});
afterAll(() => lab.dispose());

/** Not fuzzed with a real run: it would then be started, moved away, or probed for seconds. */
const heavy = new Set<EngineCallName>([
  'run.createFromTemplate',
  'spec.estimate',
  'workspace.repair',
  'run.trash',
  'run.start',
]);

/** Well-formed arguments, about the run that is there, with one of their values replaced. */
const bent = (name: EngineCallName) => {
  const sample = sampleArgs[name] as Record<string, unknown>;
  const real = 'run' in sample && !heavy.has(name) ? { ...sample, run } : sample;
  const keys = Object.keys(real);
  if (keys.length === 0) return fc.constant(real);
  return fc
    .tuple(fc.constantFrom(...keys), fc.oneof(fc.jsonValue(), fc.double(), fc.constant(undefined)))
    .map(([key, value]) => ({ ...real, [key]: value }));
};

it.each(Object.keys(engineCalls) as EngineCallName[])('%s', async (name) => {
  const args = fc.oneof(fc.jsonValue({ maxDepth: 4 }), bent(name));
  await fc.assert(
    fc.asyncProperty(args, async (value) => {
      const reply = await client.call(name, value as never);
      if (reply.ok) return;
      expect(reply.error.code).not.toBe('internal');
      expect(reply.error.message).toMatch(/\S/);
    }),
    { seed: 20261122, numRuns: heavy.has(name) ? 15 : 40 },
  );
  expect(defectsOf(lab)).toEqual([]);
});

it('survives nesting and length', async () => {
  // channels themselves carry no more than about 1,800 levels
  const nested = (levels: number): unknown => {
    let value: unknown = 1;
    for (let i = 0; i < levels; i++) value = { a: value };
    return { a: value };
  };
  for (const document of [nested(300), nested(1500), { phase: Array(20_000).fill({}) }]) {
    const reply = await client.call('spec.checkDocument', { document } as never);
    if (reply.ok) expect(reply.value).toMatchObject({ canonical: null });
    else expect(reply.error.code).toBe('ipc.malformed');
  }
  const long = await client.call('spec.check', { toml: '['.repeat(99_000) });
  expect(long).toMatchObject({ ok: true, value: { document: null } });
  expect(await client.call('spec.check', { toml: 'x'.repeat(100_001) })).toMatchObject({
    ok: false,
    error: { code: 'ipc.malformed' },
  });
  expect(defectsOf(lab)).toEqual([]);
});
