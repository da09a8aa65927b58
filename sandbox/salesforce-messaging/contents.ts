import type { BodyReader } from '../contactCentre/BodyReader';

/** Content of a message as the protocol has it, without its id. */
export type MessageContent = { readonly messageType: string } & Readonly<Record<string, unknown>>;

const choiceFormats = {
  buttons: 'Buttons',
  'quick-replies': 'QuickReplies',
  carousel: 'Carousel',
  'list-picker': 'ListPicker',
} as const;
const contentTypes = [
  'text',
  'rich-text',
  'rich-link',
  'web-view',
  'experience',
  'form',
  ...(Object.keys(choiceFormats) as (keyof typeof choiceFormats)[]),
] as const;

/** What an agent or a bot can send, for the control API; Enhanced Chat API, message and format types. */
export type SentContent =
  | { readonly type: 'text' | 'rich-text'; readonly text: string }
  | {
      readonly type: 'rich-link';
      readonly title: string;
      readonly subTitle?: string;
      readonly url: string;
      readonly imageUrl?: string;
      readonly imageType?: string;
    }
  | { readonly type: 'web-view'; readonly title: string; readonly url: string }
  | { readonly type: 'experience'; readonly text: string; readonly values: readonly unknown[] }
  | { readonly type: 'form'; readonly title: string; readonly inputs: readonly unknown[] }
  | {
      readonly type: keyof typeof choiceFormats;
      readonly text: string;
      readonly options: readonly { readonly title: string; readonly subTitle?: string; readonly id: string }[];
      /** One image for each option, where there are any. */
      readonly images?: readonly unknown[];
    };

const fixed = (formatType: string, content: object): MessageContent => ({
  messageType: 'StaticContentMessage',
  staticContent: { formatType, ...content },
});

function richLink(body: BodyReader): MessageContent {
  const [title, subTitle, url] = [body.text('title'), body.optionalText('subTitle') ?? '', body.text('url')];
  const [assetUrl, mimeType] = [body.optionalText('imageUrl') ?? '', body.optionalText('imageType') ?? 'image/png'];
  return fixed('RichLink', { image: { assetUrl, mimeType }, linkItem: { titleItem: { title, subTitle }, url } });
}

function choices(body: BodyReader, type: keyof typeof choiceFormats): MessageContent {
  const optionItems = body.each('options', body.list('options')).map((option) => ({
    itemType: 'TitleOptionItem',
    titleItem: { title: option.text('title'), subTitle: option.optionalText('subTitle') ?? null },
    optionIdentifier: option.text('id'),
  }));
  const images = body.optionalList('images') ?? [];
  return {
    messageType: 'ChoicesMessage',
    choices: { text: body.text('text'), formatType: choiceFormats[type], optionItems, images },
  };
}

function form(body: BodyReader): MessageContent {
  const content = { formatType: 'Inputs', title: { title: body.text('title') }, inputs: body.list('inputs') };
  return { messageType: 'FormMessage', form: content };
}

/** Reads a {@link SentContent} from outside and puts it into the protocol's shape. */
export function readContent(body: BodyReader): MessageContent {
  const type = body.optionalOneOf('type', contentTypes) ?? 'text';
  switch (type) {
    case 'text':
      return fixed('Text', { text: body.text('text') });
    case 'rich-text':
      return fixed('RichText', { text: body.text('text') });
    case 'rich-link':
      return richLink(body);
    case 'web-view':
      return fixed('WebView', { title: { title: body.text('title') }, url: body.text('url') });
    case 'experience':
      return fixed('ExperienceType', { message: body.text('text'), values: body.list('values') });
    case 'form':
      return form(body);
    default:
      return choices(body, type);
  }
}
