import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { wholeSweep } from '../../../../src-engine/api/spec/sweep.ts';
import { fail, unwrap } from '../../../../src-engine/base/result.ts';
import { prepareSweep, readSweep } from '../../../../src-main/run/sweep.ts';
import { openRunLab, type RunLab, smallSpec } from '../../../support/run-lab.ts';

let lab: RunLab;
beforeEach(async () => {
  lab = await openRunLab();
});
afterEach(() => lab.dispose());

const specs = () =>
  unwrap(wholeSweep(unwrap(readSweep(smallSpec({}), lab.folder, [{ path: 'seed', list: '1,2,3' }]))));
const runs = (): readonly string[] =>
  readdirSync(join(lab.workspace.folder, 'runs')).filter((name) => !name.startsWith('.'));

test('a disk that fails in the middle leaves no run behind', async () => {
  let left = 2;
  const failing = {
    ...lab.workspace,
    createRun: (request: Parameters<typeof lab.workspace.createRun>[0]) =>
      left-- > 0
        ? lab.workspace.createRun(request)
        : Promise.resolve(fail('store.diskFull', 'The disk is full.', 'Make room.')),
  };
  const made = await prepareSweep(failing, specs(), { codeVersion: 'test', group: 'g' });
  expect(made).toMatchObject({ ok: false, error: { code: 'store.diskFull' } });
  expect(runs()).toEqual([]);
  expect(
    unwrap(await prepareSweep(lab.workspace, specs(), { codeVersion: 'test', group: 'g' })),
  ).toHaveLength(3);
  expect(runs()).toHaveLength(3);
});

test('a start file is found from the folder of the specification', () => {
  const toml = smallSpec({ start: 'kind = "file"\nfile = "first.lime"' });
  const [spec] = unwrap(wholeSweep(unwrap(readSweep(toml, lab.folder, [{ path: 'seed', list: '5' }]))));
  expect(spec!.start.file).toBe(join(lab.folder, 'first.lime'));
});
