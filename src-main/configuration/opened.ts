/**
 * The configurations that are open in this engine, shared by all its windows. A file keeps its id as long as it stays the same file.
 * The least recently used ones are forgotten when there are too many. Test: test/unit/main/configuration/handlers.test.ts.
 */
import { createHash } from 'node:crypto';
import { homedir } from 'node:os';
import { basename, dirname } from 'node:path';
import type { Result } from '../../src-engine/base/result.ts';
import { fail, ok } from '../../src-engine/base/result.ts';
import {
  coloursOf,
  type Inspection,
  type OpenOptions,
  PROVENANCE_RECORD,
} from '../../src-engine/format/index.ts';
import type { ConfigurationFacts } from '../contract/index.ts';
import { shownFolder } from '../host/place.ts';
import { checkComputable, type Shape } from './field-memory.ts';
import type { FileIdentity } from './file-identity.ts';
import { problemInApplication } from './in-application.ts';

export interface Opened {
  readonly id: string;
  readonly file: FileIdentity;
  readonly geometry: OpenOptions;
  readonly inspection: Inspection;
  /** Clients have been told that the file is not the same any more. */
  staleTold: boolean;
}

/** The same for the same file with the same geometry. */
export const configurationIdOf = (file: FileIdentity, geometry: OpenOptions): string => {
  const { dims, colours } = geometry;
  const text = JSON.stringify([file.path, file.size, file.modifiedMs, dims ?? null, colours ?? null]);
  return `c-${createHash('sha256').update(text).digest('hex').slice(0, 16)}`;
};

export const nameOf = ({ file }: Opened): string => basename(file.path);

/** What there is to compute on, or why there is nothing. */
export const shapeOf = ({ inspection, file }: Opened): Result<Shape> => {
  const { dims, group, content } = inspection;
  const colours = group === null ? undefined : coloursOf(group);
  if (content !== 'gauge' || dims === null || colours === undefined)
    return fail(
      'format.notGauge',
      `${basename(file.path)} holds no gauge field that can be looked at.`,
      'Read in its facts what it is.',
    );
  const possible = checkComputable({ dims, colours });
  return possible.ok ? ok({ dims, colours }) : possible;
};

/** Which run and update made it, as the file tells. */
export const originOf = ({ metadata }: Inspection): { run: string; update: number } | undefined => {
  try {
    const told: unknown = JSON.parse(metadata[PROVENANCE_RECORD] ?? '');
    if (typeof told !== 'object' || told === null || !('run' in told) || !('update' in told))
      return undefined;
    const { run, update } = told;
    return typeof run === 'string' && Number.isSafeInteger(update) && (update as number) >= 0
      ? { run, update: update as number }
      : undefined;
  } catch {
    return undefined;
  }
};

const mutable = <T>(values: readonly T[]): T[] => [...values];

/** The facts but for the origin, which depends on who asks. */
export const factsOf = (opened: Opened): Omit<ConfigurationFacts, 'origin'> => {
  const { id, file, inspection } = opened;
  const shape = shapeOf(opened);
  const unusable =
    shape.ok || shape.error.code === 'format.notGauge'
      ? []
      : [{ ...shape.error, severity: 'warning' as const }].map(({ code, severity, message, remedy }) => ({
          code,
          severity,
          message,
          remedy,
        }));
  return {
    id,
    name: basename(file.path),
    folder: shownFolder(dirname(file.path), homedir()),
    bytes: file.size,
    modified: new Date(file.modifiedMs).toISOString(),
    inspection: {
      ...inspection,
      dims: inspection.dims === null ? null : mutable(inspection.dims),
      checksums: mutable(inspection.checksums),
      metadata: { ...inspection.metadata },
      records: mutable(inspection.records),
      problems: [...unusable, ...inspection.problems.map(problemInApplication)],
    },
    viewable: shape.ok,
  };
};

export interface OpenedTable {
  get(id: string): Result<Opened>;
  add(opened: Opened): void;
  remove(id: string): void;
  /** Oldest first. */
  all(): readonly Opened[];
}

/** `onForget` hears of those that had to go. */
export const createOpenedTable = (limit: number, onForget: (id: string) => void): OpenedTable => {
  const opened = new Map<string, Opened>();
  /** The least recently used first. */
  const used = new Set<string>();
  const touch = (id: string): void => {
    used.delete(id);
    used.add(id);
  };
  const remove = (id: string): void => {
    used.delete(id);
    if (opened.delete(id)) onForget(id);
  };
  return {
    get: (id) => {
      const found = opened.get(id);
      if (found === undefined)
        return fail(
          'configuration.notOpen',
          'This configuration is not open any more.',
          'Open its file again.',
        );
      touch(id);
      return ok(found);
    },
    add: (entry) => {
      opened.set(entry.id, entry);
      touch(entry.id);
      for (const oldest of used) {
        if (opened.size <= limit) break;
        remove(oldest);
      }
    },
    remove,
    all: () => [...opened.values()],
  };
};
