import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type CommandLine, commandLine } from '../../../support/command-line.ts';
import { fillRun, makeRun, quickSpec } from '../../../support/sample-run.ts';
import { ar1, normal, uniform } from '../../engine/statistics/ar1.ts';

let line: CommandLine;
beforeEach(() => {
  line = commandLine();
});
afterEach(() => line.remove());

const gauss = normal(uniform(31));
const plaquette = ar1(0.6, 1000, gauss).map((x, i) => 0.5495 + 0.002 * x - 0.4 * Math.exp(-i / 8));
const deltaH = Float64Array.from(plaquette, () => 0.1 + Math.sqrt(0.2) * gauss());
const accepted = Float64Array.from(plaquette, (_, i) => (i % 5 === 0 ? 0 : 1));
const seconds = new Float64Array(1000).fill(0.1);

interface Analysis {
  readonly cut: { readonly kind: string; readonly unit: string; readonly length: number };
  readonly observables: readonly {
    readonly name: string;
    readonly value: number;
    readonly error: number;
    readonly cut: number;
    readonly tauInt: number;
    readonly comparison: {
      readonly jackknife: { readonly error: number };
      readonly bootstrap: { readonly error: number };
    };
    readonly histogram?: { readonly counts: readonly number[] };
    readonly reference?: { readonly verdict: string };
  }[];
}

const run = (dh = deltaH) =>
  line.inWorkspace(async (workspace) => {
    const { id } = await makeRun(workspace);
    await fillRun(workspace, id, {
      values: { plaquette, 'delta-h': dh, accepted, seconds },
      end: 'finished',
    });
    return id;
  });

describe('plaquette analyze RUN', () => {
  it('gives averages after a common cut, in three ways, and compares with the accepted value', async () => {
    const id = await run();
    const { exit, document } = await line.json<Analysis>('analyze', id);
    expect(exit).toBe(0);
    expect(document.observables.map(({ name }) => name)).toEqual([
      'acceptance',
      'delta-h',
      'exp-minus-delta-h',
      'plaquette',
    ]);
    const result = document.observables[3]!;
    expect(result.cut).toBeGreaterThan(20);
    expect(document.cut).toEqual({ kind: 'detected', unit: 'updates', length: result.cut });
    expect(Math.abs(result.value - 0.5495)).toBeLessThan(4 * result.error);
    expect(result.tauInt).toBeGreaterThan(1.2);
    for (const { error } of Object.values(result.comparison)) expect(error / result.error).toBeCloseTo(1, 0);
    expect(document.observables[0]?.cut).toBe(result.cut);
    expect(document.observables.map(({ reference }) => reference?.verdict)).toEqual([
      undefined,
      undefined,
      'agrees',
      'agrees',
    ]);

    const { out } = await line.run('analyze', 'latest');
    expect(out).toMatch(
      /^plaquette +0\.5\d+\(\d+\) +\d\.\d+\(\d+\) +9\d\d +0\.5495\(2\) agrees \([+-]\d\.\d sigma\)$/m,
    );
    expect(out).toMatch(/^observable +Gamma method +jackknife +bootstrap +block$/m);
  });

  it('answers with exit code 1 when <exp(-dH)> is not 1', async () => {
    await run(deltaH.map((dh) => dh + 0.3));
    const { exit, out } = await line.run('analyze', 'latest');
    expect(exit).toBe(1);
    expect(out).toMatch(/exp-minus-delta-h is not 1: the chain is not in equilibrium/);
  });

  it('takes one observable, a cut in updates, and draws a histogram', async () => {
    const id = await run();
    const wanted = ['--observable', 'plaquette', '--cut', '200', '--histogram', '5'];
    const { document } = await line.json<Analysis>('analyze', id, ...wanted);
    expect(document.observables).toHaveLength(1);
    expect(document.observables[0]?.cut).toBe(200);
    expect(document.observables[0]?.histogram?.counts).toHaveLength(5);
    expect((await line.run('analyze', id, ...wanted)).out).toMatch(
      /^plaquette: samples from each value up$/m,
    );
    expect(
      (await line.json<Analysis>('analyze', id, '--observable', 'seconds')).document.observables,
    ).toHaveLength(1);
  });

  it('leaves out what the specification says', async () => {
    const { id } = await line.inWorkspace(async (workspace) => {
      const spec = quickSpec();
      const made = await makeRun(workspace, { ...spec, run: { ...spec.run, thermalisation: 300 } });
      await fillRun(workspace, made.id, {
        values: { plaquette: plaquette.subarray(0, 600) },
        end: 'finished',
      });
      return made;
    });
    const cuts = async (...options: string[]) =>
      (await line.json<Analysis>('analyze', id, ...options)).document.observables.map(({ cut }) => cut);
    expect(await cuts()).toEqual([300]);
    expect(await cuts('--cut', '100')).toEqual([100]);
    expect((await cuts('--cut', 'auto'))[0]).toBeLessThan(100);
    expect((await line.json<{ runs: object[] }>('list')).document.runs[0]).toMatchObject({
      plaquette: { cut: 300 },
    });
  });

  it('suggests an observable for a slip, and says when nothing was measured', async () => {
    await run();
    const { exit, err } = await line.run('analyze', 'latest', '--observable', 'plaqette');
    expect(exit).toBe(2);
    expect(err).toMatch(/There is no observable "plaqette" here\. Did you mean plaquette\?/);
    const empty = await line.inWorkspace((workspace) => makeRun(workspace));
    expect((await line.run('analyze', empty.id)).err).toMatch(/has measured nothing yet\. Try again/);
  });
});

describe('plaquette analyze FILE', () => {
  it('reads columns of other codes', async () => {
    const rows = [...plaquette].map((value, i) => `${i + 1} ${value} ${deltaH[i]}`);
    writeFileSync(join(line.folder, 'out.dat'), ['# traj plaquette delta-h', ...rows].join('\n'));
    const { exit, document } = await line.json<Analysis & { file: string }>(
      'analyze',
      'out.dat',
      '--cut',
      '100',
    );
    expect(exit).toBe(0);
    expect(document.file).toBe('out.dat');
    expect(document.observables.map(({ name, cut }) => [name, cut])).toEqual([
      ['plaquette', 100],
      ['delta-h', 100],
      ['exp-minus-delta-h', 100],
    ]);
    expect(document.cut).toEqual({ kind: 'asked', unit: 'samples', length: 100 });
  });

  it('names the line that it cannot read', async () => {
    writeFileSync(join(line.folder, 'out.csv'), '0.5\n0.6\n0,7\n');
    const { exit, err } = await line.run('analyze', 'out.csv');
    expect(exit).toBe(2);
    expect(err).toMatch(/^plaquette: out\.csv, line 3: /);
  });

  it('gives no average for what is too short', async () => {
    writeFileSync(join(line.folder, 'out.json'), '{"q": [1, 2, 3]}');
    const { exit, out } = await line.run('analyze', 'out.json');
    expect(exit).toBe(0);
    expect(out).toMatch(/^q +no estimate +3$/m);
    expect(out).toMatch(/needs at least 8/);
  });
});
