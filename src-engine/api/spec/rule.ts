/** What a rule across keys is, and how one says no. */
import type { SpecProblem } from './problem.ts';
import type { RunSpec } from './run-spec.ts';

/** What the rules need to know about the action beyond its text. */
export interface ActionFacts {
  /** No loop holds the same link twice, so the action is linear in each link. */
  readonly linearInLinks: boolean;
}

export type Rule = (spec: RunSpec, facts: ActionFacts) => readonly SpecProblem[];

export const none: readonly SpecProblem[] = [];

export const conflict = (path: string, message: string, remedy: string): SpecProblem[] => [
  { code: 'spec.conflict', path, message, remedy },
];
