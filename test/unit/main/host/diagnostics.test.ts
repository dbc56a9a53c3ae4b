import { expect, it } from 'vitest';
import { defaultSettings } from '../../../../src-main/contract/index.ts';
import { diagnosticsText } from '../../../../src-main/host/diagnostics.ts';

it('has versions, settings and log, and nothing that names the user or the project', () => {
  const text = diagnosticsText({
    version: '1.2.3',
    versions: { node: '20.18.1', electron: undefined },
    platform: 'linux x64 6.1',
    settings: { ...defaultSettings, theme: 'contrast' },
    log: ['{"text":"could not read /u/gauss/top-secret/qcd/runs/a/spec.toml"}', '{"text":"user gauss"}'],
    home: '/u/gauss',
    user: 'gauss',
  });
  expect(text).toContain('Plaquette 1.2.3');
  expect(text).toContain('node 20.18.1');
  expect(text).toContain('"theme": "contrast"');
  expect(text).toContain('a/spec.toml');
  expect(text).not.toMatch(/gauss|top-secret|undefined/);
});
