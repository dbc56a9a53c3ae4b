/** Every command, in the order of the help text. The code of a command is loaded when the command is called, or when all are listed. */
import type { Register } from '../context.ts';

interface CommandFile {
  readonly register: Register;
}

const files: Readonly<Record<string, () => Promise<CommandFile>>> = {
  new: () => import('./new.ts'),
  run: () => import('./run.ts'),
  resume: () => import('./resume.ts'),
  stop: () => import('./stop.ts'),
  race: () => import('./race.ts'),
  list: () => import('./list.ts'),
  show: () => import('./show.ts'),
  analyze: () => import('./analyze.ts'),
  measure: () => import('./measure.ts'),
  inspect: () => import('./inspect.ts'),
  convert: () => import('./convert.ts'),
  import: () => import('./import.ts'),
  train: () => import('./train.ts'),
  sweep: () => import('./sweep.ts'),
  models: () => import('./models.ts'),
  sample: () => import('./sample.ts'),
  explain: () => import('./explain.ts'),
  workspace: () => import('./workspace.ts'),
  start: () => import('./start.ts'),
  serve: () => import('./serve.ts'),
  bench: () => import('./bench.ts'),
};

/** The first word that is neither an option nor the folder of `--workspace`, unless help was asked for before it; or `--version`. */
const calledName = (argv: readonly string[]): string | undefined => {
  for (let i = 0; i < argv.length; i++) {
    const word = argv[i]!;
    if (word === '-h' || word === '--help') return undefined;
    if (word === '--version') return word;
    if (word === '--workspace') i++;
    else if (!word.startsWith('-')) return word;
  }
  return undefined;
};

/** The command that is called; all of them where none is, and where there is none of that name; none for `--version`. */
export const loadCommands = async (argv: readonly string[]): Promise<readonly Register[]> => {
  const name = calledName(argv);
  if (name === '--version') return [];
  const called = name !== undefined && Object.hasOwn(files, name) ? [files[name]!] : Object.values(files);
  const loaded = await Promise.all(called.map((load) => load()));
  return loaded.map(({ register }) => register);
};
