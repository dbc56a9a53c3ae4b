/**
 * Remedies that name a command of the command line, said as what to do in a window. Every remedy of engine and store that names one
 * needs a phrase here. Test: test/unit/main/engine-host/bad-input-words.test.ts.
 */
import type { Failure } from '../../src-engine/base/result.ts';

const phrases: readonly (readonly [RegExp, string])[] = [
  [/Run plaquette workspace repair in this folder;/, 'Repair the workspace;'],
  [
    /Run plaquette workspace repair; it is rebuilt from the run folders\./,
    'Repair the workspace from the command palette; its index is rebuilt from the run folders.',
  ],
  [/run plaquette workspace repair\./i, 'repair the workspace from the command palette.'],
  [/List the runs with plaquette list\./, 'Look at the list of runs.'],
  [
    /(Make one with plaquette workspace create, or go to its folder|Go to a workspace, or make one with plaquette workspace create)\./,
    'Open the folder of a workspace, which holds a file plaquette.toml, or make a new one.',
  ],
  [
    /make a new run from the changed file with plaquette new and plaquette run\./,
    'open the changed file to make a new run from it.',
  ],
  [
    /Fork it with more updates to go on: plaquette run SPEC --from RUN\./,
    'Fork it with more updates to go on.',
  ],
  [/List the models with plaquette models\./, 'Look at the list of models.'],
  [
    /Train one with plaquette train, or import one with plaquette models import\./,
    'Train one, or import one on the Models screen.',
  ],
  [/plaquette models shows all of them; "latest" means the newest\./, 'Look at the list of models.'],
  [/Begin with a template: "plaquette new quick-start"\./, 'Begin with a template.'],
  [/"plaquette explain" lists all keys\./, 'The form lists all keys.'],
  [/; "plaquette explain [^"]*" says what it means\./, '; the form says what it means.'],
  [/with "plaquette inspect"/, 'by opening its file'],
  [/with plaquette inspect/, 'by opening its file'],
];

export const remedyInApplication = (remedy: string): string => {
  const found = phrases.find(([pattern]) => pattern.test(remedy));
  return found === undefined ? remedy : remedy.replace(found[0], found[1]);
};

export const inApplication = <F extends Pick<Failure, 'remedy'>>(failure: F): F => {
  const remedy = remedyInApplication(failure.remedy);
  return remedy === failure.remedy ? failure : { ...failure, remedy };
};
