/** Sentences of the table of runs. */

const column = (title: string, meaning: string) => ({ title, meaning });

export const runsText = {
  title: 'Runs',
  yes: 'yes',
  no: 'no',
  columns: {
    state: column('State', 'Derived from the evidence on disk; the reason is shown on hover.'),
    name: column('Name', 'The name in the specification.'),
    progress: column('Progress', 'Updates done, of those that the specification asks for.'),
    eta: column('Time left', 'At the present rate.'),
    rate: column('Rate', 'Updates per second.'),
    phase: column('Phase', 'The phase of the specification at work.'),
    lattice: column('Lattice', 'Extents in x, y, z and t.'),
    group: column('Group', 'The gauge group.'),
    beta: column('β', 'The inverse coupling of a named action.'),
    action: column('Action', 'The gauge action in words.'),
    algorithms: column('Algorithms', 'What one update does.'),
    sites: column('Sites', 'Number of lattice sites.'),
    alarms: column('Alarms', 'Warnings that the run has given.'),
    configurations: column('Configurations', 'Gauge configurations that were saved.'),
    changed: column('Changed', 'When the run was last written to.'),
    created: column('Created', 'When the run was made.'),
    in: column('In group', 'The group that you have put the run into.'),
    note: column('Note', 'What you have written about the run.'),
    template: column('Template', 'The template that the run was made from.'),
    parent: column('Parent', 'The run that it was forked from.'),
    id: column('Id', 'The name of its folder.'),
    reason: column('Reason', 'How it came to its state.'),
    pinned: column('Pinned', 'Kept at the top of the table.'),
    archived: column('Archived', 'Out of sight unless archived runs are shown.'),
  },
  sets: {
    run: 'Run',
    progress: 'Progress',
    simulation: 'Simulation',
    keeping: 'Bookkeeping',
  },
  parts: {
    mean: {
      title: (name: string) => name,
      meaning: (name: string) => `${name}: average after thermalisation with its error.`,
    },
    tau: {
      title: (name: string) => `τ ${name}`,
      meaning: (name: string) => `${name}: integrated autocorrelation time, in samples.`,
    },
    min: {
      title: (name: string) => `Least ${name}`,
      meaning: (name: string) => `${name}: least value after thermalisation.`,
    },
    max: {
      title: (name: string) => `Greatest ${name}`,
      meaning: (name: string) => `${name}: greatest value after thermalisation.`,
    },
    last: {
      title: (name: string) => `Last ${name}`,
      meaning: (name: string) => `${name}: the newest value.`,
    },
    samples: {
      title: (name: string) => `Samples of ${name}`,
      meaning: (name: string) => `${name}: samples after thermalisation.`,
    },
    delta: {
      title: (name: string) => `Δ ${name}`,
      meaning: (name: string) => `${name}: difference from the baseline run, errors added in quadrature.`,
    },
    sigma: {
      title: () => 'in σ',
      meaning: (name: string) => `${name}: difference from the baseline run in units of its error.`,
    },
  },
} as const;
