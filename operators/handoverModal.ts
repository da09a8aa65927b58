import type { DepartmentChoices, OperatorWish } from '../lib/OperatorDesk';
import type { OperatorTexts } from '../lib/operatorTexts';
import { type Block, button, plain, type View } from './blocks';
import { roomOfView, viewId } from './viewId';

const LONGEST = { reason: 200, summary: 4_000 };

/** What of a view comes back when it is submitted: the engine does not say so. */
interface Submitted {
  readonly id: string;
  readonly state?: object;
}

/** The room that is to be handed over, and what whoever is asked reads. */
interface Asked {
  readonly appId: string;
  readonly roomId: string;
  readonly texts: OperatorTexts;
}

/** Asks where a room is to go, and what whoever takes over should know. */
export function handoverModal({ appId, roomId, texts }: Asked, { departments, likely }: DepartmentChoices): View {
  return {
    id: viewId('handover', roomId),
    title: plain(texts.handOver),
    submit: button({ appId, actionId: 'submit', text: texts.handOver, style: 'primary' }),
    close: button({ appId, actionId: 'cancel', text: texts.cancel }),
    blocks: [
      {
        type: 'input',
        blockId: 'department',
        label: plain(texts.department),
        element: {
          type: 'static_select',
          appId,
          blockId: 'department',
          actionId: 'department',
          placeholder: plain(texts.chooseDepartment),
          options: departments.map(({ id, name }) => ({ text: plain(name), value: id })),
          ...(likely && { initialValue: likely.id }),
        },
      },
      words(appId, 'reason', { label: texts.reason, placeholder: texts.reasonHint }),
      words(appId, 'summary', { label: texts.summary, placeholder: texts.summaryHint }),
    ],
  };
}

/** What was filled in; undefined for a view that is none of these. What is too long is cut, which the client prevents. */
export function wishOf({ id, state }: Submitted): OperatorWish | undefined {
  const roomId = roomOfView('handover', id);
  if (roomId === undefined) return undefined;
  const read = (field: string, longest = 500) => filledIn(state, field).trim().slice(0, longest);
  return {
    roomId,
    department: read('department'),
    reason: read('reason', LONGEST.reason),
    summary: read('summary', LONGEST.summary),
  };
}

function words(appId: string, field: 'reason' | 'summary', texts: { label: string; placeholder: string }): Block {
  return {
    type: 'input',
    blockId: field,
    optional: true,
    label: plain(texts.label),
    element: {
      type: 'plain_text_input',
      appId,
      blockId: field,
      actionId: field,
      placeholder: plain(texts.placeholder),
      multiline: field === 'summary',
      maxLength: LONGEST[field],
    },
  };
}

/** What stands in a field, which is filed under its block and then its action. */
function filledIn(state: unknown, field: string): string {
  const block = ownValue(state, field);
  const value = ownValue(block, field);
  return typeof value === 'string' ? value : '';
}

function ownValue(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return new Map<string, unknown>(Object.entries(value)).get(name);
}
