/**
 * Actions as text: terms `loop: coupling`, separated by semicolons or line ends. A loop is
 *   a name                plaquette, rectangle, chair, parallelogram: all its images under rotations and reflections of the lattice
 *   orbit(x x y -x -x -y) the same for any closed path
 *   x y -x -y             just this path (for anisotropic actions)
 * The action is S = - sum (coupling / N) sum_{x, loops} Re tr W, each loop in one orientation. `plaquette: 6.0` is Wilson's at beta 6.
 * Test: test/unit/engine/action/loop-language.test.ts.
 */
import { fail, ok, type Result } from '../base/result.ts';
import type { Group } from '../group/group.ts';
import type { LoopAction, LoopTerm } from './loop-action.ts';
import {
  AXES,
  canonicalLoop,
  formatPath,
  isClosed,
  NAMED_LOOPS,
  orbitOf,
  type Path,
  reduceLoop,
} from './path.ts';

const MAX_TEXT = 10_000;
const MAX_STEPS = 24;
const MAX_LOOPS = 1_000;

const EXAMPLE = 'Write terms like "plaquette: 6.0; rectangle: -0.3" or "x y -x -y: 5.5".';

const syntax = (message: string, remedy = EXAMPLE) => fail('action.syntax', message, remedy);

const parsePath = (text: string, dimensions: number): Result<Path> => {
  const axes = AXES.slice(0, dimensions);
  const steps: number[] = [];
  for (const word of text.split(/[\s,]+/).filter((w) => w !== '')) {
    const axis = axes.findIndex((a) => word === a || word === `-${a}` || word === `+${a}`);
    if (axis < 0) {
      return syntax(
        `"${word.slice(0, 20)}" in "${text.slice(0, 60)}" is not a step on a lattice of ${dimensions} dimensions.`,
        `Steps are ${axes.map((a) => `${a}, -${a}`).join(', ')}; named loops are ${Object.keys(NAMED_LOOPS).join(', ')}.`,
      );
    }
    steps.push(word.startsWith('-') ? -(axis + 1) : axis + 1);
  }
  if (steps.length === 0) return syntax('A term names no loop.');
  if (steps.length > MAX_STEPS)
    return syntax(`The path "${text.slice(0, 60)}" has ${steps.length} steps.`, `Use at most ${MAX_STEPS}.`);
  if (!isClosed(steps, dimensions)) {
    return fail(
      'action.openLoop',
      `The path "${formatPath(steps)}" does not return to its start.`,
      'Add the steps that close it.',
    );
  }
  const reduced = reduceLoop(steps);
  if (reduced.length === 0)
    return syntax(`The path "${formatPath(steps)}" goes back the way it came, so its trace is constant.`);
  return ok(reduced);
};

const parseLoops = (text: string, dimensions: number): Result<{ name: string; loops: Path[] }> => {
  const name = text.toLowerCase();
  const named = Object.hasOwn(NAMED_LOOPS, name) ? NAMED_LOOPS[name] : undefined;
  if (named !== undefined) {
    const needed = Math.max(...named.map(Math.abs));
    if (needed > dimensions)
      return syntax(
        `A ${name} needs ${needed} dimensions; the lattice has ${dimensions}.`,
        'Leave the term out.',
      );
    return ok({ name, loops: orbitOf(named, dimensions) });
  }
  const orbit = /^orbit\s*\(([^()]*)\)$/i.exec(text);
  const path = parsePath(orbit ? orbit[1]! : text, dimensions);
  if (!path.ok) return path;
  const loop = canonicalLoop(path.value);
  if (orbit === null) return ok({ name: formatPath(loop), loops: [loop] });
  const loops = orbitOf(loop, dimensions);
  const first = loops.map((l) => formatPath(l)).sort()[0]!;
  const known = Object.entries(NAMED_LOOPS).find(
    ([, l]) =>
      Math.max(...l.map(Math.abs)) <= dimensions &&
      orbitOf(l, dimensions).some((o) => formatPath(o) === first),
  );
  return ok({ name: known?.[0] ?? `orbit(${first})`, loops });
};

/** The action that `text` describes, its terms in canonical order. */
export const parseLoopAction = (text: string, group: Group, dimensions: number): Result<LoopAction> => {
  if (text.length > MAX_TEXT)
    return syntax(`The action has ${text.length} characters.`, `Use at most ${MAX_TEXT}.`);
  const terms = new Map<string, LoopTerm>();
  for (const piece of text.split(/[;\n]/)) {
    if (piece.trim() === '') continue;
    const match = /^([^:]*):([^:]*)$/.exec(piece);
    if (match === null) return syntax(`"${piece.trim().slice(0, 60)}" is not of the form "loop: coupling".`);
    const number = match[2]!.trim();
    const coupling = Number(number);
    if (number === '' || !Number.isFinite(coupling)) {
      return syntax(
        `The coupling "${number.slice(0, 20)}" of "${match[1]!.trim().slice(0, 60)}" is not a number.`,
      );
    }
    const parsed = parseLoops(match[1]!.trim(), dimensions);
    if (!parsed.ok) return parsed;
    const { name, loops } = parsed.value;
    if (terms.has(name))
      return syntax(`The loop ${name} is there twice.`, 'Add its couplings into one term.');
    terms.set(name, { name, coupling, loops });
  }
  if (terms.size === 0) return syntax('The action has no terms.');
  const sorted = [...terms.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  if (sorted.reduce((n, t) => n + t.loops.length, 0) > MAX_LOOPS)
    return syntax('The action has too many loops.', `Use at most ${MAX_LOOPS}.`);
  return ok({ group, dimensions, terms: sorted });
};

/** The one spelling of an action. */
export const formatLoopAction = (action: LoopAction): string =>
  action.terms.map((t) => `${t.name}: ${t.coupling}`).join('; ');
