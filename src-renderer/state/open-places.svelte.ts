/**
 * Files and folders that come from outside: dropped, picked, or asked for by the operating system. Folders are opened as workspaces,
 * specifications begin a new run, weights of models are offered to the workspace, everything else is inspected as a configuration where it lies.
 * Test: test/unit/renderer/state/open-places.test.ts.
 */
import type { ContractFailure, HostEvents, Place } from '../../src-main/contract/index.ts';
import { openText } from '../text/open.ts';
import { openConfiguration, showConfiguration } from './configurations.svelte.ts';
import { call, connection, on } from './connection.svelte.ts';
import { hostFacts } from './engine.svelte.ts';
import { offerModels } from './model-import.svelte.ts';
import { notify, report, reportAll } from './notices.svelte.ts';
import { navigate, route } from './route.svelte.ts';
import { openWorkspace, workspace } from './workspace.svelte.ts';

export interface SortedPlaces {
  readonly folders: readonly Place[];
  readonly specifications: readonly Place[];
  readonly models: readonly Place[];
  readonly configurations: readonly Place[];
}

export const sortPlaces = (places: readonly Place[]): SortedPlaces => {
  const files = places.filter(({ kind }) => kind === 'file');
  const isSpecification = ({ name }: Place): boolean => /\.toml$/i.test(name);
  const isModel = ({ name }: Place): boolean => /\.safetensors$/i.test(name);
  return {
    folders: places.filter(({ kind }) => kind === 'folder'),
    specifications: files.filter(isSpecification),
    models: files.filter(isModel),
    configurations: files.filter((place) => !isSpecification(place) && !isModel(place)),
  };
};

/** A specification that a file brought or a model suggests, waiting for the screen of new runs to take it. */
class Incoming {
  specification = $state.raw<{
    readonly kind: 'file' | 'model';
    readonly name: string;
    readonly toml: string;
  } | null>(null);
}

export const incoming = new Incoming();

const openFolder = async (place: Place): Promise<void> => {
  const before = route.current;
  // who has gone elsewhere meanwhile stays there
  if ((await openWorkspace(place)) && route.current === before) navigate({ screen: 'runs' });
};

const openSpecification = async (place: Place): Promise<void> => {
  const reply = await call('spec.openFile', { handle: place.handle });
  if (!reply.ok) return report(reply.error);
  if (reply.value.problem !== null) report(reply.value.problem);
  incoming.specification = { kind: 'file', name: place.name, toml: reply.value.toml };
  navigate({ screen: 'new-run', template: null, fork: null, update: null });
};

/** Opens them one after the other; the one that could be opened is shown, or the list when there are several. */
export const openConfigurations = async (places: readonly Place[]): Promise<void> => {
  const opened: string[] = [];
  const refused: ContractFailure[] = [];
  const asOneOfMany = places.length > 1 ? { refused: (why: ContractFailure) => void refused.push(why) } : {};
  for (const { handle, name } of places) {
    const facts = await openConfiguration({ handle }, name, asOneOfMany);
    if (facts !== undefined) opened.push(facts.id);
  }
  reportAll(refused, openText.refused);
  const [first] = opened;
  if (first === undefined) return;
  if (opened.length === 1) return showConfiguration(first);
  notify(openText.opened(opened.length), { kind: 'good' });
  navigate({ screen: 'configurations' });
};

export const openPlaces = async (places: readonly Place[]): Promise<void> => {
  const { folders, specifications, models, configurations } = sortPlaces(places);
  const [folder, ...more] = folders;
  if (more.length > 0) notify(openText.oneWorkspace, { kind: 'warning' });
  if (folder !== undefined) await openFolder(folder);
  const [specification] = specifications;
  if (specification !== undefined) await openSpecification(specification);
  if (models.length > 0) offerModels(models);
  if (configurations.length > 0) await openConfigurations(configurations);
};

const take = async (asked: HostEvents['host.openRequested']): Promise<void> => {
  reportAll(asked.refused, openText.refused);
  await openPlaces([...(asked.workspace === null ? [] : [asked.workspace]), ...asked.configurations]);
};

/** Once, inside an effect root: what this window was opened for, then what comes later. */
export const followOpenRequests = (): void => {
  on('host.openRequested', (asked) => void take(asked));
  let begun = false;
  $effect(() => {
    if (!connection.current.connected || begun) return;
    begun = true;
    void hostFacts().then((facts) => {
      // a reload shows again what was open, not what the window once began with
      if (facts === null || workspace.opening || workspace.session > 0) return;
      const { workspace: folder, configurations } = facts.opens;
      if (route.current.screen === 'home') void take({ workspace: folder, configurations, refused: [] });
      else if (folder !== null) void openWorkspace(folder);
    });
  });
};
