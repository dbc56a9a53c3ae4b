/**
 * Configurations that are open in the engine, and the one way to open more. A file that does not say its extents waits in `question` for
 * the answer of shell or screen (`GeometryDialog`). Test: test/unit/renderer/state/configurations.test.ts.
 */
import type { Args, ConfigurationFacts, ContractFailure } from '../../src-main/contract/index.ts';
import { call, connection, on } from './connection.svelte.ts';
import { report } from './notices.svelte.ts';
import { noteRecent } from './recents.svelte.ts';
import { navigate } from './route.svelte.ts';

export type Source = Args<'configuration.open'>['source'];

export interface GeometryQuestion {
  readonly source: Source;
  readonly name: string;
  readonly failure: ContractFailure;
}

class Configurations {
  opened = $state.raw<readonly ConfigurationFacts[]>([]);
  /** Names of files on their way. */
  opening = $state.raw<readonly string[]>([]);
  question = $state.raw<GeometryQuestion | null>(null);
  /** By configuration: why what is shown may be wrong now. */
  stale = $state.raw<Readonly<Record<string, ContractFailure>>>({});
}

export const configurations = new Configurations();
/** Where each came from, to open it again after a restart of the engine. */
const sources = new Map<string, Source>();

export const sourceOf = (configuration: string): Source | undefined => sources.get(configuration);

const put = (facts: ConfigurationFacts): void => {
  configurations.opened = [facts, ...configurations.opened.filter(({ id }) => id !== facts.id)];
  const { [facts.id]: _, ...rest } = configurations.stale;
  configurations.stale = rest;
};

interface OpenChoices {
  readonly geometry?: { readonly dims: readonly number[]; readonly group: string | null };
  /** Hears why it cannot be opened, in place of the user. */
  readonly refused?: (failure: ContractFailure) => void;
}

/** Undefined when it cannot be opened; what is wrong has then been said. */
export const openConfiguration = async (
  source: Source,
  name: string,
  { geometry, refused }: OpenChoices = {},
): Promise<ConfigurationFacts | undefined> => {
  configurations.opening = [...configurations.opening, name];
  const reply = await call('configuration.open', {
    source,
    dims: geometry === undefined ? null : [...geometry.dims],
    group: geometry?.group ?? null,
  });
  const at = configurations.opening.indexOf(name);
  configurations.opening = configurations.opening.toSpliced(at, 1);
  if (!reply.ok) {
    const { code } = reply.error;
    // a file that contradicts itself cannot be helped by extents; an answer that does not fit can be corrected
    const isQuestion =
      code === 'format.geometryNeeded' || (code === 'format.geometryMismatch' && geometry !== undefined);
    if (refused !== undefined) refused(reply.error);
    else if (isQuestion) configurations.question = { source, name, failure: reply.error };
    else report(reply.error);
    return undefined;
  }
  sources.set(reply.value.id, source);
  put(reply.value);
  if ('handle' in source) void noteRecent(source.handle, 'configuration');
  return reply.value;
};

export const showConfiguration = (configuration: string, beside: string | null = null): void =>
  navigate({ screen: 'configuration', configuration, beside });

export const closeConfiguration = async (configuration: string): Promise<void> => {
  const reply = await call('configuration.close', { configuration });
  if (!reply.ok && reply.error.code !== 'ipc.handle') report(reply.error);
  configurations.opened = configurations.opened.filter(({ id }) => id !== configuration);
};

/** Once, inside an effect root. */
export const followConfigurations = (): void => {
  on('configuration.stale', ({ configuration, failure }) => {
    configurations.stale = { ...configurations.stale, [configuration]: failure };
  });
  $effect(() => {
    if (!connection.current.connected) return;
    void connection.current.epoch;
    void call('configuration.opened', {}).then((reply) => {
      if (reply.ok) configurations.opened = reply.value;
    });
  });
};
