/// <reference types="jest" />
import type { ILivechatRoom } from '@rocket.chat/apps-engine/definition/livechat';
import { languageOf } from '../../../lib/rocketchat/languageOf';

const fields = (language: unknown) => ({ language });
const of = (room: object) => languageOf({ visitor: {}, ...room } as ILivechatRoom);

/** Where it is looked for, the most telling place first. */
const PLACES: ReadonlyArray<readonly [place: string, room: (language: unknown) => object]> = [
  ['a custom field of the room', (language) => ({ livechatData: fields(language) })],
  ['the room itself', (language) => ({ customFields: fields(language) })],
  ['a custom field of the contact', (language) => ({ contact: { customFields: fields(language) } })],
  ['a custom field of the visitor', (language) => ({ visitor: { livechatData: fields(language) } })],
  ['what another app has written on the visitor', (language) => ({ visitor: { customFields: fields(language) } })],
  ["the visitor's own language", (language) => ({ visitor: { _unmappedProperties_: fields(language) } })],
];

describe.each(PLACES)('%s', (_place, room) => {
  test('tells the language', () => {
    expect(of(room('pt-BR'))).toBe('pt-BR');
  });

  test.each([null, undefined, '', '  ', 7, ['de'], { de: true }])('tells nothing by %p', (value) => {
    expect(of(room(value))).toBeUndefined();
  });
});

test.each(PLACES.slice(1).map(([place], index) => [PLACES[index]?.[0], place, index] as const))(
  '%s goes before %s',
  (_better, _worse, index) => {
    const better = PLACES[index]?.[1]('de');
    const worse = PLACES[index + 1]?.[1]('fr');
    expect(of(merged(worse ?? {}, better ?? {}))).toBe('de');
  },
);

/** Both at once; the visitor has what either of them says of him. */
function merged(one: { visitor?: object }, other: { visitor?: object }): object {
  return { ...one, ...other, visitor: { ...one.visitor, ...other.visitor } };
}

test('nothing is known of a visitor of whom nobody has said anything', () => {
  expect(of({})).toBeUndefined();
  expect(of({ livechatData: null, customFields: null, contact: null })).toBeUndefined();
});
