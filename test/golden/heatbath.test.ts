/** SU(3) on 2^4: the mean plaquette of our heat bath against that of Gaugefields.jl 0.7.2, within four combined standard errors. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { unwrap } from '../../src-engine/base/result.ts';
import { su } from '../../src-engine/group/group.ts';
import { heatBath } from '../../src-engine/update/heat-bath.ts';
import { describeShared } from '../support/shared-data.ts';
import { deviation, history, updateLab } from '../support/update-lab.ts';

interface Chain {
  readonly beta: number;
  readonly mean: number;
  readonly standard_error: number;
}

describeShared('heat bath of another code', (folder) => {
  test('mean plaquettes', () => {
    const { chains } = JSON.parse(
      readFileSync(join(folder, 'fixtures', 'heatbath_statistics', 'metadata.json'), 'utf8'),
    ) as { chains: Chain[] };
    expect(chains).toHaveLength(3);
    for (const { beta, mean, standard_error: error } of chains) {
      const lab = updateLab(su(3), [2, 2, 2, 2], `plaquette: ${beta}`);
      const series = history([unwrap(heatBath(lab.action, lab.field))], lab.mean, {
        sweeps: 8000,
        thermal: 200,
      });
      expect(Math.abs(deviation(series, mean, error))).toBeLessThan(4);
    }
  });
});
