/**
 * Which runs of a workspace name which models: proposals of a flow, or the numbers that a training begins from. Told from the
 * specifications as they are on disk. Test: test/unit/main/model/model-store.test.ts.
 */
import { basename, dirname, resolve } from 'node:path';
import type { ModelManifest } from '../../src-engine/api/model-manifest.ts';
import { fail, ok, type Result } from '../../src-engine/base/result.ts';
import { parseToml } from '../spec/parse-toml.ts';
import { readSmallFile } from '../storage/file-bytes.ts';
import type { FileSystem } from '../storage/file-system.ts';
import { inParallel } from '../storage/in-parallel.ts';
import { modelsFolder, runPaths } from '../workspace/layout.ts';
import { runIdsIn } from '../workspace/run-ids.ts';

/** Keys of specifications whose values name a model. */
const KEYS = new Set(['model', 'initial-model']);
const WIDTH = 16;
const MAX_SPEC = 1 << 20;

const wordsIn = (value: unknown): readonly string[] => {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    typeof inner === 'string' ? (KEYS.has(key) ? [inner] : []) : wordsIn(inner),
  );
};

/** For every run that names a model: the words it names models with. */
export const modelWordsOfRuns = async (
  files: FileSystem,
  workspace: string,
): Promise<Result<ReadonlyMap<string, readonly string[]>>> => {
  const runs = await runIdsIn(files, workspace);
  if (!runs.ok) return runs;
  const words = new Map<string, readonly string[]>();
  await inParallel(runs.value, WIDTH, async (run) => {
    const bytes = await readSmallFile(files, runPaths(workspace, run).spec, MAX_SPEC).catch(() => undefined);
    const text = new TextDecoder().decode(bytes);
    if (!text.includes('model')) return;
    const document = parseToml(text);
    const found = document.ok ? wordsIn(document.value) : [];
    if (found.length > 0) words.set(run, found);
  });
  return ok(new Map([...words].sort(([a], [b]) => (a < b ? -1 : 1))));
};

/** The runs that name one model, by its identifier, its name or its folder; oldest first. */
export const runsThatName = (
  words: ReadonlyMap<string, readonly string[]>,
  workspace: string,
  { id, name }: Pick<ModelManifest, 'id' | 'name'>,
): readonly string[] => {
  const models = modelsFolder(workspace);
  const means = (word: string, run: string): boolean => {
    if (word === id || word === name) return true;
    const path = resolve(runPaths(workspace, run).folder, word);
    const folder = basename(path).endsWith('.safetensors') ? dirname(path) : path;
    return basename(folder) === id && dirname(folder) === models;
  };
  return [...words].filter(([run, used]) => used.some((word) => means(word, run))).map(([run]) => run);
};

/** 'model.inUse' when runs name the model. */
export const checkUnused = async (
  files: FileSystem,
  workspace: string,
  model: Pick<ModelManifest, 'id' | 'name'>,
): Promise<Result<void>> => {
  const words = await modelWordsOfRuns(files, workspace);
  if (!words.ok) return words;
  const runs = runsThatName(words.value, workspace, model);
  if (runs.length === 0) return ok(undefined);
  const others = runs.length === 1 ? '' : ` and ${runs.length - 1} more`;
  return fail(
    'model.inUse',
    `The model ${model.name} is used by the run ${runs.at(-1)}${others}.`,
    'Move these runs to the trash first, or keep the model.',
    { runs },
  );
};
