/** Names of everything in a workspace folder. Run identifiers sort by time of creation (UTC). */
import { join } from 'node:path';

/** Version of the folder layout this build reads and writes. */
export const layoutVersion = 1;

export const workspaceFile = (folder: string): string => join(folder, 'plaquette.toml');
export const indexFile = (folder: string): string => join(folder, 'index.sqlite');
export const runsFolder = (folder: string): string => join(folder, 'runs');
/** Comparisons of samplers: each a folder with race.json. */
export const racesFolder = (folder: string): string => join(folder, 'races');
/** Trained models: each a folder with model.json and weights.safetensors. */
export const modelsFolder = (folder: string): string => join(folder, 'models');
export const trashFolder = (folder: string): string => join(folder, 'trash');

export interface RunPaths {
  readonly folder: string;
  readonly spec: string;
  readonly log: string;
  readonly metrics: string;
  readonly configurations: string;
  readonly checkpoints: string;
  /** Torn tails of logs, as they were found. */
  readonly damaged: string;
}

export const runPathsIn = (folder: string): RunPaths => ({
  folder,
  spec: join(folder, 'spec.toml'),
  log: join(folder, 'log.ndjson'),
  metrics: join(folder, 'metrics.ndjson'),
  configurations: join(folder, 'configurations'),
  checkpoints: join(folder, 'checkpoints'),
  damaged: join(folder, 'damaged'),
});

export const runPaths = (workspace: string, id: string): RunPaths =>
  runPathsIn(join(runsFolder(workspace), id));

export const isRunId = (name: string): boolean => /^\d{8}-\d{6}-[0-9a-f]{4}$/.test(name);

/** UTC time to the second in the form 20261121-142530. */
export const timeName = (ms: number): string =>
  new Date(ms).toISOString().slice(0, 19).replaceAll('-', '').replaceAll(':', '').replace('T', '-');

/** Such as 20261121-142530-ab12; the suffix is the start of a random token. */
export const runId = (ms: number, token: string): string => `${timeName(ms)}-${token.slice(0, 4)}`;

/** A folder in which a run is being put together; it becomes the run by one rename. */
export const unfinishedPrefix = '.new-';

/** A file name that stays inside its folder on every system. */
export const isPlainName = (name: string): boolean => /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/.test(name);
