/**
 * From a document (parsed TOML or JSON, keys as in the file) to a complete RunSpec, or to every problem found.
 * Passes: each key by itself (draft.ts), what depends on other keys (settle.ts), the action's loops, rules across keys (rules.ts).
 * Proof: test/unit/engine/api/spec/read-spec.test.ts, test/property/run-spec.test.ts.
 */
import { fail, ok, type Result } from '../../base/result.ts';
import { draftTable } from './draft.ts';
import { failWith, type SpecProblem } from './problem.ts';
import { isTable } from './reading.ts';
import type { ActionFacts } from './rule.ts';
import { brokenRules } from './rules.ts';
import type { ActionSpec, LatticeSpec, RunSpec } from './run-spec.ts';
import { schemaKeys, specVersion } from './schema.ts';
import { settleTable, withoutUnasked } from './settle.ts';

/** What the loop language says about an action's text. */
export interface CheckedLoops extends ActionFacts {
  /** The one spelling of this action: equal actions have equal texts, and so equal hashes. */
  readonly canonical: string;
}

/** Reads the text of `action.loops` on a lattice; provided by the loop language. */
export type CheckLoops = (loops: string, lattice: LatticeSpec) => Result<CheckedLoops>;

export const readSpec = (document: unknown, checkLoops: CheckLoops): Result<RunSpec> => {
  if (!isTable(document)) return failWith([notATable]);
  const newer = document.version;
  if (typeof newer === 'number' && newer > specVersion) return failWith([tooNew(newer)]);
  const problems: SpecProblem[] = [];
  const draft = withoutUnasked(draftTable(document, schemaKeys, '', problems), schemaKeys);
  const settled = settleTable(draft, schemaKeys, '', draft, problems);
  if (problems.length > 0) return failWith(problems);
  // the schema is checked against RunSpec by the compiler, and the document has passed the schema
  return withAction(settled as unknown as RunSpec, checkLoops);
};

const withAction = (spec: RunSpec, checkLoops: CheckLoops): Result<RunSpec> => {
  const checked = factsOf(spec.action, spec.lattice, checkLoops);
  if (!checked.ok) {
    const { code, message, remedy } = checked.error;
    return failWith([{ code, path: 'action.loops', message: `action.loops: ${message}`, remedy }]);
  }
  const problems = brokenRules(spec, checked.value);
  return problems.length > 0 ? failWith(problems) : ok({ ...spec, action: checked.value.action });
};

const factsOf = (
  action: ActionSpec,
  lattice: LatticeSpec,
  checkLoops: CheckLoops,
): Result<ActionFacts & { readonly action: ActionSpec }> => {
  if ('loops' in action) {
    if (lattice.group === 'scalar')
      return fail('spec.conflict', 'a scalar field has no loops.', 'Write preset = "phi4" instead.');
    const checked = checkLoops(action.loops, lattice);
    if (!checked.ok) return checked;
    return ok({ linearInLinks: checked.value.linearInLinks, action: { loops: checked.value.canonical } });
  }
  if (action.preset === 'phi4') return ok({ linearInLinks: false, action });
  // a 1x2 rectangle whose long side is the whole extent holds its short side twice
  const linearInLinks = action.preset === 'wilson' || lattice.dims.every((extent) => extent > 2);
  return ok({ linearInLinks, action });
};

const notATable: SpecProblem = {
  code: 'spec.wrongType',
  path: '',
  message: 'A run specification must be a table of keys.',
  remedy: 'Begin with a template: "plaquette new quick-start".',
};

const tooNew = (version: number): SpecProblem => ({
  code: 'spec.outOfRange',
  path: 'version',
  message: `This specification has version ${version}, which is newer than version ${specVersion}, the newest known here.`,
  remedy: 'Open it with a newer Plaquette.',
});
