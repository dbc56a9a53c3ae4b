/** All templates, the quick start first, and their specs and files. */
import { fail, ok, type Result, unwrap } from '../../base/result.ts';
import { readSpec } from '../spec/read-spec.ts';
import { renderSpecToml } from '../spec/render-toml.ts';
import type { RunSpec } from '../spec/run-spec.ts';
import { closest } from '../spec/suggestion.ts';
import {
  phi4TwoDimensionalContinuousFlow,
  phi4TwoDimensionalFlow,
  phi4TwoDimensionalHmc,
} from './phi4-2d.ts';
import { quickStart } from './quick-start.ts';
import { schwingerHmc } from './schwinger.ts';
import { su2StaggeredHmc, su3StaggeredRhmc } from './staggered.ts';
import { su2TwoDimensionalFlow, su3TwoDimensionalFlow } from './su-n-2d-flows.ts';
import { su2QuenchedHeatBath, su2QuenchedHmc } from './su2-quenched.ts';
import { su3DomainWallHmc } from './su3-domain-wall.ts';
import { su3FlowScale } from './su3-flow-scale.ts';
import { su3QuenchedHeatBath, su3QuenchedHmc } from './su3-quenched.ts';
import { su3SymanzikHmc } from './su3-symanzik.ts';
import { su3WilsonCloverHmc, su3WilsonHmc } from './su3-wilson.ts';
import type { Template } from './template.ts';
import { u1TwoDimensionalHeatBath, u1TwoDimensionalHmc } from './u1-2d.ts';
import { u1TwoDimensionalFlow } from './u1-2d-flow.ts';
import { u1TwoDimensionalFrozenFlow, u1TwoDimensionalFrozenHmc } from './u1-2d-frozen.ts';
import { u1TwoDimensionalTempering } from './u1-2d-tempering.ts';

export const templates: readonly Template[] = [
  quickStart,
  su3QuenchedHmc,
  su3QuenchedHeatBath,
  su2QuenchedHmc,
  su2QuenchedHeatBath,
  u1TwoDimensionalHmc,
  u1TwoDimensionalHeatBath,
  u1TwoDimensionalTempering,
  su3SymanzikHmc,
  su3FlowScale,
  su3WilsonHmc,
  su3WilsonCloverHmc,
  su2StaggeredHmc,
  su3StaggeredRhmc,
  su3DomainWallHmc,
  schwingerHmc,
  phi4TwoDimensionalHmc,
  phi4TwoDimensionalFlow,
  phi4TwoDimensionalContinuousFlow,
  u1TwoDimensionalFlow,
  u1TwoDimensionalFrozenHmc,
  u1TwoDimensionalFrozenFlow,
  su2TwoDimensionalFlow,
  su3TwoDimensionalFlow,
];

export const findTemplate = (name: string): Result<Template> => {
  const found = templates.find((template) => template.name === name);
  if (found !== undefined) return ok(found);
  const names = templates.map((template) => template.name);
  const near = closest(name, names);
  const all = `The templates are ${names.join(', ')}.`;
  return fail(
    'usage.wrong',
    `There is no template ${JSON.stringify(name.slice(0, 60))}.`,
    near === undefined ? all : `Did you mean ${near}? ${all}`,
  );
};

/** The complete spec of a template. No template states its action as loops. */
export const templateSpec = (template: Template): RunSpec =>
  unwrap(
    readSpec(template.document, () =>
      fail('spec.conflict', `Template ${template.name} has loops.`, 'Use a preset action.'),
    ),
  );

/** What `plaquette new` writes: the spec with every key explained, and the words around it. */
export const renderTemplate = (template: Template): string =>
  renderSpecToml(templateSpec(template), {
    comments: true,
    heading: [
      template.title,
      '',
      template.description,
      '',
      ...template.references.map(
        ({ observable, value, error, source }) =>
          `Accepted ${observable}: ${value}${error === 0 ? '' : ` +- ${error}`} (${source}).`,
      ),
    ],
  });
