/**
 * Places that were opened, newest first: recent.json in the program's own folder. Their paths are granted when they are listed.
 * Test: test/unit/main/host/recent-places.test.ts.
 */
import { z } from 'zod';
import type { Result } from '../../src-engine/base/result.ts';
import type { RecentPlace } from '../contract/index.ts';
import { type JsonFile, type JsonFileKind, openJsonFile } from './json-file.ts';
import { type PlaceMaker, placeOf } from './place.ts';

const MOST = 40;
/** A drive that is asleep or gone must not hold up the home screen. */
const LOOK_MS = 400;

const entry = z.object({
  path: z.string(),
  what: z.enum(['workspace', 'configuration']),
  lastOpened: z.string(),
});
type Entry = z.output<typeof entry>;

const kind: JsonFileKind<{ readonly places: readonly Entry[] }> = {
  what: 'The recent places',
  schema: 1,
  read: ({ places = [] }) => {
    const list = Array.isArray(places) ? places.map((place) => entry.safeParse(place)) : [];
    const intact = list.flatMap((read) => (read.success ? [read.data] : []));
    const lost = Array.isArray(places) && intact.length === list.length ? [] : ['places'];
    return { value: { places: intact }, lost };
  },
};

export interface RecentPlaces {
  readonly problem: JsonFile<object>['problem'];
  /** Newest first, with whether each is there now. */
  list(): Promise<readonly RecentPlace[]>;
  note(path: string, what: RecentPlace['what']): Promise<Result<unknown>>;
  forget(path: string): Promise<Result<unknown>>;
}

export const openRecentPlaces = async (
  maker: PlaceMaker,
  path: string,
  now: () => Date = () => new Date(),
): Promise<RecentPlaces> => {
  const file = await openJsonFile(maker.files, path, kind, () => now().getTime());

  const isThere = (place: string): Promise<boolean> => {
    const look = maker.files.facts(place).then(
      (facts) => facts !== undefined,
      () => false,
    );
    return Promise.race([
      look,
      new Promise<boolean>((resolve) => setTimeout(resolve, LOOK_MS, false).unref()),
    ]);
  };
  const without = (places: readonly Entry[], gone: string): readonly Entry[] =>
    places.filter((place) => place.path !== gone);

  return {
    problem: file.problem,
    list: () =>
      Promise.all(
        file.value().places.map(async ({ path: place, what, lastOpened }) => ({
          ...placeOf(maker, place, what === 'workspace' ? 'folder' : 'file'),
          what,
          lastOpened,
          present: await isThere(place),
        })),
      ),
    note: (place, what) =>
      file.change(({ places }) => ({
        places: [{ path: place, what, lastOpened: now().toISOString() }, ...without(places, place)].slice(
          0,
          MOST,
        ),
      })),
    forget: (place) => file.change(({ places }) => ({ places: without(places, place) })),
  };
};
