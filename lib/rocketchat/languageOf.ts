import type { ILivechatRoom } from '@rocket.chat/apps-engine/definition/livechat';

/** What the host leaves in a visitor for which the engine has no name. */
interface Unmapped {
  readonly _unmappedProperties_?: { readonly language?: unknown };
}

/**
 * The language of a room's visitor, as whoever knows it has written it down under the name `language`: in an Omnichannel
 * custom field of the room or in the room itself, as bots do; in a custom field of his contact or of himself, as agents
 * and widgets do; or in the visitor, where the host looks when it writes him a transcript. What is said of the one room
 * goes before what is said of the person. Undefined when nobody has said.
 */
export function languageOf({ livechatData, customFields, contact, visitor }: ILivechatRoom): string | undefined {
  const known: Array<{ readonly language?: unknown } | undefined> = [
    livechatData,
    customFields,
    contact?.customFields,
    visitor.livechatData,
    visitor.customFields,
    (visitor as Unmapped)._unmappedProperties_,
  ];
  return known.map((fields) => fields?.language).find(isSaid);
}

function isSaid(language: unknown): language is string {
  return typeof language === 'string' && language.trim() !== '';
}
