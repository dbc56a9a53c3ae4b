/**
 * Measurements with quarks. Operators are kept for as long as the meter lives and take in new links when they are next used; propagators
 * are kept until the links change, so that pion, mesons, nucleon and PCAC mass of one quark and source share theirs.
 * Test: test/unit/engine/observable/measure-quarks.test.ts.
 */
import type { ValenceSpec } from '../api/spec/dirac-spec.ts';
import type { MesonChannel, SourceSpec } from '../api/spec/hadron-spec.ts';
import { unreachable } from '../base/invariant.ts';
import { ok, type Result } from '../base/result.ts';
import { checkChannels } from '../hadron/channels.ts';
import { inverseTraces } from '../hadron/condensate.ts';
import { effectiveMasses } from '../hadron/effective-mass.ts';
import { lowestEigenvalues } from '../hadron/eigenvalues.ts';
import { columnsTogether, makeQuark } from '../hadron/make-quark.ts';
import { checkMesons, mesonCorrelators, pionCorrelator } from '../hadron/mesons.ts';
import { checkNucleon, nucleonCorrelator } from '../hadron/nucleon.ts';
import { checkPcac, pcacMass } from '../hadron/pcac.ts';
import { makePropagator, type Propagator } from '../hadron/propagator.ts';
import type { Quark } from '../hadron/quark.ts';
import { makeSource, type QuarkSource } from '../hadron/source.ts';
import type { GaugeField } from '../lattice/gauge-field.ts';
import { type Measurement, type MeterStep, type NamedNumber, named } from './measurement.ts';
import type { QuarkDetail } from './quark-detail.ts';
import type { QuarkRequest } from './request.ts';

interface Held {
  readonly quark: Quark;
  stale: boolean;
}

const numbers = (prefix: string, values: readonly (number | undefined | null)[], first = 0): NamedNumber[] =>
  values.flatMap((value, i) =>
    value === undefined || value === null ? [] : [{ name: `${prefix}.${i + first}`, value }],
  );

const RHO: readonly MesonChannel[] = ['gx', 'gy', 'gz'];

export interface QuarkMeter {
  measure(request: QuarkRequest, onStep?: MeterStep): Result<Measurement>;
  fresh(update?: number): void;
  release(): void;
}

export const quarkMeter = (field: GaugeField, seed: number): QuarkMeter => {
  const quarks = new Map<string, Held>();
  const propagators = new Map<string, Propagator>();
  let update = 0;

  const quarkOf = (spec: ValenceSpec, blocks = columnsTogether(spec, field.lattice.dims)): Result<Quark> => {
    const key = JSON.stringify([blocks, spec]);
    const held = quarks.get(key);
    if (held) {
      if (held.stale) held.quark.refresh();
      held.stale = false;
      return ok(held.quark);
    }
    const made = makeQuark(field, spec, blocks);
    if (made.ok) quarks.set(key, { quark: made.value, stale: false });
    return made;
  };

  /** The propagator from a request's source: the one that is there, or a new one unless `check` finds something wrong. */
  const propagatorOf = (
    { quark: spec, source, position, time, hits }: { readonly quark: ValenceSpec } & SourceSpec,
    check: (quark: Quark, source: QuarkSource) => Result<null>,
    onStep?: MeterStep,
  ): Result<Propagator> => {
    const quark = quarkOf(spec);
    if (!quark.ok) return quark;
    const from = makeSource(
      quark.value,
      {
        source,
        ...(position && { position }),
        ...(time !== undefined && { time }),
        ...(hits !== undefined && { hits }),
      },
      { seed, update },
    );
    if (!from.ok) return from;
    const fits = check(quark.value, from.value);
    if (!fits.ok) return fits;
    const key = JSON.stringify([spec, from.value.origin, source, hits ?? 1]);
    const known = propagators.get(key);
    if (known) return ok(known);
    const made = makePropagator(quark.value, from.value, onStep);
    if (made.ok) propagators.set(key, made.value);
    return made;
  };

  const measure = (request: QuarkRequest, onStep?: MeterStep): Result<Measurement> => {
    const { observable } = request;
    const result = (values: readonly NamedNumber[], detail: QuarkDetail): Result<Measurement> =>
      ok({ observable, values, detail });
    switch (request.observable) {
      case 'pion': {
        const made = propagatorOf(request, () => ok(null), onStep);
        if (!made.ok) return made;
        const correlator = pionCorrelator(made.value);
        const masses = effectiveMasses(correlator);
        return result(
          [
            ...numbers('pion', correlator),
            ...numbers('pion.mass', masses.slice(0, Math.floor(correlator.length / 2))),
          ],
          { correlator, effectiveMass: masses.map((m) => m ?? null), solver: made.value.solver },
        );
      }
      case 'mesons': {
        const { channel } = request;
        const made = propagatorOf(
          request,
          (quark, source) => {
            const there = checkChannels(channel, field.lattice.dims.length);
            return there.ok ? checkMesons(quark, source, channel) : there;
          },
          onStep,
        );
        if (!made.ok) return made;
        const correlators = mesonCorrelators(made.value, channel).map((values, i) => ({
          channel: channel[i]!,
          values,
        }));
        const rho = correlators.filter((c) => RHO.includes(c.channel));
        const mean = rho[0]?.values.map((_, t) => rho.reduce((s, { values }) => s + values[t]!, 0) / 3) ?? [];
        return result(
          [
            ...correlators.flatMap((c) => numbers(`meson.${c.channel}`, c.values)),
            ...(rho.length === RHO.length ? numbers('rho', mean) : []),
          ],
          { correlators, solver: made.value.solver },
        );
      }
      case 'nucleon': {
        const made = propagatorOf(request, checkNucleon, onStep);
        if (!made.ok) return made;
        const correlator = nucleonCorrelator(made.value);
        return result(numbers('nucleon', correlator), { correlator, solver: made.value.solver });
      }
      case 'pcac': {
        const made = propagatorOf(request, checkPcac, onStep);
        if (!made.ok) return made;
        const found = pcacMass(made.value);
        return result(
          [
            ...named('pcac-mass', { '': found.mean }),
            ...found.mass.map(({ t, value }) => ({ name: `pcac-mass.${t}`, value })),
            ...named('residual-mass', { '': found.residualMass }),
          ],
          { ...found, solver: made.value.solver },
        );
      }
      case 'condensate': {
        const { quark: spec, observable: _, ...options } = request;
        const quark = quarkOf(spec);
        if (!quark.ok) return quark;
        const found = inverseTraces(quark.value, options, { seed, update }, onStep);
        if (!found.ok) return found;
        const { traces, errors } = found.value;
        return result(
          [
            ...named('condensate', { '': traces[0], error: errors?.[0] }),
            ...numbers('trace-inverse', traces, 1),
          ],
          found.value,
        );
      }
      case 'eigenvalues': {
        const { quark: spec, count, tolerance } = request;
        const quark = quarkOf(spec, 1);
        if (!quark.ok) return quark;
        const { maxIterations } = spec;
        const found = lowestEigenvalues(quark.value.dirac, { count, tolerance, maxIterations }, onStep);
        return found.ok ? result(numbers('eigenvalue', found.value.eigenvalues), found.value) : found;
      }
      default:
        return unreachable(request);
    }
  };

  return {
    measure,
    fresh: (to) => {
      propagators.clear();
      for (const held of quarks.values()) held.stale = true;
      if (to !== undefined) update = to;
    },
    release: () => {
      propagators.clear();
      for (const { quark } of quarks.values()) quark.release();
      quarks.clear();
    },
  };
};
