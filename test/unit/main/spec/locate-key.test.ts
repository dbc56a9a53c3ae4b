import { describe, expect, it } from 'vitest';
import { lineOfKey } from '../../../../src-main/spec/locate-key.ts';

const toml = `version = 1
# beta = 9
[lattice]
dims = [4, 4]
[action]
  beta = 2.0

[[phase]]
updates = 3
[[phase.update]]
algorithm = "hmc"
[[phase.update]]
steps = 0
[[ phase ]]
updates = -1
[[phase.update]]
algorithm = "x"
[measure]
plaquette.every = 2
[measure.flow]
"max-time" = 3
`;

describe('the line of a key', () => {
  it.each([
    ['version', 1],
    ['lattice.dims', 4],
    ['action.beta', 6],
    ['phase[1].updates', 9],
    ['phase[1].update[1].algorithm', 11],
    ['phase[1].update[2].steps', 13],
    ['phase[2].updates', 15],
    ['phase[2].update[1].algorithm', 17],
    ['measure.plaquette.every', 19],
    ['measure.flow.max-time', 21],
  ])('%s', (path, line) => {
    expect(lineOfKey(toml, path)).toBe(line);
  });

  it.each([
    ['phase[2].update[1].steps', 16],
    ['lattice.group', 3],
    ['phase[1].update[2].length', 12],
    ['measure.flow.step.more', 20],
  ])('that is missing is that of its table: %s', (path, line) => {
    expect(lineOfKey(toml, path)).toBe(line);
  });

  it('is unknown where nothing around it is there', () => {
    expect(lineOfKey(toml, 'run.threads')).toBeNull();
    expect(lineOfKey('', 'lattice.dims')).toBeNull();
  });
});
