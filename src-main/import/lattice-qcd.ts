/**
 * Parameter files of LatticeQCD.jl (TOML as its wizard writes it: [Physical setting], [Physical setting(fermions)], [System Control],
 * [HMC related], [Measurement set], [gradientflow_measurements]) as a document of our specification.
 * Conventions there, from its source: S = -(beta/NC) sum Re tr P; trajectory Dtau * MDsteps with momenta as here; position-version leapfrog;
 * Sexton-Weingarten: N gauge steps in each quark step; trajectories initialtrj to Nsteps; measurements once trajectory Nthermalization is reached.
 * Test: test/unit/main/import/lattice-qcd.test.ts.
 */
import { fail, ok, type Result } from '../../src-engine/base/result.ts';
import { parseToml } from '../spec/parse-toml.ts';
import { GivenKeys, isTable, quoted, type Table } from './given-keys.ts';
import { flowOf } from './lattice-qcd-flow.ts';
import { measurementsOf } from './lattice-qcd-measurements.ts';
import { boundaryOf, type Quark, quarkOf, solverOf } from './lattice-qcd-quark.ts';
import { phaseOf, updateOf } from './lattice-qcd-update.ts';
import { type Note, Notes } from './note.ts';

export interface Imported {
  /** Keys as in a file of ours; not checked yet. */
  readonly document: Readonly<Record<string, unknown>>;
  readonly notes: readonly Note[];
}

const PHYSICAL = 'Physical setting';
const FERMIONS = 'Physical setting(fermions)';
const CONTROL = 'System Control';
const HMC = 'HMC related';
const MEASUREMENTS = 'Measurement set';
const FLOW = 'gradientflow_measurements';
const LEARNING = ['SLHMC related', 'SLMC related', 'Action parameter for SLMC'] as const;

const sectionsKnown: readonly string[] = [PHYSICAL, FERMIONS, CONTROL, HMC, MEASUREMENTS, FLOW, ...LEARNING];

/** Keys that say where files go, what is printed, and how fields lie in memory. */
const housekeeping: Readonly<Record<string, string>> = {
  log_dir: 'A run keeps its log in its own folder.',
  logfile: 'A run keeps its log in its own folder.',
  measurement_dir: 'A run keeps its series in its own folder.',
  measurement_basedir: 'A run keeps its series in its own folder.',
  saveU_dir: 'A run keeps its configurations in its own folder.',
  verboselevel: 'There are no levels of printing.',
  Nwing: 'How fields lie in memory is not chosen.',
  isevenodd: 'Even and odd sites are always used where it pays.',
  julian_random_number: 'Random numbers are those of Philox.',
  ITERATION_MAX: 'The heat bath draws until it accepts.',
  loadU_dir: 'Only for measuring stored configurations.',
  loadU_fromfile: 'Only for measuring stored configurations.',
  loadU_filename: 'Only for measuring stored configurations.',
};

const latticeOf = (keys: GivenKeys): { lattice: Record<string, unknown>; dims: readonly number[] } => {
  const dims = keys.numbers('L', [4, 4, 4, 4]);
  const colours = keys.integer('NC', 3);
  keys.taken('L', `lattice.dims = [${dims.join(', ')}]`);
  if (colours < 1 || colours > 8) keys.blocked('NC', 'Groups from U(1) and SU(2) to SU(8) are there.');
  const group = colours === 1 ? 'U(1)' : `SU(${colours})`;
  keys.taken('NC', `lattice.group = "${group}"`);
  return { lattice: { dims: [...dims], group }, dims };
};

const startOf = (keys: GivenKeys): Record<string, unknown> => {
  const initial = keys.text('initial', 'cold');
  const format = keys.text('loadU_format', 'nothing');
  if (initial === 'cold' || initial === 'hot') {
    keys.taken('initial', `start.kind = "${initial}"`);
    keys.leftOut('loadU_format', 'No file is read.');
    return { kind: initial };
  }
  if (/instanton/i.test(initial)) {
    keys.blocked('initial', 'A start from an instanton is not there; "cold" and "hot" are, and a file.');
    return { kind: 'cold' };
  }
  if (/^jld2?$/i.test(format))
    keys.blocked(
      'loadU_format',
      'Julia data files are not read here. Save the configuration as ILDG there first.',
    );
  else if (keys.has('loadU_format'))
    keys.taken('loadU_format', 'nothing: formats are recognised by their content');
  keys.taken(
    'initial',
    'start.kind = "file"',
    'Its path counts from the folder of the specification here, from the folder of the Julia session there.',
  );
  return { kind: 'file', file: initial };
};

const runOf = (keys: GivenKeys): Record<string, unknown> => {
  const run: Record<string, unknown> = {};
  const [settling, first] = [keys.integer('Nthermalization', 0), keys.integer('initialtrj', 1)];
  if (settling > first) {
    run.thermalisation = settling - first;
    keys.taken(
      'Nthermalization',
      `run.thermalisation = ${settling - first}`,
      'These updates are measured too, and left out of averages.',
    );
  } else keys.leftOut('Nthermalization', 'Nothing is cut there; here the cut is found from the series.');
  const format = keys.text('saveU_format', 'nothing');
  const every = keys.integer('saveU_every', 1);
  if (format === 'nothing') {
    for (const key of ['saveU_format', 'saveU_every']) keys.leftOut(key, 'No configurations are saved.');
    return run;
  }
  run['save-every'] = every;
  keys.taken('saveU_every', `run.save-every = ${every}`);
  keys.taken('saveU_format', 'configurations are ILDG files here', 'They can be converted afterwards.');
  return run;
};

const seaOf = (keys: GivenKeys, dimensions: number): { quark?: Quark; dirac?: Quark } => {
  const quenched = keys.boolean('quench', true);
  const name = keys.text('Dirac_operator', 'nothing');
  if (quenched) {
    keys.taken('quench', 'no [[fermion]]');
    if (keys.has('Dirac_operator')) keys.leftOut('Dirac_operator', 'The run is quenched.');
    return {};
  }
  const operator = quarkOf(keys, name, 'fermion');
  if (operator === undefined) {
    keys.blocked(
      'Dirac_operator',
      name === 'nothing'
        ? 'The run is not quenched, but no quarks are named.'
        : `${quoted(name)} quarks are not there.`,
    );
    return {};
  }
  keys.taken('quench', 'a section [[fermion]]');
  keys.taken('Dirac_operator', `fermion.operator = "${String(operator.operator)}"`);
  const dirac = { ...operator, boundary: 'antiperiodic', ...boundaryOf(keys, dimensions, 'fermion') };
  const { tolerance, ...limits } = solverOf(keys, 'fermion');
  const solver = {
    ...limits,
    ...(tolerance === undefined ? {} : { tolerance, 'force-tolerance': tolerance }),
  };
  if (operator.operator !== 'staggered') {
    keys.leftOut('Nf', 'These quarks are two flavours there whatever Nf says: fermion.flavours = 2.');
    return { dirac, quark: { ...dirac, flavours: 2, ...solver } };
  }
  const tastes = keys.integer('Nf', 4);
  keys.taken(
    'Nf',
    `fermion.tastes = ${tastes}`,
    dimensions === 2
      ? 'det(D)^(Nf / 2).'
      : 'Tastes: the weight is det(D)^(Nf / 4), through rational approximations where Nf is not 4 or 8.',
  );
  return { dirac, quark: { ...dirac, tastes, ...solver } };
};

const learning = (keys: GivenKeys): void => {
  if (keys.boolean('use_autogeneratedstaples', false))
    keys.blocked(
      'use_autogeneratedstaples',
      'Improved actions of that kind are not read; write them as action.loops.',
    );
  for (const key of [
    'use_autogeneratedstaples',
    'βeff',
    'firstlearn',
    'couplinglist',
    'couplingcoeff',
    'coupling_loops',
    'integratedFermionAction',
    'training_data_name',
  ])
    keys.leftOut(key, 'Only for self-learning updates.');
};

const everySection = (document: Table, notes: Notes): ReadonlyMap<string, Table> => {
  const sections = new Map<string, Table>();
  for (const [name, value] of Object.entries(document).slice(0, 100)) {
    const label = name.slice(0, 60);
    if (!isTable(value))
      notes.blocked(label, 'Stands outside every section; parameter files have their keys in sections.');
    else if (sectionsKnown.includes(name)) sections.set(name, value);
    else notes.blocked(label, 'Is not a section of a parameter file that is known here.');
  }
  return sections;
};

/** `seed` stands in where the file gives none. */
export const importLatticeQcd = (toml: string, seed: number): Result<Imported> => {
  const parsed = parseToml(toml);
  if (!parsed.ok) return parsed;
  const document = parsed.value as Table;
  const notes = new Notes();
  if (!sectionsKnown.some((name) => isTable(document[name])))
    return fail(
      'format.unknown',
      'This is not a parameter file of LatticeQCD.jl: none of its sections is there.',
      `A parameter file has sections such as ["${PHYSICAL}"] and ["${HMC}"], as the wizard of LatticeQCD.jl writes them.`,
    );
  const sections = everySection(document, notes);
  const tables = (...names: readonly string[]) =>
    names.map((name) => [name, sections.get(name) ?? {}] as const);
  // the original looks in all sections for a key
  const keys = new GivenKeys(
    tables(PHYSICAL, FERMIONS, HMC, CONTROL, ...LEARNING).map(
      ([name, table]) => [name, name === CONTROL ? withoutFlow(table) : table] as const,
    ),
    notes,
  );

  const { lattice, dims } = latticeOf(keys);
  const beta = keys.number('β', 5.7);
  keys.taken(
    'β',
    `action.beta = ${beta}, preset = "wilson"`,
    'The same convention: S = -(beta / N) sum Re tr P.',
  );
  const sea = seaOf(keys, dims.length);
  const update = updateOf(keys, sea.quark !== undefined);
  const start = startOf(keys);
  const phase = phaseOf(keys, update);
  const run = runOf(keys);
  const given = keys.integer('randomseed', seed);
  if (keys.has('randomseed'))
    keys.taken(
      'randomseed',
      `seed = ${given}`,
      'The random numbers are others, so the chain is another one.',
    );
  learning(keys);
  for (const [key, why] of Object.entries(housekeeping)) keys.leftOut(key, why);
  for (const key of keys.unread())
    if (meaningful.has(key)) keys.leftOut(key, 'Has no effect with these settings.');
    else
      keys.blocked(
        key,
        'Is not a key of LatticeQCD.jl that is known here. Remove it if it has no effect there.',
      );

  const { measure, valence } = measurementsOf(sections.get(MEASUREMENTS) ?? {}, {
    dimensions: dims.length,
    sea: sea.dirac,
    notes,
  });
  for (const key of Object.keys(sections.get(MEASUREMENTS) ?? {}))
    if (Object.hasOwn(housekeeping, key)) notes.leftOut(`${MEASUREMENTS} / ${key}`, housekeeping[key]!);
  const flowSection = sections.get(FLOW) ?? {};
  const flowKeys = new GivenKeys(
    [
      [FLOW, flowSection],
      [CONTROL, sections.get(CONTROL) ?? {}],
    ],
    notes,
  );
  const flow = flowOf(flowKeys, flowSection, notes);

  return ok({
    notes: notes.list,
    document: {
      version: 1,
      seed: given,
      lattice,
      action: { preset: 'wilson', beta },
      ...(sea.quark === undefined ? {} : { fermion: [sea.quark] }),
      ...(valence === undefined ? {} : { valence }),
      start,
      phase: [phase],
      run,
      measure: flow === undefined ? measure : { ...measure, flow },
    },
  });
};

/** Keys that LatticeQCD.jl knows, for what other settings make of them. */
const meaningful: ReadonlySet<string> = new Set([
  ...['hop', 'r', 'Clover_coefficient', 'hasclover', 'mass', 'Nf', 'naik_epsilon', 'b', 'c', 'M', 'm', 'N5'],
  ...['Domainwall_M', 'Domainwall_m', 'Domainwall_L5', 'BoundaryCondition', 'smearing_for_fermion'],
  ...['stout_numlayers', 'stout_ρ', 'stout_loops', 'useOR', 'numOR', 'Δτ', 'MDsteps', 'QPQ'],
  ...['SextonWeingargten', 'N_SextonWeingargten', 'eps', 'MaxCGstep', 'Dirac_operator'],
]);

const flowKeyNames: readonly string[] = ['hasgradientflow', 'eps_flow', 'numflow', 'Nflow'];

const withoutFlow = (table: Table): Table =>
  Object.fromEntries(Object.entries(table).filter(([key]) => !flowKeyNames.includes(key)));
