/** Observables of real configurations against the numbers that other codes printed, or that an independent reader computed. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { GaugeField } from '../../src-engine/lattice/gauge-field.ts';
import {
  measureActionDensity,
  measureLinkTrace,
  measurePlaquette,
  measurePolyakov,
  measureRectangle,
  measureTopologicalCharge,
  measureWilsonLoops,
} from '../../src-engine/observable/index.ts';
import { fieldOfFile } from '../support/configuration-file.ts';
import { describeShared } from '../support/shared-data.ts';

describeShared('observables of real configurations', (folder) => {
  describe('the configuration of QCDMeasurements.jl, SU(3) on 4^4', () => {
    let field: GaugeField;
    beforeAll(async () => {
      field = await fieldOfFile(folder, 'juliaqcd/testconf.txt');
    });

    it('has its plaquette', () => {
      const { mean, space, time } = measurePlaquette(field);
      expect(mean).toBeCloseTo(0.587818337847024, 14);
      expect(space).toBeCloseTo(0.58934892, 8);
      expect(time).toBeCloseTo(0.5862877559063493, 14);
    });

    it('has its Polyakov loop', () => {
      const { re, im } = measurePolyakov(field);
      expect(3 * re).toBeCloseTo(0.5255246068616176, 13);
      expect(3 * im).toBeCloseTo(-0.15140850971249734, 13);
    });

    it('has its Wilson loops', () => {
      const rows = [
        [0.586287755906, 0.365592561577, 0.234213216509, 0.149263281718],
        [0.376124349181, 0.190421916979, 0.09552785637, 0.05572165665],
        [0.252650426052, 0.114451539249, 0.03758948602, 0.033136784444],
        [0.174657883259, 0.061681025854, 0.044521565366, 0.110494101861],
      ];
      const loops = measureWilsonLoops(field, { maxR: 4, maxT: 4 });
      expect(loops).toHaveLength(16);
      for (const { r, t, value } of loops) expect(value).toBeCloseTo(rows[t - 1]![r - 1]!, 11);
    });

    it('has its topological charges', () => {
      const q = measureTopologicalCharge(field, ['plaquette', 'clover', 'improved']);
      expect(q.plaquette).toBeCloseTo(-0.2730960126400261, 13);
      expect(q.clover).toBeCloseTo(-0.027164585971545994, 13);
      expect(q.improved).toBeCloseTo(-0.03210085960569041, 13);
    });

    it('has its action density', () => {
      expect(measureActionDensity(field).clover).toBeCloseTo(2.0711094391, 9);
    });
  });

  describe("MILC's lat.sample.l4448", () => {
    let field: GaugeField;
    beforeAll(async () => {
      field = await fieldOfFile(folder, 'milc/lat.sample.l4448');
    });

    it('has its plaquettes, rectangle and link trace', () => {
      const { mean, space, time } = measurePlaquette(field);
      expect(mean).toBeCloseTo(0.569055724369, 11);
      expect(3 * space!).toBeCloseTo(1.723748, 5);
      expect(3 * time).toBeCloseTo(1.690586, 5);
      expect(measureRectangle(field).mean).toBeCloseTo(0.3501948427, 9);
      expect(measureLinkTrace(field)).toBeCloseTo(0.06921659, 7);
    });

    it('has its action density and charges', () => {
      const { clover, cloverTime, cloverSpace } = measureActionDensity(field);
      expect(clover).toBeCloseTo(2.0888009738, 9);
      expect(cloverTime).toBeCloseTo(1.05787, 5);
      expect(cloverSpace).toBeCloseTo(1.03094, 5);
      const q = measureTopologicalCharge(field, ['clover', 'plaquette']);
      expect(q.clover).toBeCloseTo(0.0955428804, 9);
      expect(q.plaquette).toBeCloseTo(1.7026883916, 9);
    });
  });

  it("sees one instanton of positive charge in MILC's lat.sample.inst", async () => {
    const field = await fieldOfFile(folder, 'milc/lat.sample.inst');
    expect(measurePlaquette(field).mean).toBeCloseTo(0.991009270758, 11);
    const { cloverSpace, cloverTime } = measureActionDensity(field);
    // self-dual: the same energy in electric and magnetic fields
    expect(cloverSpace / cloverTime).toBeCloseTo(1, 7);
    // the instanton is as large as the lattice: MILC's own operator gives 0.947, better ones come closer to it
    const q = measureTopologicalCharge(field, ['clover', 'improved']);
    expect(q.clover).toBeGreaterThan(0.4);
    expect(q.improved).toBeGreaterThan(q.clover + 0.2);
    expect(q.improved).toBeLessThan(1);
  });

  it.each([
    ['Heatbath_L04040404_beta5.7_quenched_su2', 2, [4, 4, 4, 4], 0.477641263313, 0.1497358011, 0],
    ['Heatbath_L04040404_beta5.7_quenched_su3', 3, [4, 4, 4, 4], 0.571478174356, 0.459315009, -0.1097980388],
    ['HMC_L04040404_beta5.7_quenched_su4', 4, [4, 4, 4, 4], 0.340241044963, 0.066567365, 0.0524763144],
    [
      'HMC_L04040404_beta5.7_Wilson_kappa0.141139',
      3,
      [4, 4, 4, 4],
      0.565800226845,
      0.5787559622,
      -0.0368645866,
    ],
    ['HMC_L04040404_beta5.7_Staggered_mass0.5', 3, [4, 4, 4, 4], 0.575584039475, 0.4899731363, 0.0690484653],
    ['HMC_L04040404_beta5.7_Domainwall', 3, [4, 4, 2, 2], 0.583296079127, 1.5999735017, -0.0061679464],
  ])('%s: plaquette and Polyakov loop', async (name, colours, dims, plaquette, re, im) => {
    const field = await fieldOfFile(folder, `juliaqcd/${name}.ildg`, { dims, colours });
    expect(measurePlaquette(field).mean).toBeCloseTo(plaquette, 11);
    const polyakov = measurePolyakov(field);
    expect(colours * polyakov.re).toBeCloseTo(re, 9);
    expect(colours * polyakov.im).toBeCloseTo(im, 9);
  });
});
