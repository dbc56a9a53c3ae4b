/** Where the built pages lie: in the output folder, in which, or in a folder of which, this code lies once it is bundled. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The first place when there are none. */
export const pagesFolder = (): string => {
  const here = import.meta.url;
  const places = here.endsWith('.ts') ? ['../../out/renderer'] : ['./renderer', '../renderer'];
  const paths = places.map((place) => fileURLToPath(new URL(place, here)));
  return paths.find((path) => existsSync(path)) ?? paths[0]!;
};
