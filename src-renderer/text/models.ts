/** Words of the screen of models. */
import type { ModelRow } from '../../src-main/contract/index.ts';

type Theory = ModelRow['target']['theory'];
type Kind = ModelRow['architecture']['kind'];
type Estimator = NonNullable<ModelRow['training']>['estimator'];

const theories: Readonly<Record<Theory, string>> = {
  phi4: 'φ⁴',
  u1: 'U(1)',
  su2: 'SU(2)',
  su3: 'SU(3)',
};

const kinds: Readonly<Record<Kind, string>> = {
  affine: 'Affine couplings',
  spline: 'Spline couplings',
  continuous: 'Continuous flow',
  angular: 'Angular couplings',
  spectral: 'Spectral couplings',
  residual: 'Residual layers',
};

const estimators: Readonly<Record<Estimator, string>> = {
  reparametrised: 'reparametrised',
  path: 'path gradient',
  reinforce: 'score function',
};

const columns = {
  name: { title: 'Name', meaning: 'As its training named it.' },
  theory: { title: 'Theory', meaning: 'What it samples.' },
  lattice: { title: 'Lattice', meaning: 'The extents it was trained on.' },
  couplings: { title: 'Couplings', meaning: 'Those it was trained for.' },
  architecture: { title: 'Architecture', meaning: 'The kind of flow and its layers.' },
  ess: {
    title: 'ESS',
    meaning: 'Effective sample size over the number of samples, at the end of the training, with its error.',
  },
  steps: { title: 'Steps', meaning: 'Training steps that were taken.' },
  time: { title: 'Training', meaning: 'Wall-clock time of all steps, without that of earlier models.' },
  parent: { title: 'From', meaning: 'The model whose numbers the training began with.' },
  created: { title: 'Made', meaning: 'When it was made.' },
} as const;

export const modelsText = {
  title: 'Models',
  loading: 'Looking for models…',
  emptyTitle: 'No models yet',
  emptyText:
    'A model is a trained flow: it proposes whole fields, and what an accept step makes of them is exact. Train one from a template, a few minutes for a scalar field on 8 × 8, or import a file that somebody gave you. Here they are kept with their training, their effective sample size and where they come from.',
  emptyNoWorkspace: 'Models belong to a workspace. Open one to see its models, or to train the first.',
  train: 'Train a model…',
  import: 'Import…',
  imported: (name: string): string => `The model ${name} is in this workspace now.`,
  importedAs: (name: string, id: string, former: string): string =>
    `The model ${name} is in this workspace now, as ${id}: another model has its identifier ${former} here.`,
  importedAgain: (name: string): string => `The model ${name} was here already.`,
  offerTitle: (count: number): string => (count === 1 ? 'Import this model?' : `Import ${count} models?`),
  offerText: (names: string, workspace: string): string =>
    `${names}: copied into the workspace ${workspace}, if the numbers fit what the file says of them. The file itself stays as it is.`,
  offerNow: 'Import',
  dropNoWorkspace: 'Models belong to a workspace: open one, then drop the model again.',
  dropReadOnly: 'This workspace is open for reading only: a model cannot be imported here.',
  filterExample: 'theory:U(1) ess>0.5 name~quick',
  filtered: (shown: number, all: number): string => `${shown} of ${all} models`,
  noneHereTitle: 'No model passes the filter',
  noneHereText: (count: number): string =>
    `${count === 1 ? 'One model is' : `${count} models are`} hidden by it.`,
  clearFilter: 'Show all models',
  columns,
  set: 'Models',
  theories,
  kinds,
  estimators,
  massSquared: 'm²',
  lambda: 'λ',
  beta: 'β',
  equals: (name: string, value: string): string => `${name} = ${value}`,
  untrained: 'not trained here',
  notMeasured: 'not measured',
  chosen: (count: number): string => (count === 1 ? '1 model ticked' : `${count} models ticked`),
  hiddenTicks: (count: number): string => `${count} of them hidden by the filter`,
  untick: 'Untick all',
  inspectorNone: 'Choose a model to see what it is and where it comes from.',
  damagedTitle: (id: string): string => `The model ${id} cannot be read.`,

  // what can be done
  sample: 'Sample with it…',
  trainFurther: 'Train further or transfer…',
  race: 'Race it…',
  exportFile: 'Export as one file…',
  exportFolder: 'Export as a folder with a readable manifest…',
  exported: (place: string): string => `Exported to ${place}.`,
  remove: 'Remove…',
  removeNow: 'Remove',
  removeTitle: (count: number): string => (count === 1 ? 'Remove this model?' : `Remove ${count} models?`),
  removeMessage: (names: string): string =>
    `${names}: moved into the trash folder of the workspace. Nothing is deleted, and models that runs name stay.`,
  removed: (count: number, folder: string): string =>
    `${count === 1 ? 'One model was' : `${count} models were`} moved to ${folder}.`,
  more: 'Actions',
  samplesOf: (name: string): string => `Samples of ${name}`.slice(0, 80),
  trainedFrom: (name: string): string => `${name}, trained further`.slice(0, 80),
  samplingPhase: 'sampling',
  draft: (name: string): string => `the model ${name}`,

  // one model
  essOf: (samples: string): string => `of ${samples} samples, at the end of the training`,
  facts: {
    theory: 'Theory',
    couplings: 'Couplings',
    lattice: 'Lattice',
    kind: 'Flow',
    couplingLayers: 'Layers',
    network: 'Network',
    activation: 'Activation',
    bins: 'Bins of a spline',
    transform: 'Map of angles',
    size: 'Size of the map',
    frequencies: 'Frequencies',
    features: 'Features',
    timeModes: 'Modes in time',
    integration: 'Integration steps',
    sweeps: 'Sweeps',
    loops: 'Networks see',
    masks: 'Masks',
    numbers: 'Trained numbers',
    bytes: 'File',
    ess: 'Effective sample size',
    steps: 'Training steps',
    batch: 'Batch',
    estimator: 'Gradient',
    time: 'Training time',
    seed: 'Seed',
    created: 'Made',
    code: 'Plaquette version',
    id: 'Model',
  },
  networks: { convolution: 'convolutions', dense: 'fully connected' },
  networkText: (kind: string, hidden: string, stencil: string): string =>
    `${kind}${hidden === '' ? ', one layer' : `, hidden ${hidden}`}${stencil === '' ? '' : `, stencil ${stencil}`}`,
  activationText: (inner: string, final: string): string =>
    final === 'none' ? inner : `${inner}, ${final} at the end`,
  loops: {
    plaquettes: 'plaquettes',
    rectangles: 'plaquettes and 2 × 1 loops',
    strips: 'plaquettes and loops of 2, 3 and 4',
  },
  loopOfBlock: 'the loop around a block',
  masks: {
    alternating: 'alternating stripes',
    sweeps: 'sweeps of stripes',
    blocks: 'blocks and their halves',
  },
  transforms: { projection: 'non-compact projections', 'circular-spline': 'circular spline' },
  lineage: 'Lineage',
  manifest: 'What it is',
  trainedBy: 'Trained by',
  runElsewhere: (run: string): string => `${run}, a run that is not in this workspace`,
  noRun: 'Its numbers were not trained by this program.',
  ancestors: 'Began from',
  fromRandom: 'random numbers',
  modelElsewhere: (id: string): string => `${id}, not in this workspace`,
  children: 'Models trained from it',
  usedBy: 'Runs that name it',
  none: 'none',
  pieces: 'Its numbers, piece by piece',
  piece: 'Piece',
  shape: 'Shape',
  count: 'Numbers',
  folder: 'Folder',

  // its check
  check: 'Check',
  checkAgain: 'Check again',
  checkTitle: 'Check',
  checkIntro:
    'Whether log q is the density of its samples: the way back, densities, a Jacobian by differences, symmetries, and all of it once more by TensorFlow.js. Seconds for couplings, minutes for continuous flows.',
  checking: 'Checking',
  checkVerdicts: { passed: 'passed', failed: 'failed', told: 'not built in', 'left-out': 'left out' },
  stopCheck: 'Cancel the check',

  // two models
  compare: 'Compared',
  key: 'Of the model',
  compareHint: 'Tick two models or more to see them side by side.',
  sigmaFromFirst: (sigma: string): string => `${sigma} from the first`,
} as const;
