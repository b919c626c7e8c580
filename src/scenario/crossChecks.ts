/**
 * What of a scenario depends on other parts of it: names that must exist, dates in order, files that must be
 * there. Works on scenarios whose form is faulty too (what is not as it should be is passed over: the schema
 * reports it), so that all the mistakes of a file are reported at once.
 */

import { attributeNames } from '../model/attributes.js';
import { sizeClassNames } from '../model/sizeClass.js';
import { readTime } from '../model/time.js';
import { defaults } from './defaults.js';
import { type InputDocument, missingFile, problemAt, provenanceOf } from './document.js';
import { filePaths } from './filePaths.js';
import type { Files } from './files.js';
import { listNames, nearestName } from './nearestName.js';
import {
  columnFaults,
  columnOf,
  type OutcomeFault,
  type OutcomeNames,
  policySets,
  readOutcome,
} from './outcomeText.js';
import { type Path, type Problem, pathText } from './problem.js';
import type { Registry } from './registry.js';

type Mapping = { readonly [key: string]: unknown };

const isMapping = (value: unknown): value is Mapping =>
  value !== null && typeof value === 'object' && !Array.isArray(value);
const mappingOf = (value: unknown): Mapping => (isMapping(value) ? value : {});
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const textsOf = (value: unknown): [string, Path][] =>
  typeof value === 'string'
    ? [[value, []]]
    : listOf(value).flatMap((item, i): [string, Path][] => (typeof item === 'string' ? [[item, [i]]] : []));
const has = (mapping: Mapping, key: string): boolean => Object.hasOwn(mapping, key);

/** Steps of a run at most: more than anybody can mean, and few enough to hold. */
const MOST_STEPS = 2_000_000;

/**
 * All that is wrong between the parts of a scenario. `scenario` is the document in plain values, with the
 * catalogue's entries laid under its networks and policies; `stated` is the document without them.
 */
export function crossChecks(
  document: InputDocument,
  scenario: unknown,
  stated: unknown,
  registry: Registry,
  files: Files | null,
): Problem[] {
  const problems: Problem[] = [];
  const add = (
    path: Path,
    message: string,
    expected: string,
    suggestion?: string,
    where: 'key' | 'value' = 'value',
  ): void => {
    const problem = { message, expected, ...(suggestion === undefined ? {} : { suggestion }) };
    problems.push(problemAt(document, path, problem, where));
  };
  const addFault = (path: Path, { message, expected, suggestion }: OutcomeFault): void =>
    add(path, message, expected, suggestion);
  const unknown = (
    path: Path,
    noun: string,
    name: string,
    known: readonly string[],
    where: 'key' | 'value' = 'value',
  ): void => {
    const suggestion = nearestName(name, known);
    const rest = known.length === 0 ? '; there are none' : `; known are ${listNames(known)}`;
    const message = `unknown ${noun} '${name}'${suggestion === undefined ? rest : ''}`;
    add(path, message, `a ${noun}: ${listNames(known)}`, suggestion, where);
  };

  const top = mappingOf(scenario);
  const policies = mappingOf(top['policies']);
  const networks = mappingOf(top['networks']);
  const policyIds = Object.keys(policies);
  const networkIds = Object.keys(networks);
  const cities = mappingOf(top['cities']);
  const observe = mappingOf(top['observe']);
  const time = mappingOf(top['time']);
  const decision = mappingOf(top['decision']);
  const rule = decision['rule'] ?? 'hazard';
  const fromGazetteer = has(cities, 'gazetteer');

  checkTime();
  checkCities();
  checkSubjects();
  checkNetworks();
  checkPowers();
  checkDecision();
  checkMechanisms();
  checkPredicates();
  checkOutcomes();
  if (files !== null) checkFiles(files);
  return problems;

  function checkTime(): void {
    const start = readTime(time['start']);
    const end = readTime(time['end']);
    if (start !== null && end !== null && !(start < end))
      add(['time', 'end'], `expected a time after the start ${start}, found ${end}`, `a time after ${start}`);
    const perYear = typeof time['stepsPerYear'] === 'number' ? time['stepsPerYear'] : defaults.stepsPerYear;
    if (start !== null && end !== null && (end - start) * perYear > MOST_STEPS)
      add(
        ['time', 'end'],
        `expected at most ${MOST_STEPS} steps, found ${(end - start) * perYear}`,
        'an earlier end, or fewer steps a year',
      );
    const every = observe['every'];
    const steps = time['stepsPerYear'] ?? 4;
    if (typeof every !== 'number' || typeof steps !== 'number' || !(every > 0) || !Number.isInteger(steps))
      return;
    const stepsBetween = every * steps;
    if (Math.abs(stepsBetween - Math.round(stepsBetween)) > 1e-9 || stepsBetween < 0.5) {
      const expected = `a multiple of the step of ${1 / steps} years`;
      add(['observe', 'every'], `expected ${expected}, found ${every}`, expected);
    }
  }

  function checkCities(): void {
    if (fromGazetteer) {
      checkCountries(mappingOf(cities['gazetteer'])['country'], ['cities', 'gazetteer', 'country']);
      for (const code of Object.keys(mappingOf(top['nations']))) checkCountry(code, ['nations', code], 'key');
    }
    const margins = mappingOf(cities['attributes']);
    const pairs = mappingOf(margins['correlations']);
    const seen = new Map<string, string>();
    for (const key of Object.keys(pairs)) {
      const path = ['cities', 'attributes', 'correlations', key];
      const names = key.split(',').map((name) => name.trim());
      const wrong = names.find((name) => !(attributeNames as readonly string[]).includes(name));
      if (names.length !== 2 || names[0] === names[1])
        add(
          path,
          `expected two attributes, found '${key}'`,
          '"immigrantShare,orientation"',
          undefined,
          'key',
        );
      else if (wrong !== undefined) unknown(path, 'attribute', wrong, attributeNames, 'key');
      else {
        const sorted = [...names].sort().join();
        const other = seen.get(sorted);
        if (other !== undefined)
          add(path, `the pair is stated before as '${other}'`, 'each pair once', undefined, 'key');
        seen.set(sorted, key);
      }
    }
  }

  function checkCountries(value: unknown, path: Path): void {
    for (const [code, at] of textsOf(value)) checkCountry(code, [...path, ...at]);
  }

  function checkCountry(code: string, path: Path, where: 'key' | 'value' = 'value'): void {
    const otherCodes: Mapping = { UK: 'GB', EL: 'GR', EN: 'GB' };
    const upper = code.toUpperCase();
    const norway = code === 'false' ? "; for Norway, quote it: 'NO'" : '';
    if (has(otherCodes, upper))
      add(path, `unknown country '${code}'`, 'an ISO 3166 code', String(otherCodes[upper]), where);
    else if (!/^[A-Z]{2}$/.test(code)) {
      const suggestion = /^[A-Z]{2}$/.test(upper) ? upper : undefined;
      const message = `expected a country code of two capitals such as DE, found '${code}'${norway}`;
      add(path, message, 'an ISO 3166 code', suggestion, where);
    }
  }

  function checkSubjects(): void {
    const hasSubjects = policyIds.length + networkIds.length > 0;
    if (
      !hasSubjects &&
      !has(top, 'policies') &&
      !has(top, 'networks') &&
      Object.keys(top).every((key) => nearestName(key, ['policies', 'networks']) === undefined)
    )
      add([], 'there is no policy and no network', 'policies, networks or both');
    for (const id of policyIds) {
      if ((policySets as readonly string[]).includes(id))
        add(
          ['policies', id],
          `'${id}' has a meaning of its own in outcomes`,
          'another name',
          undefined,
          'key',
        );
      if (networkIds.includes(id))
        add(['networks', id], `'${id}' is the name of a policy too`, 'different names', undefined, 'key');
      for (const key of ['buildsOn', 'excludes']) {
        // What only the catalogue states of policies that the scenario leaves out is dropped, not wrong.
        const given = mappingOf(mappingOf(mappingOf(stated)['policies'])[id])[key];
        for (const [name, at] of textsOf(given)) {
          const path = ['policies', id, key, ...at];
          if (name === id) add(path, `${id} cannot name itself`, 'another policy');
          else if (!policyIds.includes(name)) unknown(path, 'policy', name, policyIds);
        }
      }
    }
  }

  function checkNetworks(): void {
    const catalogue = Object.keys(registry.networks);
    const membersFromFile = has(top, 'memberships');
    for (const id of networkIds) {
      const definition = mappingOf(networks[id]);
      const path: Path = ['networks', id];
      if ((policySets as readonly string[]).includes(id))
        add(path, `'${id}' has a meaning of its own in outcomes`, 'another name', undefined, 'key');
      if (!has(registry.networks, id)) {
        const lacks = ['from', 'functions'].filter((key) => !has(definition, key));
        if (!membersFromFile && !has(definition, 'join') && !has(definition, 'founders'))
          lacks.push('join, founders or memberships');
        const near = nearestName(id, catalogue);
        if (lacks.length > 0 && !isMapping(networks[id]) && near === undefined) continue;
        if (lacks.length > 0) {
          const why = `it is not in the catalogue, so its definition needs ${lacks.join(' and ')}`;
          const message = `unknown network '${id}'${near === undefined ? `; ${why}` : ''}`;
          add(path, message, 'a network of the catalogue, or a definition', near, 'key');
        }
      }
      const from = readTime(definition['from']);
      const to = readTime(definition['to']);
      if (from !== null && to !== null && !(from < to))
        add(
          [...path, 'to'],
          `expected a time after its founding ${from}, found ${to}`,
          `a time after ${from}`,
        );
      const given = mappingOf(mappingOf(mappingOf(stated)['networks'])[id]);
      for (const policy of Object.keys(mappingOf(given['carries'])))
        if (!policyIds.includes(policy))
          unknown([...path, 'carries', policy], 'policy', policy, policyIds, 'key');
    }
  }

  /** Laws, coordinators and advocacy speak of policies and networks; a charter's design has its dimensions. */
  function checkPowers(): void {
    for (const powers of ['nations', 'regions']) {
      for (const [id, power] of Object.entries(mappingOf(top[powers]))) {
        const named = [
          ['preempts', 'policy', policyIds],
          ['coordinates', 'network', networkIds],
        ] as const;
        for (const [key, noun, known] of named) {
          listOf(mappingOf(power)[key]).forEach((item, i) => {
            const name = mappingOf(item)[noun];
            if (typeof name === 'string' && !known.includes(name))
              unknown([powers, id, key, i, noun], noun, name, known);
          });
        }
      }
    }
    const feedback = mappingOf(top['feedback']);
    for (const policy of Object.keys(mappingOf(mappingOf(feedback['advocacy'])['pushes'])))
      if (!policyIds.includes(policy))
        unknown(['feedback', 'advocacy', 'pushes', policy], 'policy', policy, policyIds, 'key');
    const dimensions = mappingOf(feedback['design'])['dimensions'] ?? defaults.feedback.design.dimensions;
    for (const id of networkIds) {
      const path = ['networks', id, 'benchmark', 'design'];
      const design = mappingOf(mappingOf(networks[id])['benchmark'])['design'];
      if (!Array.isArray(design)) continue;
      if (!isMapping(feedback['design']))
        add(
          path,
          'the policies of this scenario have no designs',
          'feedback: {design: {}}',
          undefined,
          'key',
        );
      else if (design.length !== dimensions)
        add(path, `expected ${dimensions} numbers, found ${design.length}`, 'a number for each dimension');
    }
  }

  function checkDecision(): void {
    const threshold = mappingOf(cities['attributes'])['threshold'];
    const path: Path = ['cities', 'attributes', 'threshold'];
    if (rule !== 'threshold') {
      if (threshold !== undefined)
        add(
          path,
          'thresholds serve decision.rule threshold only',
          'decision: {rule: threshold}',
          undefined,
          'key',
        );
      return;
    }
    if (threshold === undefined && !has(cities, 'file')) {
      const wanted = 'a threshold of each city: cities.attributes.threshold, or a column of cities.file';
      add(['decision', 'rule'], `rule threshold needs ${wanted}`, wanted);
    }
    if ((decision['unit'] ?? 'share') !== 'share' || !isMapping(threshold)) return;
    const { constant, uniform, lognormal, pareto, normal, within } = threshold;
    const high =
      isMapping(normal) || Array.isArray(normal) ? (listOf(within)[1] ?? Number.POSITIVE_INFINITY) : 0;
    const most = Math.max(Number(constant ?? 0), Number(listOf(uniform)[1] ?? 0), Number(high));
    if (most > 1 || lognormal !== undefined || pareto !== undefined)
      add(path, 'expected shares from 0 to 1 (for counts say decision.unit: count)', 'values from 0 to 1');
  }

  function checkMechanisms(): void {
    const given = mappingOf(top['mechanisms']);
    for (const policy of Object.keys(given)) {
      if (!policyIds.includes(policy)) {
        if (networkIds.includes(policy))
          add(
            ['mechanisms', policy],
            `'${policy}' is a network: state join and leave at networks.${policy}`,
            'a policy',
            undefined,
            'key',
          );
        else unknown(['mechanisms', policy], 'policy', policy, policyIds, 'key');
      }
      if (rule !== 'hazard' && typeof rule === 'string' && has(mappingOf(given[policy]), 'declare'))
        add(
          ['mechanisms', policy, 'declare'],
          `decision.rule ${rule} decides about declaring, so no mechanism does; remove this (null removes what an extended file states)`,
          'no declare, or decision.rule hazard',
          undefined,
          'key',
        );
    }
    // Cities already holding it may be given by a file.
    if (rule !== 'hazard' || has(top, 'adopters') || has(cities, 'file')) return;
    for (const policy of policyIds) {
      const transitions = mappingOf(given[policy]);
      const misspelt = [...Object.keys(given), ...Object.keys(transitions)].some(
        (key) => nearestName(key, [policy, 'declare']) !== undefined && !policyIds.includes(key),
      );
      if (!has(transitions, 'declare') && !misspelt)
        add(
          ['policies', policy],
          `no city can ever adopt it: mechanisms.${policy}.declare is missing`,
          `mechanisms.${policy}.declare`,
          undefined,
          'key',
        );
    }
  }

  function checkPredicates(): void {
    for (const id of networkIds) walk(mappingOf(networks[id])['eligible'], ['networks', id, 'eligible']);
    listOf(top['shocks']).forEach((shock, i) => {
      walk(mappingOf(shock)['cities'], ['shocks', i, 'cities']);
    });
    for (const [name, group] of Object.entries(mappingOf(observe['groups']))) {
      walk(group, ['observe', 'groups', name]);
      if (name === 'all')
        add(
          ['observe', 'groups', name],
          "'all' is the group of all cities",
          'another name',
          undefined,
          'key',
        );
    }
    function walk(predicate: unknown, path: Path): void {
      if (!isMapping(predicate)) return;
      if (fromGazetteer) checkCountries(predicate['country'], [...path, 'country']);
      for (const [name, at] of textsOf(predicate['memberOf']))
        if (!networkIds.includes(name)) unknown([...path, 'memberOf', ...at], 'network', name, networkIds);
      for (const [name, at] of textsOf(predicate['holds']))
        if (!policyIds.includes(name)) unknown([...path, 'holds', ...at], 'policy', name, policyIds);
      listOf(predicate['any']).forEach((branch, i) => {
        walk(branch, [...path, 'any', i]);
      });
      walk(predicate['not'], [...path, 'not']);
    }
  }

  function checkOutcomes(): void {
    const names = outcomeNames(scenario, registry);
    const items = listOf(observe['outcomes']);
    const columns = items.map((item, i) => {
      const aliased = isMapping(item) ? Object.entries(item) : [];
      const [alias, text] = aliased.length === 1 ? aliased[0] : [null, item];
      const path: Path = ['observe', 'outcomes', i, ...(alias === null ? [] : [alias])];
      // What is no text is the schema's to report.
      if (typeof text !== 'string') return { path, column: `\u0000${i}`, text: '', alias: false };
      const read = readOutcome(text, names, alias);
      if ('fault' in read) {
        addFault(path, read.fault);
        return { path, column: `\u0000${i}`, text: '', alias: false };
      }
      return { path, column: alias ?? columnOf(text.trim()), text, alias: alias !== null };
    });
    for (const [i, fault] of columnFaults(columns)) addFault(columns[i].path, fault);

    listOf(top['observed']).forEach((item, i) => {
      const subject = mappingOf(item)['subject'];
      const subjects = [...policyIds, ...networkIds];
      if (typeof subject === 'string' && !subjects.includes(subject))
        unknown(['observed', i, 'subject'], 'policy or network', subject, subjects);
      const text = mappingOf(item)['outcome'];
      if (typeof text !== 'string') return;
      const read = readOutcome(text, names);
      if ('fault' in read) addFault(['observed', i, 'outcome'], read.fault);
      else if (read.outcome.time !== 'end' || text.includes('@'))
        add(['observed', i, 'outcome'], 'the points say the times: leave @… out', 'an outcome without @time');
    });
  }

  function checkFiles(available: Files): void {
    const { resolvePath } = provenanceOf(document);
    for (const path of filePaths(scenario)) {
      const file = resolvePath(path);
      if (available.listFolder(file) !== null)
        add(path, `expected a file, found the folder ${file}`, 'the name of a file');
      else if (!available.exists(file)) {
        const { message, suggestion } = missingFile(file, available);
        // No misspelt name: data that do not ship. The scenario says where they are from.
        const from =
          typeof top['source'] === 'string' ? `; the scenario is drawn from: ${top['source']}` : '';
        const other = suggestion === undefined ? `; --set ${pathText(path)}=FILE names another${from}` : '';
        add(path, message + other, 'a file that exists', suggestion);
      }
    }
  }
}

/** What the outcomes of a scenario may name; `scenario` may be faulty. */
export function outcomeNames(scenario: unknown, registry: Registry): OutcomeNames {
  const top = mappingOf(scenario);
  const observe = mappingOf(top['observe']);
  const by = listOf(observe['by']);
  const start = readTime(mappingOf(top['time'])['start']);
  const end = readTime(mappingOf(top['time'])['end']);
  return {
    measures: registry.measures,
    policies: Object.keys(mappingOf(top['policies'])),
    networks: Object.keys(mappingOf(top['networks'])),
    groups: [
      ...Object.keys(mappingOf(observe['groups'])),
      ...(by.includes('sizeClass') ? sizeClassNames : []),
    ],
    openGroups: by.includes('country') || by.includes('region'),
    time: start !== null && end !== null && start < end ? { start, end } : null,
  };
}
