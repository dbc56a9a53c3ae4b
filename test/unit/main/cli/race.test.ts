import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RaceReport, RaceRow } from '../../../../src-main/contract/index.ts';
import { type CommandLine, commandLine } from '../../../support/command-line.ts';
import { smallSpec } from '../../../support/run-lab.ts';

let line: CommandLine;
beforeEach(async () => {
  line = commandLine();
  await line.run('workspace', 'create');
});
afterEach(() => line.remove());

const write = (name: string, algorithm: string, beta = 2): string => {
  const toml = smallSpec({ dims: '[8, 8]', group: 'U(1)', beta, algorithm });
  writeFileSync(
    join(line.folder, name),
    `name = "${name.slice(0, -5)}"\n${toml}[measure.topological-charge]\n`,
  );
  return name;
};
const HMC = 'algorithm = "hmc"\nlength = 1.0\nsteps = 6';
const HEAT_BATH = 'algorithm = "heat-bath"';

type Document = RaceRow & { readonly report: RaceReport };

describe('plaquette race', () => {
  it('carries out two samplers, tells a table and a verdict, and the same to scripts', async () => {
    const specs = [write('hmc.toml', HMC), write('bath.toml', HEAT_BATH)];
    const goal = ['--observable', 'plaquette', '--error', '2e-3', '--budget', '20s', '--threads', '1'];
    const { exit, out, err } = await line.run('race', ...specs, ...goal);
    expect(exit).toBe(0);
    expect(err).toMatch(/Race \S+ begins; stop it with Ctrl-C\./);
    expect(out).toMatch(/^Race \S+ has reached every wanted error, /m);
    expect(out).toMatch(/^plaquette, wanted error 0\.002$/m);
    expect(out).toMatch(/^hmc +0\.\d+\(\d+\) .* reached$/m);
    expect(out).toMatch(/^topological-charge-squared$/m);
    expect(out).toMatch(/^plaquette: (hmc|bath) takes \S+ (us|ms) for an independent sample, /m);
    const [id] = /\d{8}-\d{6}-[0-9a-f]{4}/.exec(out)!;
    const { document } = await line.json<Document>('race', '--show', 'latest');
    expect(document).toMatchObject({
      id,
      state: 'reached',
      goals: [{ name: 'plaquette', error: 0.002 }],
      report: { lanes: [{ name: 'hmc' }, { name: 'bath' }] },
    });
    const [lane] = document.report.lanes;
    expect(lane!.observables[0]!.history.seconds.length).toBeGreaterThan(3);
    expect((await line.json<Document>('race', '--show', id)).document).toEqual(document);
    expect((await line.run('race', '--list')).out).toMatch(
      new RegExp(`^${id} +reached +plaquette 0\\.002`, 'm'),
    );
    // its runs are runs like any other
    expect((await line.run('analyze', 'bath')).out).toMatch(/plaquette/);
    expect((await line.run('race', '--resume', 'latest')).exit).toBe(0);
  });

  it('refuses samplers of different targets by name, and makes nothing', async () => {
    const { exit, err } = await line.run(
      ...[
        'race',
        write('a.toml', HMC),
        write('b.toml', HEAT_BATH, 3),
        '--observable',
        'plaquette',
        '--error',
        '1',
      ],
    );
    expect(exit).toBe(2);
    expect(err).toMatch(/a and b sample different targets: action\.beta is 2/);
    expect((await line.json<{ runs: unknown[] }>('list')).document.runs).toEqual([]);
  });

  it.each<readonly [readonly string[], RegExp]>([
    [['race', 'a.toml', 'a.toml'], /needs an observable and the error that is wanted of it\. .*--error 1e-3/],
    [['race', 'a.toml', '--observable', 'plaquette', '--error', '1'], /needs at least two samplers/],
    [['race', 'a.toml', 'a.toml', '--observable', 'x', '--error', '0'], /An error is a number above zero/],
    [
      ['race', 'a.toml', 'a.toml', '--observable', 'x', '--error', '1', '--error', '2'],
      /There are 1 observables and 2 errors/,
    ],
    [
      ['race', 'a.toml', 'a.toml', '--observable', 'polyakov.abs', '--error', '1'],
      /does not measure polyakov\.abs\. Add \[measure\.polyakov\]/,
    ],
    [['race', '--show', 'nothing'], /There is no race "nothing"/],
    [['race', '--resume', 'latest'], /There are no races in this workspace/],
    [['race', 'none.toml', 'a.toml', '--observable', 'x', '--error', '1'], /none\.toml/],
  ])('%j is refused', async (argv, message) => {
    write('a.toml', HMC);
    const { exit, err } = await line.run(...argv);
    expect(exit).toBe(2);
    expect(err).toMatch(message);
  });
});
