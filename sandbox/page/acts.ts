import type { BodyReader } from '../contactCentre/BodyReader';
import { PROVIDER_NAMES } from '../story/centres';
import type { Demo } from './Demo';
import type { Acts } from './PageView';

/** Reads its body first and gives back the deed, so that a wrong body does nothing. */
type Act = (demo: Demo, body: BodyReader) => () => Promise<void>;

const FAULTS = ['kill', 'drop', 'refuse', 'offline'] as const;

const visitorActs: Pick<Record<keyof Acts, Act>, 'choose-provider' | 'new-visitor' | 'visitor-say' | 'visitor-file'> = {
  'choose-provider': (demo, body) => {
    const provider = body.oneOf('provider', PROVIDER_NAMES);
    return async () => provider && demo.choose(provider);
  },
  'new-visitor': (demo) => () => demo.newVisitor(),
  'visitor-say': (demo, body) => {
    const text = body.text('text');
    return () => demo.sayAsVisitor(text);
  },
  'visitor-file': (demo, body) => {
    const file = { name: body.text('name'), mediaType: body.text('mediaType'), base64: body.text('base64') };
    return () => demo.uploadAsVisitor(file);
  },
};

const talkingActs: Pick<Record<keyof Acts, Act>, 'say' | 'type' | 'file' | 'ask-for-file'> = {
  say: (demo, body) => {
    const [conversation, text] = [body.text('conversation'), body.text('text')];
    return () => demo.console.say(conversation, text);
  },
  type: inConversation((demo, conversation) => demo.console.startTyping(conversation)),
  file: (demo, body) => {
    const [conversation, name, mediaType] = [body.text('conversation'), body.text('name'), body.text('mediaType')];
    const content = Buffer.from(body.text('base64'), 'base64');
    return async () => demo.console.sendFile?.(conversation, { name, mediaType, content });
  },
  'ask-for-file': inConversation(async (demo, conversation) => demo.console.askForFile?.(conversation)),
};

const deskActs: Pick<Record<keyof Acts, Act>, 'accept' | 'decline' | 'transfer' | 'end' | 'agent' | 'fault'> = {
  accept: inConversation((demo, conversation) => demo.console.accept(conversation)),
  decline: inConversation((demo, conversation) => demo.console.decline(conversation)),
  transfer: (demo, body) => {
    const [conversation, agentId] = [body.text('conversation'), body.text('agentId')];
    return () => demo.console.transfer(conversation, agentId);
  },
  end: inConversation((demo, conversation) => demo.console.end(conversation)),
  agent: (demo, body) => {
    const agentId = body.text('agentId');
    const state = { isOnline: body.flag('isOnline'), acceptsAlone: body.flag('acceptsAlone') };
    return () => demo.console.setAgent(agentId, state);
  },
  fault: (demo, body) => {
    const fault = body.oneOf('id', FAULTS);
    return async () => fault && demo.strike(fault);
  },
};

/** Everything that can be done on the page, by its name. */
export const acts: ReadonlyMap<string, Act> = new Map(
  Object.entries({ ...visitorActs, ...talkingActs, ...deskActs } satisfies Record<keyof Acts, Act>),
);

function inConversation(act: (demo: Demo, conversation: string) => Promise<void>): Act {
  return (demo, body) => {
    const conversation = body.text('conversation');
    return () => act(demo, conversation);
  };
}
