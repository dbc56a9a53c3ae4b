/** Stout smearing against the fixtures of Gaugefields.jl and plaquettes of smeared configurations. */
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { stoutSmear } from '../../src-engine/flow/stout.ts';
import { gaugeFieldOf } from '../../src-engine/lattice/gauge-field.ts';
import { measurePlaquette } from '../../src-engine/observable/index.ts';
import { fieldOfFile } from '../support/configuration-file.ts';
import { juliaLinks } from '../support/julia-links.ts';
import { newLattice } from '../support/lattice.ts';
import { describeShared } from '../support/shared-data.ts';

describeShared('stout smearing', (folder) => {
  it.each([
    ['stout_plus', 0.12],
    ['stout_minus', -0.07],
  ])('%s: every link', (name, rho) => {
    const fixture = join(folder, 'fixtures', 'stout_task_c');
    const expected = juliaLinks(fixture, name);
    const lattice = newLattice(expected.dims);
    const smeared = stoutSmear(gaugeFieldOf(lattice, juliaLinks(fixture, 'u')), { rho, steps: 1 });
    const links = lattice.read(smeared.links);
    links.forEach((x, i) => expect(Math.abs(x - expected.links[i]!)).toBeLessThan(1e-13));
  });

  it.each([
    ['juliaqcd/testconf.txt', 0.1, 1, 0.83333145395, 11],
    ['juliaqcd/testconf.txt', 0.05, 1, 0.730366195302, 11],
    ['milc/lat.sample.l4448', 0.1, 1, 0.8214483538, 9],
    ['milc/lat.sample.l4448', 0.1, 2, 0.9228049158, 9],
  ])('%s, rho = %d, %i steps: the plaquette', async (path, rho, steps, plaquette, digits) => {
    const field = await fieldOfFile(folder, path);
    expect(measurePlaquette(stoutSmear(field, { rho, steps })).mean).toBeCloseTo(plaquette, digits);
  });
});
