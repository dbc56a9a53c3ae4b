/** No remedy that a window shows tells its user to type a command. */
import { describe, expect, it } from 'vitest';
import {
  failureInApplication,
  problemInApplication,
} from '../../../../src-main/configuration/in-application.ts';
import { inApplication, remedyInApplication } from '../../../../src-main/engine-host/in-application.ts';
import { readText, sources } from '../../../support/source-tree.ts';

const command =
  /plaquette (analyze|convert|create|explain|inspect|list|measure|models|new|resume|run|sample|show|start|stop|train|workspace)\b|--[a-z]{2,}/;
/** What only the command line, the server and the builders of the program say. */
const notShown = /^src-main\/(cli|bench|server|platform|packaging)\//;

/** Texts of a file in quotes, one by one. */
const texts = (source: string): readonly string[] =>
  [...source.matchAll(/'((?:[^'\\\n]|\\.)*)'|"((?:[^"\\\n]|\\.)*)"|`((?:[^`\\]|\\.)*)`/g)].map((match) =>
    (match[1] ?? match[2] ?? match[3] ?? '').replace(/\$\{[^}]*\}/g, 'x').replaceAll("\\'", "'"),
  );

const problems = ['checksumMissing', 'headerMissing', 'malformedXml', 'geometryInferred'] as const;
/** What becomes of a remedy that one of these failures or remarks of a format has. */
const aboutFile = (remedy: string): readonly string[] => [
  ...(['geometryNeeded', 'geometryMismatch'] as const).map(
    (code) => failureInApplication({ code: `format.${code}`, message: '', remedy }).remedy,
  ),
  ...problems.map(
    (code) => problemInApplication({ code: `format.${code}`, severity: 'note', message: '', remedy }).remedy,
  ),
];
const aboutRun = (remedy: string): readonly string[] => [remedyInApplication(remedy)];

describe('remedies in a window', () => {
  it('name no command, wherever engine and store wrote one for the command line', () => {
    const spoken = sources()
      .filter((path) => /^src-(engine|main)\//.test(path) && !notShown.test(path))
      .filter((path) => !/in-application\.ts$|v8-flags\.ts$|templates\.ts$/.test(path))
      .flatMap((path) => {
        const withoutComments = readText(path).replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
        const isFormat = path.startsWith('src-engine/format/');
        return texts(withoutComments).map((text) => ({
          text,
          said: (isFormat ? aboutFile : aboutRun)(text),
        }));
      })
      .filter(({ text }) => command.test(text) && text.includes(' ') && !text.includes('the command line'));
    expect(spoken.length).toBeGreaterThan(12);
    const left = spoken.filter(({ said }) => said.every((remedy) => command.test(remedy)));
    expect(left).toEqual([]);
  });

  it('keep the rest of the sentence, and every other failure as it is', () => {
    expect(
      remedyInApplication(
        'Run plaquette workspace repair in this folder; the runs themselves are not affected.',
      ),
    ).toBe('Repair the workspace; the runs themselves are not affected.');
    const failure = { code: 'store.diskFull', message: 'Full.', remedy: 'Free some space.' } as const;
    expect(inApplication(failure)).toBe(failure);
  });
});
