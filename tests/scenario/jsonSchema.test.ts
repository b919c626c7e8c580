import { expect, test } from 'vitest';
import { scenarioJsonSchema } from '../../src/scenario/jsonSchema.js';
import { registry } from './fixture.js';

interface Node {
  readonly properties?: { readonly [key: string]: Node };
  readonly additionalProperties?: Node | false;
  readonly anyOf?: readonly Node[];
  readonly required?: readonly string[];
  readonly description?: string;
  readonly type?: string | readonly string[];
}

const schema = scenarioJsonSchema(registry) as Node;

test('it is JSON Schema of draft 2020-12 and refuses unknown keys', () => {
  expect(schema).toMatchObject({
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    type: 'object',
    additionalProperties: false,
  });
});

test('it knows every top-level key, and none that the engine does not serve', () => {
  expect(Object.keys(schema.properties!)).toEqual(
    'name why source extends seed replicates time cities nations regions shocks policies networks memberships ties exposure decision mechanisms off dynamics feedback adopters observe observed branch'.split(
      ' ',
    ),
  );
});

test('mechanisms carry the help of the registry, and only those that can enter', () => {
  const policy = schema.properties!['mechanisms'].additionalProperties as Node;
  const { declare, repeal } = policy.properties!;
  expect(declare.properties!['emulation'].description).toBe('what emulation does');
  expect(Object.keys(repeal.properties!)).not.toContain('benchmarking');
});

test('files that extend others are served: no key is asked for, and null removes', () => {
  expect(JSON.stringify(schema)).not.toContain('"required"');
  expect(schema.properties!['replicates'].type).toEqual(['integer', 'null']);
  expect(schema.properties!['ties'].anyOf).toContainEqual({ type: 'null' });
});
