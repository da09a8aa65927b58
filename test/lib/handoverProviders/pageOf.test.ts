/// <reference types="jest" />
import fc from 'fast-check';
import { type PageQuery, pageOf } from '../../../lib/handoverProviders/pageOf';

interface Item {
  readonly _id: string;
  readonly name: string;
  readonly size?: number;
}

const fieldOf = (item: Item, field: string) => new Map(Object.entries(item)).get(field) as string | number | undefined;
const items: readonly Item[] = [
  { _id: '1', name: 'pear', size: 3 },
  { _id: '2', name: 'Apple', size: 1 },
  { _id: '3', name: 'plum', size: 3 },
  { _id: '4', name: 'apple juice' },
];

function query(changes: Partial<PageQuery> = {}): PageQuery {
  return { equals: [], sort: [], limit: 25, skip: 0, ...changes };
}

const ids = (changes: Partial<PageQuery>) => pageOf(items, fieldOf, query(changes)).items.map(({ _id }) => _id);

test.each([
  ['everything in the order of ids', {}, ['1', '2', '3', '4']],
  ['names that contain a text, in whatever case', { filter: 'APPLE' }, ['2', '4']],
  ['any of several values', { equals: [['name', ['pear', 'plum']]] as const }, ['1', '3']],
  ['numbers by how they are written', { equals: [['size', ['3']]] as const }, ['1', '3']],
  ['a field upwards, what is absent first', { sort: [{ field: 'size', isDescending: false }] }, ['4', '2', '1', '3']],
  [
    'a field downwards, ids deciding between equals',
    { sort: [{ field: 'size', isDescending: true }] },
    ['1', '3', '2', '4'],
  ],
  ['a part', { skip: 1, limit: 2 }, ['2', '3']],
  ['nothing beyond the end', { skip: 9 }, []],
])('a page has %s', (_name, changes, expected) => {
  expect(ids(changes)).toEqual(expected);
});

test('a page tells how many there are, and where the pages around it begin', () => {
  expect(pageOf(items, fieldOf, query({ skip: 1, limit: 2 }))).toMatchObject({
    total: 4,
    nextCursor: '3',
    previousCursor: '2',
  });
  expect(pageOf(items, fieldOf, query())).toMatchObject({ total: 4, nextCursor: undefined, previousCursor: undefined });
});

test('cursors lead forth through all pages and back again, whatever the order', () => {
  const anItem = fc.record({ name: fc.string({ maxLength: 3 }), size: fc.integer({ max: 3, min: 0 }) });
  const anOrder = fc.array(fc.record({ field: fc.constantFrom('name', 'size', '_id'), isDescending: fc.boolean() }), {
    maxLength: 2,
  });
  fc.assert(
    fc.property(fc.array(anItem, { maxLength: 30 }), anOrder, fc.integer({ min: 1, max: 7 }), (drawn, sort, limit) => {
      const all = drawn.map((item, index) => ({ ...item, _id: String(index).padStart(2, '0') }));
      const whole = pageOf(all, fieldOf, query({ sort, limit: 100 })).items;
      const forth: Item[] = [];
      let page = pageOf(all, fieldOf, query({ sort, limit }));
      forth.push(...page.items);
      while (page.nextCursor !== undefined) {
        page = pageOf(all, fieldOf, query({ sort, limit, next: page.nextCursor }));
        forth.push(...page.items);
      }
      expect(forth).toEqual(whole);
      const back: Item[] = [...page.items];
      while (page.previousCursor !== undefined) {
        page = pageOf(all, fieldOf, query({ sort, limit, previous: page.previousCursor }));
        back.unshift(...page.items);
      }
      expect(back).toEqual(whole);
    }),
  );
});

test('a cursor whose item is gone keeps its place in the order of ids', () => {
  const left = items.filter(({ _id }) => _id !== '2');
  expect(pageOf(left, fieldOf, query({ next: '2' })).items.map(({ _id }) => _id)).toEqual(['3', '4']);
});

test.each([
  [false, ['3', '4']],
  [true, ['1']],
])('a cursor whose item is gone keeps its place where ids are asked for, downwards: %s', (isDescending, expected) => {
  const left = items.filter(({ _id }) => _id !== '2');
  const sort = [{ field: '_id', isDescending }];
  expect(pageOf(left, fieldOf, query({ sort, next: '2' })).items.map(({ _id }) => _id)).toEqual(expected);
});

test('the page before the second item is that of the first, whatever the limit', () => {
  expect(pageOf(items, fieldOf, query({ previous: '2' })).items.map(({ _id }) => _id)).toEqual(['1']);
});

test('a cursor whose item is gone is refused in an order that only the item could tell', () => {
  const sort = [{ field: 'name', isDescending: false }];
  expect(() => pageOf(items, fieldOf, query({ sort, next: '9' }))).toThrow(/is gone/);
});
