import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { unwrap } from '../../../../src-engine/base/result.ts';
import { encodeModel, type Model } from '../../../../src-engine/learn/model/model-file.ts';
import { type CommandLine, commandLine } from '../../../support/command-line.ts';
import { affine, sampleModel } from '../../../support/model-lab.ts';

let line: CommandLine;

/** A free field on 4 x 4, sampled by sites that know nothing of each other: right variance, no correlations. */
const model: Model = (() => {
  const free = sampleModel({
    name: 'free',
    target: { theory: 'phi4', massSquared: 6, lambda: 0 },
    architecture: { ...affine, finalActivation: 'none' } as typeof affine,
  });
  const tensors = free.tensors.map((tensor) => ({
    ...tensor,
    data: tensor.name.endsWith('network.1.biases') ? Float32Array.of(-1.4, 0) : tensor.data.map(() => 0),
  }));
  return { ...free, tensors };
})();

beforeEach(async () => {
  line = commandLine();
  await line.run('workspace', 'create');
  writeFileSync(join(line.folder, 'free.safetensors'), unwrap(encodeModel(model)));
  await line.run('models', 'import', 'free.safetensors');
});
afterEach(() => line.remove());

interface Value {
  readonly value: number;
  readonly error: number;
  readonly formatted: string;
}
interface Told {
  readonly model: string;
  readonly samples: number;
  readonly seed: number;
  readonly ess: Value;
  readonly logZ: Value;
  readonly acceptance: number;
  readonly observables: readonly {
    readonly name: string;
    readonly metropolis: Value & { readonly tauInt: number };
    readonly weights: Value;
  }[];
}

const withoutTime = ({ seconds: _, threads: __, ...rest }: Told & { seconds?: number; threads?: number }) =>
  rest;

describe('plaquette sample', () => {
  it('tells the same as text and as JSON, by Metropolis and by weights', async () => {
    const asked = ['sample', 'free', '--count', '4000', '--seed', '5', '--threads', '1'];
    const { exit, document } = await line.json<Told>(...asked);
    expect(exit).toBe(0);
    expect(document).toMatchObject({ model: model.manifest.id, samples: 4000, seed: 5 });
    const phi2 = document.observables.find(({ name }) => name === 'phi2')!;
    // (1/V) sum over momenta of 1/(2 (m^2 + p^2)): 1 of p^2 = 0, 4 of 2, 6 of 4, 4 of 6, 1 of 8
    const exact = [1, 4, 6, 4, 1].reduce((sum, n, i) => sum + n / (2 * (6 + 2 * i)), 0) / 16;
    for (const one of [phi2.metropolis, phi2.weights])
      expect(Math.abs(one.value - exact)).toBeLessThan(5 * one.error);
    expect(phi2.metropolis.tauInt).toBeGreaterThan(0.5);
    const { out } = await line.run(...asked);
    for (const formatted of [
      document.ess.formatted,
      document.logZ.formatted,
      phi2.metropolis.formatted,
      phi2.weights.formatted,
    ])
      expect(out).toContain(formatted);
    expect(out).toContain('phi^4, m^2 = 6, lambda = 0 on 4 x 4');
    expect(out).toContain(`Acceptance    ${document.acceptance.toFixed(3)}`);
  });

  it('draws the same samples whatever the batch, the threads and the way the model is named', async () => {
    const asked = ['--count', '500', '--seed', '5'];
    const first = await line.json<Told>('sample', 'free', ...asked, '--threads', '1');
    const second = await line.json<Told>(
      'sample',
      'free.safetensors',
      ...asked,
      '--threads',
      '2',
      '--batch',
      '32',
    );
    expect(withoutTime(second.document)).toEqual(withoutTime(first.document));
    const other = await line.json<Told>('sample', 'free', '--count', '500', '--threads', '1');
    expect(other.document.seed).toBe(4711);
    expect(other.document.logZ).not.toEqual(first.document.logZ);
  });

  it('measures what it was asked for', async () => {
    const asked = ['sample', 'latest', '--count', '200', '--threads', '1', '--observables'];
    const { document } = await line.json<Told>(...asked, 'chi2, phi4');
    expect(document.observables.map(({ name }) => name)).toEqual(['chi2', 'phi4']);
    const { exit, err } = await line.run(...asked, 'plaquette');
    expect(exit).toBe(2);
    expect(err).toContain(
      '"plaquette" cannot be measured on samples of this model. Choose among phi2, phi4,',
    );
  });

  it('makes the same a run, which begins with a sample and saves each', async () => {
    const asked = ['sample', 'free', '--count', '150', '--seed', '5', '--threads', '1'];
    const told = (await line.json<Told>(...asked)).document;
    const { exit, document } = await line.json<{ run: string; results: { observables: Value[] } }>(
      ...asked,
      '--save',
    );
    expect(exit).toBe(0);
    const results = document.results.observables as (Value & { name: string })[];
    for (const { name, metropolis } of told.observables) {
      const found = results.find((one) => one.name === name)!;
      const error = Math.hypot(found.error, metropolis.error);
      expect(Math.abs(found.value - metropolis.value), name).toBeLessThan(5 * error);
    }
    const acceptance = results.find(({ name }) => name === 'acceptance')!;
    expect(Math.abs(acceptance.value - told.acceptance)).toBeLessThan(5 * acceptance.error);
    expect(readdirSync(join(line.folder, 'runs', document.run, 'configurations'))).toHaveLength(150);
    expect((await line.json<{ usedBy: object[] }>('models', 'show', 'free')).document.usedBy).toHaveLength(1);
  });

  it.each([
    [['sample', '--count', '9'], /Missing required argument 'model'/],
    [['sample', 'free'], /Required option '--count <number>' not specified/],
    [['sample', 'free', '--count', '1'], /A count is a whole number from 2 up/],
    [['sample', 'none', '--count', '10'], /There is no model "none"\. plaquette models shows all of them/],
  ])('refuses %j with a remedy', async (argv, message) => {
    const { exit, out, err } = await line.run(...argv);
    expect([exit, out]).toEqual([2, '']);
    expect(err).toMatch(message);
  });
});
