import { expect, test } from 'vitest';
import { diffSpecs } from '../../../../../src-engine/api/spec/diff.ts';
import { templateSpec, templates } from '../../../../../src-engine/api/template/templates.ts';
import { keyTexts } from '../../../../../src-renderer/screen/compare/key-texts.ts';
import type { Table } from '../../../../../src-renderer/screen/new-run/document-edit.ts';

test('keys are spelled as the engine spells differences', () => {
  const [first, ...others] = templates;
  for (const other of others) {
    const [a, b] = [first!, other].map((template) => keyTexts(template.document as Table));
    for (const { path, a: left, b: right } of diffSpecs(templateSpec(first!), templateSpec(other))) {
      // fluxes are shown as they are typed
      if (path === 'lattice.twist') continue;
      expect([path, a!.get(path), b!.get(path)]).toEqual([path, left, right]);
    }
  }
});
