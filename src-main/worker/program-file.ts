/**
 * Where the program file of a thread lies. Run from source it is the TypeScript beside the code that starts it; in a bundle that code may
 * lie in the output folder or in a folder below. Proof: test/unit/main/worker/thread-pool.test.ts, test/unit/main/cli/bundle.test.ts.
 */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** `name` without an ending; `here` is the caller's `import.meta.url`. */
export const programFile = (name: string, here: string): URL => {
  const places = here.endsWith('.ts') ? [`./${name}.ts`] : [`./${name}.mjs`, `../${name}.mjs`];
  const found = places.map((place) => new URL(place, here)).find((url) => existsSync(fileURLToPath(url)));
  if (found === undefined)
    throw new Error(
      `The program file ${name}.mjs is missing beside ${fileURLToPath(here)}. Install the program again.`,
    );
  return found;
};
