import type { IUIKitModalViewParam } from '@rocket.chat/apps-engine/definition/uikit/UIKitInteractionResponder';

/** A view without what the engine adds to it. */
export type View = IUIKitModalViewParam;
export type Block = View['blocks'][number];

/** An element that the user acts on. */
interface Element {
  readonly appId: string;
  readonly actionId: string;
  readonly text: string;
  readonly style?: 'primary' | 'danger';
}

/** Text in which nothing is markup. */
export function plain(text: string): { type: 'plain_text'; text: string } {
  return { type: 'plain_text', text };
}

/** A button, alone in its block. */
export function button({ appId, actionId, text, style }: Element) {
  return { type: 'button' as const, appId, blockId: actionId, actionId, text: plain(text), ...(style && { style }) };
}
