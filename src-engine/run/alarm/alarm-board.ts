/**
 * All alarms of a run. Each is raised once, and again only after it has been quiet in between, so a lasting trouble is one line in the
 * log. A number that is not finite is not an alarm but the end of the run (run-loop.ts). Test: test/unit/engine/run/alarm.test.ts.
 */
import type { AlarmSpec } from '../../api/spec/run-spec.ts';
import type { Alarm, AlarmKind, UpdateFacts } from './alarm.ts';
import { RunningMean, type RunningMeanState } from './running-mean.ts';

/** Updates at the start of a run that acceptance and <exp(-dH)> leave out: the chain is not in equilibrium yet. */
const SETTLING = 50;
/** Trajectories before a mean is judged. */
const ENOUGH = 32;
/** A charge that moves by less than this stays in its sector. */
const SECTOR_WIDTH = 0.5;

export interface AlarmState {
  readonly raised: readonly AlarmKind[];
  readonly expMinusDeltaH: RunningMeanState;
  readonly acceptance: RunningMeanState;
  readonly charge: { readonly value: number; readonly since: number } | undefined;
}

interface Trouble {
  readonly message: string;
  readonly remedy: string;
}

export class AlarmBoard {
  private readonly limits: AlarmSpec;
  private readonly raised: Set<AlarmKind>;
  private readonly expMinusDeltaH: RunningMean;
  private readonly acceptance: RunningMean;
  private charge: { value: number; since: number } | undefined;

  constructor(limits: AlarmSpec, state?: AlarmState) {
    this.limits = limits;
    this.raised = new Set(state?.raised);
    this.expMinusDeltaH = new RunningMean(state?.expMinusDeltaH);
    this.acceptance = new RunningMean(state?.acceptance);
    this.charge = state?.charge && { ...state.charge };
  }

  /** The alarms that this update sets off. */
  check(facts: UpdateFacts): Alarm[] {
    const alarms: Alarm[] = [];
    const judge = (kind: AlarmKind, trouble: Trouble | undefined): void => {
      if (trouble === undefined) this.raised.delete(kind);
      else if (!this.raised.has(kind)) {
        this.raised.add(kind);
        alarms.push({ kind, update: facts.update, ...trouble });
      }
    };
    judge('exp-dh', this.judgeExpMinusDeltaH(facts));
    judge('acceptance', this.judgeAcceptance(facts));
    const { values } = facts;
    if (values.reversibility !== undefined)
      judge('reversibility', this.judgeReversibility(values.reversibility));
    if (values.unitarity !== undefined) judge('unitarity', this.judgeUnitarity(values.unitarity));
    judge('frozen-topology', this.judgeTopology(facts));
    judge('stall', this.judgeDuration(facts));
    return alarms;
  }

  state(): AlarmState {
    return {
      raised: [...this.raised],
      expMinusDeltaH: this.expMinusDeltaH.state(),
      acceptance: this.acceptance.state(),
      charge: this.charge,
    };
  }

  private judgeExpMinusDeltaH({ update, values }: UpdateFacts): Trouble | undefined {
    const limit = this.limits.expDhSigma;
    const deltaH = values['delta-h'];
    if (limit === undefined) return undefined;
    if (deltaH !== undefined && update > SETTLING) this.expMinusDeltaH.add(Math.exp(-deltaH));
    const estimate = this.expMinusDeltaH.estimate();
    if (estimate === undefined || this.expMinusDeltaH.samples < ENOUGH) return undefined;
    const { mean, error } = estimate;
    if (Math.abs(mean - 1) <= limit * error) return undefined;
    return {
      message: `<exp(-dH)> = ${mean.toFixed(4)} +- ${error.toFixed(4)} is away from 1.`,
      remedy:
        'Check that the chain is in equilibrium; if it stays, use a smaller step (more steps), and report it: an exact algorithm gives 1.',
    };
  }

  private judgeAcceptance({ update, values }: UpdateFacts): Trouble | undefined {
    const band = this.limits.acceptanceBand;
    const accepted = values.accepted ?? values.acceptance;
    if (band === undefined) return undefined;
    if (accepted !== undefined && update > SETTLING) this.acceptance.add(accepted);
    const estimate = this.acceptance.estimate();
    if (estimate === undefined || this.acceptance.samples < ENOUGH) return undefined;
    const [low, high] = band as [number, number];
    const { mean, error } = estimate;
    if (mean + 2 * error >= low && mean - 2 * error <= high) return undefined;
    return {
      message: `The acceptance is ${mean.toFixed(2)}, outside ${low} to ${high}.`,
      remedy:
        mean < low
          ? 'Use more integration steps per trajectory, or a higher-order integrator.'
          : 'Use fewer integration steps: the same accuracy for less work.',
    };
  }

  private judgeReversibility(distance: number): Trouble | undefined {
    const limit = this.limits.reversibility;
    if (limit === undefined || distance <= limit) return undefined;
    return {
      message: `Integrating forth and back changed a link by ${distance.toExponential(1)}, more than ${limit.toExponential(1)}.`,
      remedy: 'Use shorter trajectories or smaller steps; averages may be biased at this level.',
    };
  }

  private judgeUnitarity(deviation: number): Trouble | undefined {
    const limit = this.limits.unitarity;
    if (limit === undefined || deviation <= limit) return undefined;
    return {
      message: `A link is away from its group by ${deviation.toExponential(1)}, more than ${limit.toExponential(1)}.`,
      remedy:
        'Check the start configuration with "plaquette inspect"; report it if the run started from one of its own.',
    };
  }

  private judgeTopology({ update, values }: UpdateFacts): Trouble | undefined {
    const limit = this.limits.frozenTopologyTau;
    const charge = values['topological-charge'] ?? values['topological-charge.clover'];
    if (limit === undefined) return undefined;
    if (
      charge !== undefined &&
      (this.charge === undefined || Math.abs(charge - this.charge.value) > SECTOR_WIDTH)
    ) {
      this.charge = { value: charge, since: update };
    }
    if (this.charge === undefined || update - this.charge.since <= limit) return undefined;
    return {
      message: `The topological charge has not moved for ${update - this.charge.since} updates.`,
      remedy:
        'Averages that depend on topology are not to be trusted; run longer, at a coarser lattice spacing, or with open boundaries.',
    };
  }

  private judgeDuration({ seconds, usualSeconds }: UpdateFacts): Trouble | undefined {
    if (usualSeconds === undefined || seconds < 1 || seconds <= this.limits.stallFactor * usualSeconds)
      return undefined;
    return {
      message: `An update took ${seconds.toFixed(1)} s; usually one like it takes ${usualSeconds.toFixed(2)} s.`,
      remedy: 'Look for other work on this machine, for swapping, or for a sleeping disk.',
    };
  }
}
