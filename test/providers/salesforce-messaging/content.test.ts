/// <reference types="jest" />
import { wordsOf } from '../../../providers/salesforce-messaging/content';

const shown = (message: object) => wordsOf({ id: 'm', ...message })?.contents;
const fixed = (staticContent: object) => shown({ messageType: 'StaticContentMessage', staticContent });
const text = (words: string) => [{ kind: 'text', text: words }];
const option = (title: string, optionIdentifier: string, subTitle: string | null = null) => ({
  itemType: 'TitleOptionItem',
  titleItem: { title, subTitle },
  optionIdentifier,
});

describe('what the visitor is shown of', () => {
  test.each([
    ['a text', { formatType: 'Text', text: 'hi' }, 'hi'],
    ['a rich text', { formatType: 'RichText', text: '<b>hi</b>' }, '<b>hi</b>'],
    [
      'a rich link',
      {
        formatType: 'RichLink',
        image: { assetUrl: 'https://h/i.png', mimeType: 'image/png' },
        linkItem: { titleItem: { title: 'Help', subTitle: 'All of it' }, url: 'https://h/help' },
      },
      'Help\nAll of it\nhttps://h/help',
    ],
    ['a web view', { formatType: 'WebView', title: { title: 'Pay' }, url: 'https://h/pay' }, 'Pay\nhttps://h/pay'],
    [
      'an experience',
      { formatType: 'ExperienceType', message: 'Your order', values: [{ label: 'Shoes' }, { title: 'Hat' }] },
      'Your order\nShoes\nHat',
    ],
    ['a format of tomorrow', { formatType: 'Hologram', layers: [{ text: 'Hello' }] }, 'Hello'],
  ])('%s is what there is to read', (_what, content, expected) => {
    expect(fixed(content)).toEqual(text(expected));
  });

  test('attachments is their text and the files', () => {
    const attachments = [
      { id: '1', name: 'a.pdf', mimeType: 'application/pdf', url: 'https://h/a', referenceId: null },
      { id: '2', url: 'https://h/b' },
      { id: '3', name: 'lost.txt' },
    ];
    expect(fixed({ formatType: 'Attachments', text: 'Here', attachments })).toEqual([
      ...text('Here'),
      { kind: 'file', name: 'a.pdf', mediaType: 'application/pdf', url: 'https://h/a' },
      { kind: 'file', name: 'file', mediaType: 'application/octet-stream', url: 'https://h/b' },
      ...text('lost.txt'),
    ]);
  });

  test.each(['Buttons', 'QuickReplies', 'Carousel', 'ListPicker'])(
    '%s is the choices, which can be answered',
    (formatType) => {
      const optionItems = [option('Billing', 'a', 'Money'), option('Delivery', 'b'), { itemType: 'odd' }];
      const words = wordsOf({
        id: 'm',
        messageType: 'ChoicesMessage',
        choices: { text: 'Which?', formatType, optionItems },
      });
      expect(words?.contents).toEqual([
        {
          kind: 'choices',
          text: 'Which?',
          choices: [
            { title: 'Billing – Money', value: 'Billing' },
            { title: 'Delivery', value: 'Delivery' },
          ],
        },
      ]);
      expect(words?.choices).toEqual({
        messageId: 'm',
        options: [
          { id: 'a', title: 'Billing' },
          { id: 'b', title: 'Delivery' },
        ],
      });
    },
  );

  test('choices without any is their text', () => {
    expect(shown({ messageType: 'ChoicesMessage', choices: { text: 'Which?', optionItems: [] } })).toEqual(
      text('Which?'),
    );
  });

  test('a form is its title and its questions', () => {
    const form = {
      formatType: 'Inputs',
      title: 'Your details',
      inputs: [{ label: 'Name', hint: 'as in your passport' }],
    };
    expect(shown({ messageType: 'FormMessage', form })).toEqual(text('Your details\nName\nas in your passport'));
  });

  test.each(['ChoicesResponseMessage', 'FormResponseMessage'])('%s is nothing', (messageType) => {
    expect(shown({ messageType, choicesResponse: { selectedOptions: [{ title: 'x' }] } })).toEqual([]);
  });

  test.each([{}, { messageType: 'StaticContentMessage' }, { messageType: 'Odd', payload: { data: [1, null, 'x'] } }])(
    '%j is not known',
    (message) => {
      expect(shown(message)).toBeUndefined();
    },
  );

  test('what is nested without end is read as deep as is sensible', () => {
    const deep = JSON.parse(`${'{"text":{"a":'.repeat(2_000)}"x"${'}}'.repeat(2_000)}`);
    expect(fixed(deep)).toBeUndefined();
  });
});
