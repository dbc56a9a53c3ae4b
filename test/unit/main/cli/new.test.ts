import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { templates } from '../../../../src-engine/api/template/templates.ts';
import { unwrap } from '../../../../src-engine/base/result.ts';
import { parseSpec } from '../../../../src-main/spec/parse-spec.ts';
import { type CommandLine, commandLine } from '../../../support/command-line.ts';
import { noLoops } from '../../../support/spec-documents.ts';

let line: CommandLine;
beforeEach(() => {
  line = commandLine();
});
afterEach(() => line.remove());

const specIn = (file: string) => unwrap(parseSpec(readFileSync(join(line.folder, file), 'utf8'), noLoops));

describe('plaquette new', () => {
  it('writes a commented specification with a fresh seed', async () => {
    const { exit, out } = await line.run('new', 'quick-start');
    expect(exit).toBe(0);
    expect(out).toContain('plaquette run quick-start.toml');
    expect(readFileSync(join(line.folder, 'quick-start.toml'), 'utf8')).toMatch(/^# SU\(3\) quick start/);
    expect(specIn('quick-start.toml').seed).toBe(4711);
  });

  it('writes where and with the seed it is told', async () => {
    const { document } = await line.json('new', 'u1-2d-hmc', '-o', 'a.toml', '--seed', '5');
    expect(document).toEqual({ file: join(line.folder, 'a.toml'), template: 'u1-2d-hmc', seed: 5 });
    expect(specIn('a.toml').seed).toBe(5);
  });

  it('never writes over a file', async () => {
    writeFileSync(join(line.folder, 'quick-start.toml'), 'mine');
    const { exit, err } = await line.run('new', 'quick-start');
    expect(exit).toBe(2);
    expect(err).toMatch(
      /quick-start\.toml exists already and was not changed\. Choose another name with -o FILE\./,
    );
    expect(readFileSync(join(line.folder, 'quick-start.toml'), 'utf8')).toBe('mine');
  });

  it('lists every template', async () => {
    const { document } = await line.json<{ templates: { name: string }[] }>('new', '--list');
    expect(document.templates.map(({ name }) => name)).toEqual(templates.map(({ name }) => name));
  });
});

describe('plaquette explain', () => {
  it('explains a key by its path or its last part', async () => {
    for (const key of ['run.save-every', 'save-every']) {
      const { exit, out } = await line.run('explain', key);
      expect(exit).toBe(0);
      expect(out).toMatch(/^run\.save-every: /);
    }
    expect((await line.json('explain', 'save-every')).document).toMatchObject({ path: 'run.save-every' });
  });

  it('lists every key in groups', async () => {
    const { out } = await line.run('explain');
    expect(out).toMatch(/^Lattice\n {2}lattice\.dims: /m);
    expect((await line.json<{ keys: unknown[] }>('explain')).document.keys.length).toBeGreaterThan(50);
  });
});
