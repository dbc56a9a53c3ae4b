/**
 * plaquette.toml: the mark of a workspace folder, with its name and the version of its layout.
 * Older layouts are brought up to date step by step (`workspaceSteps`); newer ones are refused, never guessed at.
 * Proof: test/unit/main/workspace/workspace-file.test.ts.
 */
import { dirname, join } from 'node:path';
import { parse, stringify } from 'smol-toml';
import type { Result } from '../../src-engine/base/result.ts';
import { fail, ok } from '../../src-engine/base/result.ts';
import { createFile, replaceFile } from '../storage/durable-file.ts';
import { readSmallFile } from '../storage/file-bytes.ts';
import type { FileSystem } from '../storage/file-system.ts';
import { attempt } from '../storage/store-failure.ts';
import { workspaceFile } from './layout.ts';

export interface WorkspaceFacts {
  readonly name: string;
  readonly schema: number;
  readonly created: string;
}

/** Brings a folder from layout version n + 1 (its place in the list) to the next one; safe to repeat after a crash. */
export type WorkspaceStep = (files: FileSystem, folder: string) => Promise<Result<void>>;

/** Layout version 1 is the first. */
export const workspaceSteps: readonly WorkspaceStep[] = [];

const encode = (facts: WorkspaceFacts): Uint8Array =>
  new TextEncoder().encode(`# A Plaquette workspace: see the runs folder.\n${stringify(facts)}\n`);

const damaged = (path: string, what: string) =>
  fail(
    'workspace.damaged',
    `${path} ${what}.`,
    'Run plaquette workspace repair in this folder; the runs themselves are not affected.',
  );

const decode = (path: string, bytes: Uint8Array): Result<WorkspaceFacts> => {
  let table: Readonly<Record<string, unknown>>;
  try {
    table = parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return damaged(path, 'is not readable as TOML');
  }
  const { name, schema, created } = table;
  if (typeof schema !== 'number' || !Number.isSafeInteger(schema) || schema < 1)
    return damaged(path, 'does not say which version of the layout the folder has');
  return ok({
    name: typeof name === 'string' ? name : 'workspace',
    schema,
    created: typeof created === 'string' ? created : '',
  });
};

export const createWorkspaceFile = async (
  files: FileSystem,
  folder: string,
  facts: WorkspaceFacts,
): Promise<Result<void>> => {
  const created = await createFile(files, workspaceFile(folder), encode(facts));
  if (created.ok) return ok(undefined);
  if (created.error.detail?.errno !== 'EEXIST') return created;
  return fail('workspace.exists', `${folder} is a workspace already.`, 'Open it, or choose another folder.');
};

export const replaceWorkspaceFile = async (
  files: FileSystem,
  folder: string,
  facts: WorkspaceFacts,
): Promise<Result<void>> => {
  const replaced = await replaceFile(files, workspaceFile(folder), encode(facts));
  return replaced.ok ? ok(undefined) : replaced;
};

/** The facts of a workspace, after the steps it was missing: 'workspace.notFound', 'workspace.versionTooNew', 'workspace.damaged'. */
export const openWorkspaceFile = async (
  files: FileSystem,
  folder: string,
  steps: readonly WorkspaceStep[] = workspaceSteps,
): Promise<Result<WorkspaceFacts>> => {
  const path = workspaceFile(folder);
  const read = await attempt(`read ${path}`, () => readSmallFile(files, path, 1 << 20));
  if (!read.ok && read.error.code === 'store.notFound')
    return fail(
      'workspace.notFound',
      `${folder} is not a workspace.`,
      'Make one with plaquette workspace create, or go to its folder.',
    );
  if (!read.ok) return read;
  const decoded = decode(path, read.value);
  if (!decoded.ok) return decoded;
  let facts = decoded.value;
  const newest = steps.length + 1;
  if (facts.schema > newest)
    return fail(
      'workspace.versionTooNew',
      `${folder} was written by a newer Plaquette (layout ${facts.schema}; this one knows up to ${newest}).`,
      'Open it with the newer version; nothing was changed.',
      { found: facts.schema, known: newest },
    );
  while (facts.schema < newest) {
    const stepped = await steps[facts.schema - 1]!(files, folder);
    if (!stepped.ok) return stepped;
    facts = { ...facts, schema: facts.schema + 1 };
    const noted = await replaceWorkspaceFile(files, folder, facts);
    if (!noted.ok) return noted;
  }
  return ok(facts);
};

/** The nearest folder from `start` upwards that is a workspace. */
export const findWorkspace = async (files: FileSystem, start: string): Promise<Result<string>> => {
  for (let folder = start; ; folder = dirname(folder)) {
    const facts = await attempt(`look into ${folder}`, () => files.facts(join(folder, 'plaquette.toml')));
    if (facts.ok && facts.value?.kind === 'file') return ok(folder);
    if (dirname(folder) === folder)
      return fail(
        'workspace.notFound',
        `Neither ${start} nor any folder above it is a workspace.`,
        'Go to a workspace, or make one with plaquette workspace create.',
      );
  }
};
