/// <reference types="jest" />
import {
  type IUIKitResponse,
  UIKitActionButtonInteractionContext,
  UIKitBlockInteractionContext,
  UIKitViewSubmitInteractionContext,
} from '@rocket.chat/apps-engine/definition/uikit';
import type { Call } from '../../endpoints/Outside';
import { HandoverError } from '../../lib/errors';
import { chooseLanguage } from '../../lib/language';
import type { OperatorDesk } from '../../lib/OperatorDesk';
import { OPERATOR_WORDINGS } from '../../lib/operatorWordings/index';
import { Interactions } from '../../operators/Interactions';
import { RecordingLog } from '../support/aDesk';
import { SteppedClock } from '../support/SteppedClock';

let clock: SteppedClock;
let log: RecordingLog;
/** What the user alone was told. */
let told: string[];
beforeEach(() => {
  clock = new SteppedClock();
  log = new RecordingLog();
  told = [];
});

const user = { id: 'u', username: 'susan', roles: ['livechat-agent'], utcOffset: 0 };
const base = { appId: 'app', user, triggerId: 't' };

const texts = async (_call: Call, language = 'en') => OPERATOR_WORDINGS[chooseLanguage([language])];

function interactions(desk: Partial<OperatorDesk>): Interactions {
  return new Interactions({ desk: () => desk as OperatorDesk, wait: (ms) => clock.wait(ms), texts });
}

/** A call of the engine's in which rooms exist and notices are recorded. */
function aCall(): Call {
  const message: { text?: string } = {};
  const builder = {
    setRoom: () => builder,
    setText: (text: string) => {
      message.text = text;
      return builder;
    },
    setGroupable: () => builder,
    getMessage: () => ({ ...message }),
  };
  const notifier = {
    getMessageBuilder: () => builder,
    notifyUser: async (_user: unknown, { text = '' }: { text?: string }) => {
      told.push(text);
    },
  };
  return {
    read: { getRoomReader: () => ({ getById: async (id: string) => ({ id }) }) },
    modify: { getNotifier: () => notifier },
    log,
  } as unknown as Call;
}

function submit(desk: Partial<OperatorDesk>, view: object): Promise<IUIKitResponse> {
  const context = new UIKitViewSubmitInteractionContext({ ...base, view } as never);
  return interactions(desk).submitted(context, aCall());
}

const filledIn = { id: 'handover:room', state: { department: { department: 'sales' } } };

describe('a modal that was submitted', () => {
  test('closes when the room was handed over', async () => {
    expect(await submit({ handOver: async () => ['A warning.'] }, filledIn)).toEqual({ success: true });
    expect(told).toEqual(['The conversation was handed over.\nA warning.']);
  });

  test('closes before the client gives up on a handover that takes long, whose end is told then', async () => {
    let finish: (warnings: string[]) => void = () => undefined;
    const handOver = () => new Promise<string[]>((resolve) => (finish = resolve));
    const answer = submit({ handOver }, filledIn);
    await clock.pass(3_000);
    expect(await answer).toEqual({ success: true });
    expect(told).toEqual(['The handover takes longer than usual. How it ends is told in the room.']);
    finish([]);
    await clock.pass(1);
    expect(told.slice(1)).toEqual(['The conversation was handed over.']);
  });

  test('shows a failure of ours by a reference that is in the log, and not what failed', async () => {
    const handOver = async () => Promise.reject(new Error('the secret inside'));
    const answer = await submit({ handOver }, filledIn);
    const { errors } = answer as IUIKitResponse & { errors: { department: string } };
    expect(errors.department).toMatch(
      /^Something went wrong here\. Reference ([0-9a-f]{8}) is in the log of the app\.$/,
    );
    expect(log.lines.join()).toContain('the secret inside');
  });

  test('of another kind is left alone', async () => {
    expect(await submit({}, { id: 'other', state: {} })).toEqual({ success: false });
  });
});

describe('an action that is none of the app’s', () => {
  test('in the menu of a room does nothing', async () => {
    const context = new UIKitActionButtonInteractionContext({
      ...base,
      actionId: 'toString',
      room: { id: 'r' },
    } as never);
    expect(await interactions({}).pressed(context, aCall())).toEqual({ success: false });
  });

  test('in a view does nothing', async () => {
    const container = { type: 'view', id: 'handover-status:r' };
    const context = new UIKitBlockInteractionContext({ ...base, actionId: 'other', container } as never);
    expect(await interactions({}).used(context, aCall())).toEqual({ success: false });
  });

  test('outside of any room does nothing', async () => {
    const context = new UIKitActionButtonInteractionContext({ ...base, actionId: 'hand-over' } as never);
    expect(await interactions({}).pressed(context, aCall())).toEqual({ success: false });
  });
});

test('whoever does something reads about it in the language that he has chosen', async () => {
  const german = { ...user, settings: { preferences: { language: 'de-AT' } } };
  const room = { id: 'r' };
  const context = new UIKitActionButtonInteractionContext({
    ...base,
    user: german,
    actionId: 'take-back',
    room,
  } as never);
  await interactions({ takeBack: async () => undefined }).pressed(context, aCall());
  expect(told).toEqual([OPERATOR_WORDINGS.de.takingBack]);
});

test('what is refused is told to whoever asked', async () => {
  const details = [{ reason: 'endpointUrl is missing' }];
  const takeBack = async () => Promise.reject(new HandoverError('provider-incomplete', 'Incomplete.', { details }));
  const context = new UIKitActionButtonInteractionContext({
    ...base,
    actionId: 'take-back',
    room: { id: 'r' },
  } as never);
  expect(await interactions({ takeBack }).pressed(context, aCall())).toEqual({ success: false });
  expect(told).toEqual(['Incomplete.\n- endpointUrl is missing']);
});
