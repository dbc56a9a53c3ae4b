import { expect, test } from 'vitest';
import type { Place } from '../../../../src-main/contract/index.ts';
import { sortPlaces } from '../../../../src-renderer/state/open-places.svelte.ts';

const place = (name: string, kind: Place['kind'] = 'file'): Place => ({
  handle: `h-${'0'.repeat(32)}`,
  name,
  folder: '',
  kind,
});

test('folders are workspaces, .toml files specifications, .safetensors files models, all others configurations', () => {
  const places = [
    place('scaling', 'folder'),
    place('run.toml', 'folder'),
    place('Run.TOML'),
    place('ckpoint_lat.1000'),
    place('x.ildg'),
    place('Flow.Safetensors'),
    place('flow.safetensors', 'folder'),
    place('toml'),
  ];
  const { folders, specifications, models, configurations } = sortPlaces(places);
  expect(folders.map(({ name }) => name)).toEqual(['scaling', 'run.toml', 'flow.safetensors']);
  expect(specifications.map(({ name }) => name)).toEqual(['Run.TOML']);
  expect(models.map(({ name }) => name)).toEqual(['Flow.Safetensors']);
  expect(configurations.map(({ name }) => name)).toEqual(['ckpoint_lat.1000', 'x.ildg', 'toml']);
});
