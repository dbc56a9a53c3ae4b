/**
 * Files and folders that the user picks: dialogs of the operating system where the host has them, otherwise `ui/BrowseDialog.svelte`,
 * which waits for `browsing.request` and is in the shell once. Empty or null: the user thought better of it.
 */
import type { Args, Place } from '../../src-main/contract/index.ts';
import { call, hostKind } from './connection.svelte.ts';
import { orReport } from './notices.svelte.ts';

export type BrowseRequest =
  | { readonly what: 'files'; readonly several: boolean; readonly answer: (places: readonly Place[]) => void }
  | {
      readonly what: 'folder';
      readonly purpose: 'open-workspace' | 'new-workspace';
      readonly answer: (places: readonly Place[]) => void;
    }
  | {
      readonly what: 'target';
      readonly suggestedName: string;
      readonly answer: (places: readonly Place[]) => void;
    };

type Question = BrowseRequest extends infer R ? (R extends unknown ? Omit<R, 'answer'> : never) : never;

class Browsing {
  request = $state.raw<BrowseRequest | null>(null);
}

export const browsing = new Browsing();

const browse = (question: Question): Promise<readonly Place[]> =>
  new Promise((resolve) => {
    const answer = (places: readonly Place[]): void => {
      browsing.request = null;
      resolve(places);
    };
    browsing.request = { ...question, answer } as BrowseRequest;
  });

const native = (): boolean => hostKind() === 'electron';

export const pickFiles = async (args: Args<'host.pickFiles'>): Promise<readonly Place[]> =>
  native()
    ? ((await orReport(call('host.pickFiles', args))) ?? [])
    : browse({ what: 'files', several: args.several });

export const pickFolder = async (purpose: Args<'host.pickFolder'>['purpose']): Promise<Place | null> =>
  native()
    ? ((await orReport(call('host.pickFolder', { purpose }))) ?? null)
    : ((await browse({ what: 'folder', purpose }))[0] ?? null);

export const pickSaveTarget = async (args: Args<'host.pickSaveTarget'>): Promise<Place | null> =>
  native()
    ? ((await orReport(call('host.pickSaveTarget', args))) ?? null)
    : ((await browse({ what: 'target', suggestedName: args.suggestedName }))[0] ?? null);
