/**
 * Measurements of LatticeQCD.jl (QCDMeasurements.jl) as sections of [measure], and the quark that they are made with as [valence]. One
 * quark is measured with here; what asks for another one is refused by name. Test: test/unit/main/import/lattice-qcd.test.ts.
 */
import { isDeepStrictEqual } from 'node:util';
import { GivenKeys, isTable, quoted, type Table, wordFor } from './given-keys.ts';
import { asMethods } from './lattice-qcd-methods.ts';
import { boundaryOf, type Quark, quarkOf, solverOf } from './lattice-qcd-quark.ts';
import { Notes } from './note.ts';

export interface Measurements {
  readonly measure: Record<string, unknown>;
  /** Where it is not the quark of the sea. */
  readonly valence?: Quark;
}

interface World {
  readonly dimensions: number;
  /** Operator, links and boundary of the quark in the sea. */
  readonly sea: Quark | undefined;
  readonly notes: Notes;
}

/** How often the parts of QCDMeasurements.jl measure when nothing is said. */
const usual: Readonly<Record<string, number>> = { Plaquette: 1, Polyakov_loop: 1 };

const elsewhere: Readonly<Record<string, string>> = {
  Eigenvalue:
    'It gives eigenvalues of D; here those of D^+ D are measured: write [measure.eigenvalues] for them.',
  Correlation: 'Correlators of loops are not measured here.',
  Guluonic_correlators: 'Correlators of loops are not measured here.',
  Topological_charge_density_correlation: 'Correlators of the charge density are not measured here.',
};

const noise = 'Printing is the same for all measurements here.';

export const measurementsOf = (section: Table, { dimensions, sea, notes }: World): Measurements => {
  const measure: Record<string, unknown> = {};
  let used: Quark | undefined;
  let valence: Quark | undefined;

  /** Whether the measurement can be made with the quark that others are made with; takes it when there is none. */
  const agree = (keys: GivenKeys, standard: string): boolean => {
    const name = keys.text('Dirac_operator', keys.text('fermiontype', standard));
    const named = keys.has('Dirac_operator') ? 'Dirac_operator' : 'fermiontype';
    const wanted = quarkOf(keys, name, 'valence');
    if (wanted === undefined) {
      keys.refused(named, `${quoted(name)} quarks are not there.`);
      return false;
    }
    keys.taken(named, `valence.operator = "${String(wanted.operator)}"`);
    const dirac = { ...wanted, boundary: 'antiperiodic', ...boundaryOf(keys, dimensions, 'valence') };
    const solver = solverOf(keys, 'valence');
    if (used === undefined) {
      used = dirac;
      if (!isDeepStrictEqual(dirac, sea)) valence = { ...dirac, ...solver };
      return true;
    }
    if (isDeepStrictEqual(dirac, used)) return true;
    keys.refused(
      named,
      'One run measures with one quark here, and another measurement has chosen its own. Measure it on the saved configurations afterwards.',
    );
    return false;
  };

  const sections: Readonly<Record<string, (keys: GivenKeys, every: number) => void>> = {
    Plaquette: (_, every) => {
      measure.plaquette = { every };
    },
    Polyakov_loop: (_, every) => {
      measure.polyakov = { every };
    },
    Energy_density: (keys, every) => {
      measure['action-density'] = { every };
      keys.taken(
        'methodname',
        'measure.action-density',
        'Here E = -sum over planes of tr F F; the normalisation there is another one.',
      );
    },
    Topological_charge: (keys, every) => {
      const kinds = keys.texts('kinds_of_topological_charge', ['plaquette', 'clover']);
      for (const key of ['numflow', 'Nflowsteps', 'eps_flow'])
        keys.leftOut(key, 'A flow is a measurement of its own here: [measure.flow].');
      measure['topological-charge'] = dimensions === 4 ? { every, definition: [...kinds] } : { every };
      keys.taken(
        'kinds_of_topological_charge',
        `measure.topological-charge.definition = [${kinds.map((kind) => quoted(kind)).join(', ')}]`,
      );
    },
    Wilson_loop: (keys, every) => {
      const [maxR, maxT] = [keys.integer('Rmax', 4), keys.integer('Tmax', 4)];
      measure['wilson-loops'] = { every, 'max-r': maxR, 'max-t': maxT };
      keys.taken('Rmax', `measure.wilson-loops.max-r = ${maxR}`);
      keys.taken('Tmax', `measure.wilson-loops.max-t = ${maxT}`);
    },
    Pion_correlator: (keys, every) => {
      if (!agree(keys, 'Wilson')) return;
      measure.pion = { every };
      keys.taken(
        'methodname',
        'measure.pion, from a point source at the origin',
        'Summed over spin and colour of the source, without volume factors.',
      );
    },
    Chiral_condensate: (keys, every) => {
      const hits = keys.integer('Nr', 10);
      const tastes = keys.integer('Nf', 4);
      if (!agree(keys, 'Staggered')) return;
      measure.condensate = { every, noise: 'z4', hits };
      keys.taken('Nr', `measure.condensate.hits = ${hits}`);
      keys.taken(
        'Nf',
        'nothing here',
        `Values there are Nf / 4 = ${tastes / 4} of Tr D^-1 / V, which is measured here.`,
      );
      keys.taken(
        'methodname',
        'measure.condensate, noise "z4"',
        'Random powers of i; angles there are multiples of pi / 4 below pi.',
      );
    },
  };

  const title = 'Measurement set / measurement_methods';
  for (const [label, table] of asMethods(section.measurement_methods)) {
    const inner = table.fermion_parameters;
    const path = `${title} / ${label}`;
    const own = new Notes();
    const tables = [
      [path, without(table, 'fermion_parameters')] as const,
      ...(isTable(inner) ? [[`${path} / fermion_parameters`, inner] as const] : []),
    ];
    const keys = new GivenKeys(tables, own, `${path} / `);
    const name = keys.text('methodname', label);
    const every = keys.integer('measure_every', wordFor(usual, name) ?? 10);
    for (const key of ['verbose_level', 'printvalues']) keys.leftOut(key, noise);
    const take = wordFor(sections, name);
    if (take === undefined)
      keys.refused('methodname', wordFor(elsewhere, name) ?? `There is no measurement ${quoted(name)} here.`);
    else if (every < 1) keys.refused('measure_every', 'Must be at least 1.');
    else {
      take(keys, every);
      if (!own.list.some(({ key }) => key === keys.path('methodname')))
        keys.taken('methodname', `measure.${wordFor(sectionNames, name) ?? ''}`);
      keys.taken('measure_every', `every = ${every}`);
    }
    for (const key of keys.unread()) keys.leftOut(key, `Means nothing for ${quoted(name)}.`);
    notes.addAll(own.list);
  }
  return valence === undefined ? { measure } : { measure, valence };
};

const sectionNames: Readonly<Record<string, string>> = {
  Plaquette: 'plaquette',
  Polyakov_loop: 'polyakov',
  Wilson_loop: 'wilson-loops',
  Topological_charge: 'topological-charge',
};

const without = (table: Table, key: string): Table =>
  Object.fromEntries(Object.entries(table).filter(([name]) => name !== key));
