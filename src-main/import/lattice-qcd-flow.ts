/**
 * The gradient flow of LatticeQCD.jl, done after every trajectory: numflow times Nflow steps of eps_flow, the Wilson flow. Here it is a
 * measurement whose E(t), Q(t) and plaquette are recorded together. Test: test/unit/main/import/lattice-qcd.test.ts.
 */
import { GivenKeys, isTable, type Table } from './given-keys.ts';
import { asMethods } from './lattice-qcd-methods.ts';
import type { Notes } from './note.ts';

const recorded: readonly string[] = ['Plaquette', 'Energy_density', 'Topological_charge'];
const decimal = (x: number): number => Number(x.toPrecision(12));

/** What [measure.flow] becomes; undefined without a flow. `keys` sees the flow's own section and the control section. */
export const flowOf = (
  keys: GivenKeys,
  section: Table,
  notes: Notes,
): Record<string, unknown> | undefined => {
  const on = keys.boolean('hasgradientflow', false);
  const [eps, count, steps] = [
    keys.number('eps_flow', 0.01),
    keys.integer('numflow', 100),
    keys.integer('Nflow', 1),
  ];
  const name = 'gradientflow_measurements / measurements_for_flow';
  const raw = section.measurements_for_flow;
  const methods = isTable(raw) || Array.isArray(raw) ? asMethods(raw) : [];
  if (!on) {
    for (const key of ['hasgradientflow', 'eps_flow', 'numflow', 'Nflow'])
      keys.leftOut(key, 'There is no gradient flow.');
    if (methods.length > 0) notes.leftOut(name, 'There is no gradient flow.');
    return undefined;
  }
  if (!(eps > 0 && eps <= 0.5) || count < 1 || steps < 1) {
    keys.blocked('eps_flow', 'A flow needs steps above 0 and at most 0.5, and at least one of them.');
    return undefined;
  }
  let interval = count;
  for (const [label, table] of methods) {
    const method = new GivenKeys([[`${name} / ${label}`, table]], notes);
    const kind = method.text('methodname', label);
    const every = method.integer('measure_every', 10);
    for (const key of method.unread()) method.leftOut(key, 'The flow has options of its own here.');
    if (!recorded.includes(kind)) {
      method.refused(
        'methodname',
        `${kind} is not measured on flowed links here; E(t), Q(t) and the plaquette are.`,
      );
      continue;
    }
    interval = Math.min(interval, Math.max(1, every));
    method.taken('methodname', 'recorded along measure.flow');
    if (method.has('measure_every')) method.taken('measure_every', 'steps of the flow between records');
  }
  const maxTime = decimal(count * steps * eps);
  const wanted = decimal(interval * steps * eps);
  // records must end at the last flow time
  const recordEvery = count % interval === 0 ? wanted : decimal(steps * eps);
  keys.taken(
    'hasgradientflow',
    'measure.flow, after every update as there',
    'Raise measure.flow.every where that is too dear.',
  );
  keys.taken('eps_flow', `measure.flow.step = ${eps}`);
  keys.taken('numflow', `measure.flow.max-time = numflow Nflow eps_flow = ${maxTime}`);
  keys.taken('Nflow', `measure.flow.record-every = ${recordEvery}`);
  return { every: 1, action: 'wilson', step: eps, 'max-time': maxTime, 'record-every': recordEvery };
};
