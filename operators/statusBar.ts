import type { HandoverReport } from '../lib/handoverReport';
import { describeReport, type Reader } from '../lib/operatorTexts';
import { Action } from './actionButtons';
import { type Block, button, plain, type View } from './blocks';
import { viewId } from './viewId';

/** The room that a status bar is for, and who looks at it. */
interface Audience extends Reader {
  readonly appId: string;
  readonly roomId: string;
}

/** Tells beside a room how its handover stands; a session that runs can be ended there. */
export function statusBar(report: HandoverReport, { appId, roomId, ...reader }: Audience): View {
  const { texts } = reader;
  const { state, facts, events } = describeReport(report, reader);
  const fields = facts.map(([name, fact]) => plain(`${name}: ${fact}`));
  const refresh = button({ appId, actionId: Action.refresh, text: texts.refresh });
  const takeBack = button({ appId, actionId: Action.takeBack, text: texts.takeBack, style: 'danger' });
  const blocks: Block[] = [
    { type: 'section', blockId: 'state', text: plain(state) },
    { type: 'section', blockId: 'facts', fields },
    ...events.map((event, index): Block => {
      return { type: 'context', blockId: `event-${index}`, elements: [plain(event)] };
    }),
    { type: 'actions', blockId: 'actions', elements: hasSession(report) ? [refresh, takeBack] : [refresh] },
  ];
  return {
    id: viewId('handover-status', roomId),
    title: plain(texts.handoverStatus),
    close: button({ appId, actionId: 'close', text: texts.close }),
    blocks,
  };
}

function hasSession({ state }: HandoverReport): boolean {
  return state === 'starting' || state === 'queued' || state === 'active' || state === 'transferring';
}
