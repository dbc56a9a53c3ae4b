import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { unwrap } from '../../../../src-engine/base/result.ts';
import { encodeModel } from '../../../../src-engine/learn/model/model-file.ts';
import { type CommandLine, commandLine } from '../../../support/command-line.ts';
import { sampleModel } from '../../../support/model-lab.ts';

let line: CommandLine;
const model = sampleModel();

beforeEach(async () => {
  line = commandLine();
  await line.run('workspace', 'create');
  writeFileSync(join(line.folder, 'some.safetensors'), unwrap(encodeModel(model)));
});
afterEach(() => line.remove());

interface Told {
  readonly model: string;
  readonly passed: boolean;
  readonly seed: number;
  readonly figures: readonly { readonly key: string; readonly verdict: string; readonly samples: number }[];
}

describe('plaquette models check', () => {
  it('tells each figure and a verdict, of a file that was not imported', async () => {
    const asked = ['models', 'check', 'some.safetensors', '--samples', '8', '--threads', '1'];
    const { exit, document } = await line.json<Told>(...asked);
    expect(exit).toBe(0);
    expect(document).toMatchObject({ model: model.manifest.id, passed: true, seed: 1 });
    expect(document.figures).toMatchObject([
      { key: 'round-trip', verdict: 'passed', samples: 8 },
      { key: 'densities', verdict: 'passed' },
      { key: 'jacobian', verdict: 'passed', samples: 1 },
      { key: 'reflection', verdict: 'told' },
      { key: 'translation', verdict: 'passed' },
      { key: 'other-fields', verdict: 'passed' },
      { key: 'other-densities', verdict: 'passed' },
      { key: 'other-action', verdict: 'passed' },
    ]);
    const { out } = await line.run(...asked);
    expect(out).toContain('The model a small model');
    expect(out).toMatch(
      /log q by TensorFlow\.js +passed +\d\.\de-\d+, at most 1\.0e-3 \(8 samples on 4 x 4\)/,
    );
    expect(out).toContain('All 7 checks passed');
  });

  it('refuses what is no model', async () => {
    const { exit, err } = await line.run('models', 'check', 'nothing');
    expect(exit).toBe(2);
    expect(err).toContain('There is no model "nothing"');
  });
});
