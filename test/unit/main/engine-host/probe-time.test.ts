import { describe, expect, it } from 'vitest';
import type { RunSpec } from '../../../../src-engine/api/spec/run-spec.ts';
import { unwrap } from '../../../../src-engine/base/result.ts';
import { singleThreadExecutor } from '../../../../src-engine/kernel/single-thread.ts';
import { probeTime } from '../../../../src-main/engine-host/spec/probe-time.ts';
import { readRunSpec } from '../../../../src-main/run/prepare-run.ts';
import { smallSpec } from '../../../support/run-lab.ts';

/** Every look at the clock is `step` milliseconds later: what is measured is then known. */
const ticking = (step: number) => {
  let now = 0;
  return () => (now += step);
};

const spec = (choices: Parameters<typeof smallSpec>[0], measure = ''): RunSpec =>
  unwrap(readRunSpec(`${smallSpec(choices)}${measure}`, '.'));

describe('a probe', () => {
  it('does updates on a small lattice, whatever the extents, and answers seconds per site', () => {
    const large = spec({ dims: '[32, 32, 4, 64]', updates: 5 });
    // looks before and after each update, 200 ms apart: a step costs 0.2 s
    const [pace] = probeTime(large, [0], singleThreadExecutor, ticking(200));
    expect(pace!.phase).toBe(0);
    expect(pace!.secondsPerSite).toBeCloseTo(0.2 / (6 * 6 * 4 * 6), 10);
  });

  it('weighs measurements by how often they are made, and the flow by its length', () => {
    let looks = 0;
    let now = 0;
    // the first simulation has no measurements: 200 ms; the second has them: 1,200 ms
    const clock = () => {
      now += ++looks <= 4 ? 200 : 1200;
      return now;
    };
    const flow = '\n[measure.flow]\nevery = 10\nstep = 0.02\nmax-time = 2.0\n';
    const [pace] = probeTime(
      spec({ dims: '[4, 4, 4, 4]', updates: 5 }, flow),
      [0],
      singleThreadExecutor,
      clock,
    );
    const sites = 4 ** 4;
    // 100 steps of the flow, 10 of which were probed, in every tenth update
    expect(pace!.secondsPerSite * sites).toBeCloseTo(0.2 + (1.2 - 0.2) * (100 / 10 / 10), 10);
  });

  it('does short trajectories with quarks, and weighs them by their steps', () => {
    const quarks = '\n[[fermion]]\nkappa = 0.1\n[measure.pion]\nevery = 5\nposition = [0, 0, 0, 7]\n';
    let looks = 0;
    let now = 0;
    const clock = () => {
      now += ++looks <= 4 ? 200 : 700;
      return now;
    };
    const algorithm = 'algorithm = "hmc"\nsteps = 10';
    const large = spec({ dims: '[8, 8, 8, 8]', updates: 5, algorithm }, quarks);
    const [pace] = probeTime(large, [0], singleThreadExecutor, clock);
    // two of ten steps were done, and pions in every fifth update
    expect(pace!.secondsPerSite * 4 ** 4).toBeCloseTo((0.2 * 10) / 2 + (0.7 - 0.2) / 5, 10);
  });

  it('does steps of a training where it is, and weighs evaluations by how often and on how many samples they are', () => {
    const training = `version = 1
seed = 1
[lattice]
dims = [8, 4]
group = "scalar"
[action]
preset = "phi4"
mass-squared = 1
lambda = 0.5
[flow]
kind = "affine"
couplings = 2
hidden = [4]
[training]
steps = 1000
batch = 16
evaluate-every = 50
evaluation-samples = 512
initial-model = "m-20261121-142530-ab12"
`;
    let looks = 0;
    let now = 0;
    const clock = () => {
      now += ++looks <= 4 ? 200 : 1200;
      return now;
    };
    const asked = unwrap(readRunSpec(training, '.'));
    const [pace] = probeTime(asked, [0], singleThreadExecutor, clock);
    expect(pace!.phase).toBe(0);
    // 128 of 512 samples were evaluated, in each step instead of every fiftieth
    expect(pace!.secondsPerSite * 32).toBeCloseTo(0.2 + ((1.2 - 0.2) * (512 / 128)) / 50, 10);
  });
});
