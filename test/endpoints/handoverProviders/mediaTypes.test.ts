/// <reference types="jest" />
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { toCsv } from '../../../endpoints/handoverProviders/csv';
import { type Document, type Listing, MEMBERS, type Resource } from '../../../endpoints/handoverProviders/document';
import { toHal, toJson } from '../../../endpoints/handoverProviders/json';
import { MEDIA_TYPES, negotiate } from '../../../endpoints/handoverProviders/negotiate';
import { answerDocument } from '../../../endpoints/handoverProviders/respond';
import { toXml } from '../../../endpoints/handoverProviders/xml';
import type { JsonObject } from '../../../lib/handoverProviders/HandoverProvider';
import type { Json } from '../../../lib/json';

const links = { self: '/a/1', collection: '/a' };

function resource(members: JsonObject): Resource {
  return { kind: 'handoverProvider', members, links };
}

function listing(items: readonly Resource[], changes: Partial<Listing> = {}): Listing {
  return {
    kind: 'handoverProvider',
    items,
    total: items.length,
    nextCursor: null,
    previousCursor: null,
    links,
    ...changes,
  };
}

/** Every text that JSON can say, hostile ones more often than chance would have them. */
const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 20 }),
  fc.constantFrom(
    '',
    ' ',
    '<&>"\'',
    ']]>',
    '=1+1',
    '@x',
    'a\r\nb',
    'a,b;"c"',
    '\t',
    'true',
    '007',
    '1e3',
    '🙂',
    '-->',
    '{}',
  ),
);
const anyJson = fc.letrec<{ json: Json; object: JsonObject }>((tie) => ({
  json: fc.oneof(
    { depthSize: 'small' },
    text,
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('json'), { maxLength: 4 }),
    tie('object'),
  ),
  object: fc.dictionary(
    text.filter((key) => key !== '__proto__'),
    tie('json'),
    { maxKeys: 4 },
  ),
})).object;

describe('negotiation', () => {
  test.each([
    [undefined, 'application/json'],
    ['*/*', 'application/json'],
    ['application/hal+json', 'application/hal+json'],
    ['text/*', 'text/xml'],
    ['text/csv;q=0.9, application/xml;q=0.8', 'text/csv'],
    ['image/png, application/xml;q=0.1', 'application/xml'],
    ['application/json;q=0, */*', 'application/hal+json'],
    ['APPLICATION/XML', 'application/xml'],
    ['application/json, text/plain, */*', 'application/json'],
  ])('of "%s" gives %s', (accept, expected) => {
    expect(negotiate(accept, 'application/json')).toBe(expected);
  });

  test.each(['image/png', 'application/json;q=0', ';;;', 'json'])('of "%s" gives nothing', (accept) => {
    expect(() => negotiate(accept, 'application/json')).toThrow(/offered: application\/json,/);
  });

  test('takes what the caller names first among equals, and the default of the call where he names none', () => {
    expect(negotiate('*/*', 'application/hal+json')).toBe('application/hal+json');
    expect(negotiate('application/*', 'application/hal+json')).toBe('application/hal+json');
    expect(negotiate('application/xml, application/hal+json', 'application/hal+json')).toBe('application/xml');
    expect(negotiate('application/json', 'application/hal+json')).toBe('application/json');
  });

  test.each(MEDIA_TYPES)('an answer in %s says that it is', (mediaType) => {
    const { headers } = answerDocument(resource({ _id: '1' }), { mediaType });
    expect(headers?.['content-type']?.split(';')[0]).toBe(mediaType);
    expect(headers?.vary).toBe('Accept');
  });
});

describe('JSON and HAL', () => {
  const first = resource({ _id: '1', name: 'a' });

  test('a thing is its members, in HAL with the ways on from it', () => {
    expect(JSON.parse(toJson(first))).toEqual({ _id: '1', name: 'a' });
    expect(JSON.parse(toHal(first))).toEqual({
      _id: '1',
      name: 'a',
      _links: { self: { href: '/a/1' }, collection: { href: '/a' } },
    });
  });

  test('a list has its items, in HAL embedded and with links of their own', () => {
    const page = listing([first], { total: 9, nextCursor: '1', links: { self: '/a', next: '/a?next=1' } });
    expect(JSON.parse(toJson(page))).toEqual({
      items: [{ _id: '1', name: 'a' }],
      total: 9,
      nextCursor: '1',
      previousCursor: null,
    });
    expect(JSON.parse(toHal(page))).toEqual({
      total: 9,
      nextCursor: '1',
      previousCursor: null,
      _links: { self: { href: '/a' }, next: { href: '/a?next=1' } },
      _embedded: { items: [JSON.parse(toHal(first))] },
    });
  });
});

describe('CSV', () => {
  const rows = (document: Document): Record<string, string>[] =>
    parse(toCsv(document), { columns: true, record_delimiter: '\r\n' });

  test('has a row for each thing and a column for each member, in one order', () => {
    const list = listing([resource({ name: 'a', _id: '1', createdAt: 7 }), resource({ _id: '2' })]);
    expect(toCsv(list).split('\r\n')[0]).toBe(MEMBERS.handoverProvider.join());
    expect(rows(list)).toMatchObject([
      { _id: '1', name: 'a', createdAt: '7', settings: '' },
      { _id: '2', name: '' },
    ]);
  });

  test('has its header even when there is nothing', () => {
    expect(toCsv(listing([]))).toBe(`${MEMBERS.handoverProvider.join()}\r\n`);
  });

  test('gives every text back, and what has members of its own as JSON', () => {
    fc.assert(
      fc.property(text, anyJson, (name, settings) => {
        const [row] = rows(resource({ name, settings }));
        const isFormula = /^[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/.test(name);
        expect(row?.name).toBe(isFormula ? `'${name}` : name);
        expect(JSON.parse(row?.settings ?? '')).toEqual(settings);
      }),
    );
  });
});

describe('XML', () => {
  const parser = new XMLParser({
    preserveOrder: true,
    ignoreAttributes: false,
    attributeNamePrefix: '',
    parseTagValue: false,
    parseAttributeValue: false,
    trimValues: false,
  });

  type Parsed = Record<string, unknown> & { ':@'?: Record<string, string> };
  const nameOf = (node: Parsed) => Object.keys(node).find((key) => key !== ':@') ?? '';
  const childrenOf = (node: Parsed) => node[nameOf(node)] as Parsed[];
  const textOf = (nodes: Parsed[]) => nodes.map((node) => String(node['#text'] ?? '')).join('');

  /** The root element of a document, read by a parser that has nothing to do with its writer. */
  function root(document: Document): Parsed {
    const xml = toXml(document);
    expect(XMLValidator.validate(xml)).toBe(true);
    const parsed = parser.parse(xml) as Parsed[];
    expect(parsed.map(nameOf)).toEqual(['?xml', nameOf(parsed[1] ?? {})]);
    return parsed[1] ?? {};
  }

  /** XPath and XQuery Functions 3.1, section 17.5, the other way round. */
  function toValue(node: Parsed): Json {
    const children = childrenOf(node);
    switch (nameOf(node)) {
      case 'map':
        return Object.fromEntries(children.map((child) => [child[':@']?.key ?? '', toValue(child)]));
      case 'array':
        return children.map(toValue);
      case 'string':
        return textOf(children);
      case 'number':
        return Number(textOf(children));
      case 'boolean':
        return textOf(children) === 'true';
      case 'null':
        return null;
      default:
        throw new Error(`the schema of the W3C has no element ${nameOf(node)}`);
    }
  }

  const member = (node: Parsed, name: string) => childrenOf(node).find((child) => nameOf(child) === name) ?? {};

  test('a thing is an element with one for each member, in their order', () => {
    const node = root(resource({ _id: '1', name: 'a', createdAt: 7 }));
    expect(nameOf(node)).toBe('handoverProvider');
    expect(childrenOf(node).map((child) => [nameOf(child), textOf(childrenOf(child))])).toEqual([
      ['_id', '1'],
      ['name', 'a'],
      ['createdAt', '7'],
    ]);
  });

  test('a list has its items, their number, and the cursors that there are', () => {
    const node = root(listing([resource({ _id: '1' }), resource({ _id: '2' })], { total: 5, nextCursor: 'x' }));
    expect([nameOf(node), childrenOf(node).map(nameOf)]).toEqual([
      'handoverProviders',
      ['items', 'total', 'nextCursor'],
    ]);
    expect(childrenOf(member(node, 'items')).map(nameOf)).toEqual(['handoverProvider', 'handoverProvider']);
    expect(textOf(childrenOf(member(node, 'total')))).toBe('5');
  });

  test('gives every text and every free-form member back', () => {
    const spaces = (value: Json): Json => JSON.parse(JSON.stringify(value).replace(/\\r\\n|\\r/g, '\\n'));
    const keys = (value: string) => !/[\t\r\n]/.test(value);
    const isPlain = (value: Json): boolean =>
      typeof value !== 'object' ||
      value === null ||
      Object.entries(value).every(([key, inner]) => keys(key) && isPlain(inner));
    fc.assert(
      fc.property(text, anyJson, (name, settings) => {
        fc.pre(isPlain(settings));
        const node = root(resource({ name, settings }));
        expect(textOf(childrenOf(member(node, 'name')))).toBe(spaces(name));
        const [json = {}] = childrenOf(member(node, 'settings'));
        expect(json[':@']?.xmlns).toBe('http://www.w3.org/2005/xpath-functions');
        expect(toValue(json)).toEqual(spaces(settings));
      }),
    );
  });

  test('shows what XML cannot carry as the replacement character', () => {
    const node = root(resource({ name: 'a\u0000b\u001bc\ud800d\udc00e🙂', settings: { '\u0001': '\uffff' } }));
    expect(textOf(childrenOf(member(node, 'name')))).toBe('a\ufffdb\ufffdc\ufffdd\ufffde🙂');
    expect(toValue(childrenOf(member(node, 'settings'))[0] ?? {})).toEqual({ '\ufffd': '\ufffd' });
  });

  test('carries JSON as deep as any that the host passes on', () => {
    let deep: Json = 'deep';
    for (let i = 0; i < 300; i++) deep = i % 2 ? [deep] : { a: deep };
    expect(toXml(resource({ properties: [deep] }))).toContain('<string key="a">deep</string>');
  });
});
