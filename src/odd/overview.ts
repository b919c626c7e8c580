/** ODD+D, first part: purpose, entities and scales, schedule. */
import { attributeNames, attributes } from '../model/attributes.js';
import { stagesOf } from '../model/world.js';
import { statedTransitions } from '../scenario/statedTransitions.js';
import { type Block, heading, joined, list, numberText, paragraph, rangeText, table } from './document.js';
import { networkBlocks } from './networks.js';
import type { OddSubject } from './subject.js';

export function purpose({ scenario, world }: OddSubject): Block[] {
  const observed = scenario.observed.flatMap((item) =>
    'outcome' in item
      ? [[item.outcome.text, String(item.points.length), item.source || 'not stated']]
      : [[`spells of ${item.events}`, '', item.source || 'not stated']],
  );
  return [
    heading(1, 'Purpose and patterns'),
    paragraph(
      `The model asks how policies for migrants travel between cities: how fast, in which shape, and through which channel. Each channel can be switched off while all else, every chance event included, stays exactly equal. This scenario, "${scenario.name}", asks: ${scenario.why.trim() || 'nothing in particular (no `why` is stated)'}`,
    ),
    ...(scenario.source ? [paragraph(`It is drawn from: ${scenario.source.trim()}`)] : []),
    paragraph(
      'It is written for scholars of policy diffusion, who compare scenarios, sweep parameters and test hypotheses.',
    ),
    ...(observed.length > 0
      ? [
          paragraph('Patterns of this case against which it is judged (they never enter the simulation):'),
          table('Observed', ['what', 'points', 'source'], observed),
        ]
      : [
          paragraph(
            `No observed pattern is stated for this scenario; the ${world.policyCount === 1 ? 'policy is' : 'policies are'} judged by the general patterns that \`fastpolicy validate\` tries.`,
          ),
        ]),
  ];
}

const stageWords = (isNetwork: boolean): string =>
  isNetwork ? '0 out, 1 inactive (in name alone), 2 active' : '0 none, 1 declared, 2 implemented';

export function entities(subject: OddSubject): Block[] {
  const { scenario, world } = subject;
  const { cities, nations, regions, ties, time } = { ...world, time: scenario.time };
  const given = attributeNames.filter((name) => cities.attributes[name]);
  const moving = [
    ...(scenario.dynamics.elections || scenario.feedback.socialisation > 0 ? ['orientation'] : []),
    ...(scenario.dynamics.growth || scenario.shocks.some(({ share }) => share > 0) ? ['immigrantShare'] : []),
  ];
  const shown = regions.filter(
    ({ pressure, preempts, coordinates }) => pressure.length + preempts.length + coordinates.length > 0,
  );
  return [
    heading(1, 'Entities, state variables, and scales'),
    paragraph(
      `Cities: ${cities.count}, in ${joined(cities.countries.length > 8 ? [`${cities.countries.length} countries`] : cities.countries)}. ${
        ties
          ? `${ties.column.length / (ties.symmetric ? 2 : 1)} ${ties.symmetric ? 'mutual' : 'directed'} ties stand for contacts between them.`
          : 'There are no ties between them.'
      }`,
    ),
    table(
      'State variables of a city',
      ['variable', 'unit', 'range', 'changes', 'source'],
      [
        ...given.map((name) => [
          attributes[name].label,
          attributes[name].unit,
          rangeText(attributes[name].range),
          moving.includes(name) ? 'during a run' : 'no',
          attributes[name].source,
        ]),
        ...world.subjects.map(({ label, network }) => [
          `stage of ${label}`,
          'stage',
          stageWords(network !== null),
          'during a run',
          'MODEL',
        ]),
      ].map((row) => row.map((text) => text.replace('MODEL', 'definition'))),
    ),
    table(
      'Policies',
      ['policy', 'direction', 'conflict with a hostile nation', 'builds on', 'excludes', 'effect'],
      Object.entries(scenario.policies).map(([id, policy]) => [
        policy.label === id ? id : `${policy.label} (${id})`,
        policy.direction > 0 ? 'inclusive' : 'exclusionary',
        numberText(policy.conflict),
        joined(policy.buildsOn) || 'nothing',
        joined(policy.excludes) || 'nothing',
        numberText(policy.effect),
      ]),
    ),
    ...networkBlocks(subject),
    table(
      'Nations and regions',
      ['name', 'dated changes of pressure', 'noise', 'laws', 'coordinators'],
      [...nations, ...shown].map(({ id, pressure, noise, preempts, coordinates }) => [
        id,
        String(pressure.length),
        numberText(noise),
        String(preempts.length),
        String(coordinates.length),
      ]),
    ),
    paragraph(
      `Time: decimal years from ${numberText(time.start)} to ${numberText(time.end)}, in steps of 1/${time.stepsPerYear} year. Events happen at exact moments within a step.`,
    ),
  ];
}

export function schedule({ scenario }: OddSubject): Block[] {
  const stated = statedTransitions(scenario);
  return [
    heading(1, 'Process overview and scheduling'),
    paragraph(
      'Each step runs through the following, in order. All terms read the state as it stood at the start of the step (synchronous update).',
    ),
    list([
      'Pressure: national and regional pressure, salience, laws and coordinators at the start of the step.',
      'Dynamics: immigrant shares grow, arrival waves come, governments are elected.',
      'Networks: the strength of their functions; networks are founded or closed; cities become eligible or cease to be.',
      'Hazards of the cities that something changed for.',
      'Decisions: of the crossings that fall into the step, city by city, the earliest first; it ends the spells that it excludes and begins others at its own moment.',
      'The changes become visible to all, together.',
      'Feedback: socialisation, advocacy, outcomes and designs.',
    ]),
    table(
      'Transitions',
      ['of', 'transition', 'from stage', 'to stage'],
      stated.map(({ of, name }) => {
        const { from, to } = stagesOf[name as keyof typeof stagesOf];
        return [of, name, joined(from.map(String), 'or'), String(to)];
      }),
    ),
  ];
}
