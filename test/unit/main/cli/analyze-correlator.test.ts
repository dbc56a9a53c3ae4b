import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type CommandLine, commandLine } from '../../../support/command-line.ts';
import { quarkSeries, quarkTruth } from '../../../support/quark-series.ts';
import { fillRun, makeRun } from '../../../support/sample-run.ts';

let line: CommandLine;
beforeEach(async () => {
  line = commandLine();
  await line.inWorkspace(async (workspace) => {
    const { id } = await makeRun(workspace);
    await fillRun(workspace, id, { values: quarkSeries(300), end: 'finished' });
  });
});
afterEach(() => line.remove());

interface Document {
  readonly correlator: { readonly points: { readonly value: readonly number[] }; readonly extent: number };
  readonly fit?: {
    readonly from: number;
    readonly weighing: string;
    readonly parameters: readonly { readonly name: string; readonly value: number; readonly error: number }[];
  };
}

describe('plaquette analyze RUN --correlator', () => {
  it('prints a correlator with effective masses', async () => {
    const { out } = await line.run('analyze', 'latest', '--correlator', 'pion');
    expect(out).toMatch(/^ t +pion +effective mass$/m);
    expect(out).toMatch(/^10 +0\.0\d+\(\d+\) +0\.3\d+\(\d+\)$/m);
    expect(out).toMatch(/^300 samples|^2\d\d samples/m);
    const { document } = await line.json<Document>('analyze', 'latest', '--correlator', 'pion');
    expect(document.correlator).toMatchObject({ extent: 32 });
    expect(document.correlator.points.value).toHaveLength(32);
    expect(document.fit).toBeUndefined();
  });

  it('fits it in a range, with and without correlations', async () => {
    const fitted = async (...options: string[]) =>
      (await line.json<Document>('analyze', 'latest', '--correlator', 'pion', '--fit', ...options)).document
        .fit!;
    for (const [weighing, options] of [
      ['diagonal', ['7:14']],
      ['full', ['7:14', '--correlated']],
      ['shrunk', ['7:14', '--correlated', 'shrunk']],
    ] as const) {
      const made = await fitted(...options);
      expect(made).toMatchObject({ weighing, from: 7 });
      const [mass] = made.parameters;
      expect(Math.abs(mass!.value - quarkTruth.pion)).toBeLessThan(4 * mass!.error);
    }
    expect((await fitted()).from).toBeGreaterThan(1);
    const { out } = await line.run('analyze', 'latest', '--correlator', 'static-potential', '--fit', '1:6');
    expect(out).toMatch(/^Fit of V0 \+ sigma r - e\/r from 1 to 6, without correlations$/m);
    expect(out).toMatch(/^ {2}r0 +\d/m);
  });

  it('names correlators below a table of averages, and leaves their times out of it', async () => {
    const { out } = await line.run('analyze', 'latest');
    expect(out).toMatch(/^Correlators: .*pion.*\. See one with --correlator /m);
    expect(out).not.toMatch(/^pion\.\d/m);
    expect(out).toMatch(/^pcac-mass +0\.04/m);
    expect((await line.run('analyze', 'latest', '--observable', 'pion.3')).out).toMatch(/^pion\.3 +0\./m);
  });

  it('refuses with what to do', async () => {
    const refused = async (...options: string[]) => (await line.run('analyze', 'latest', ...options)).err;
    expect(await refused('--correlator', 'kaon')).toMatch(
      /no correlator called "kaon" here\. There are .*pion/,
    );
    expect(await refused('--correlator', 'pion', '--fit', '8')).toMatch(/such as 4:8/);
    expect(await refused('--fit', '4:8')).toMatch(/Name it with --correlator/);
    expect(await refused('--correlator', 'pion', '--fit', '4:4')).toMatch(
      /1 points cannot determine 2 parameters/,
    );
    expect(await refused('--correlator', 'pion', '--fit', '4:8', '--model', 'potential')).toMatch(
      /Use cosh or exp/,
    );
  });
});
