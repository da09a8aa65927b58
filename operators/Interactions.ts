import type {
  IUIKitResponse,
  UIKitActionButtonInteractionContext,
  UIKitBlockInteractionContext,
  UIKitViewSubmitInteractionContext,
} from '@rocket.chat/apps-engine/definition/uikit';
import type { UIKitInteractionResponder } from '@rocket.chat/apps-engine/definition/uikit/UIKitInteractionResponder';
import type { IUser } from '@rocket.chat/apps-engine/definition/users';
import type { Call } from '../endpoints/Outside';
import type { OperatorWish } from '../lib/OperatorDesk';
import type { OperatorTexts } from '../lib/operatorTexts';
import { Action } from './actionButtons';
import { handoverModal, wishOf } from './handoverModal';
import type { OperatorOutside } from './Outside';
import { statusBar } from './statusBar';
import { tell } from './tell';
import { toOperator } from './toOperator';
import { roomOfView } from './viewId';
import { wordsOf } from './wordsOf';

/** Clients wait for an answer for 5 s, and say then that the app does not answer. */
const PATIENCE_MS = 3_000;

/** Who does something, in which room, and how he is answered. */
interface Scene {
  readonly call: Call;
  readonly appId: string;
  readonly user: IUser;
  readonly roomId: string;
  readonly responder: UIKitInteractionResponder;
}

type Deed = (scene: Scene) => Promise<IUIKitResponse>;

/**
 * What operators do with the app's buttons and views. Views are opened by the answer itself, which is faster than by
 * another message to the client. What is refused is told to whoever asked for it, in the room and to nobody else.
 */
export class Interactions {
  private readonly onButton: Readonly<Record<string, Deed>> = {
    [Action.handOver]: (scene) => this.openModal(scene),
    [Action.takeBack]: (scene) => this.takeBack(scene),
    [Action.status]: async (scene) => scene.responder.openContextualBarViewResponse(await this.bar(scene)),
  };
  private readonly onBlock: Readonly<Record<string, Deed>> = {
    [Action.takeBack]: (scene) => this.takeBack(scene),
    [Action.refresh]: async (scene) => scene.responder.updateContextualBarViewResponse(await this.bar(scene)),
  };

  constructor(private readonly outside: OperatorOutside) {}

  /** A button in the menu of a room. */
  public async pressed(context: UIKitActionButtonInteractionContext, call: Call): Promise<IUIKitResponse> {
    const { appId, user, room, actionId } = context.getInteractionData();
    const responder = context.getInteractionResponder();
    const deed = new Map(Object.entries(this.onButton)).get(actionId);
    if (!deed || !room) return responder.errorResponse();
    return this.attempt({ call, appId, user, roomId: room.id, responder }, deed);
  }

  /** A button in the status bar. */
  public async used(context: UIKitBlockInteractionContext, call: Call): Promise<IUIKitResponse> {
    const { appId, user, container, actionId } = context.getInteractionData();
    const responder = context.getInteractionResponder();
    const deed = new Map(Object.entries(this.onBlock)).get(actionId);
    const roomId = roomOfView('handover-status', container.id);
    if (!deed || roomId === undefined) return responder.errorResponse();
    return this.attempt({ call, appId, user, roomId, responder }, deed);
  }

  /** The modal was filled in. A refusal leaves it open, with what is wrong in it. */
  public async submitted(context: UIKitViewSubmitInteractionContext, call: Call): Promise<IUIKitResponse> {
    const { appId, user, view } = context.getInteractionData();
    const responder = context.getInteractionResponder();
    const wish = wishOf(view);
    if (!wish) return responder.errorResponse();
    const refuse = (sentence: string) =>
      responder.viewErrorResponse({ viewId: view.id, errors: { department: sentence } });
    const scene = { call, appId, user, roomId: wish.roomId, responder };
    if (wish.department === '') return refuse((await this.textsFor(scene)).noDepartment);
    const handover = this.handOver(scene, wish);
    const outcome = await Promise.race([handover, this.outside.wait(PATIENCE_MS).then(() => undefined)]);
    if (!outcome) {
      void this.tellLater(scene, handover);
      return responder.successResponse();
    }
    if (outcome.isRefused) return refuse(outcome.words);
    await this.tell(scene, outcome.words);
    return responder.successResponse();
  }

  private async openModal({ call, appId, user, roomId, responder }: Scene): Promise<IUIKitResponse> {
    const [choices, texts] = await Promise.all([
      this.outside.desk(call).choices(toOperator(user), roomId),
      this.textsFor({ call, user }),
    ]);
    return responder.openModalViewResponse(handoverModal({ appId, roomId, texts }, choices));
  }

  private async takeBack(scene: Scene): Promise<IUIKitResponse> {
    await this.outside.desk(scene.call).takeBack(toOperator(scene.user), scene.roomId);
    await this.tell(scene, (await this.textsFor(scene)).takingBack);
    return scene.responder.successResponse();
  }

  private async bar({ call, appId, user, roomId }: Scene): Promise<ReturnType<typeof statusBar>> {
    const [report, texts] = await Promise.all([
      this.outside.desk(call).report(toOperator(user), roomId),
      this.textsFor({ call, user }),
    ]);
    return statusBar(report, { appId, roomId, texts, utcOffsetHours: user.utcOffset ?? 0 });
  }

  /** Never throws. */
  private async handOver({ call, user }: Scene, wish: OperatorWish): Promise<{ isRefused: boolean; words: string }> {
    try {
      const warnings = await this.outside.desk(call).handOver(toOperator(user), wish);
      const { handedOver } = await this.textsFor({ call, user });
      return { isRefused: false, words: [handedOver, ...warnings].join('\n') };
    } catch (failure) {
      return { isRefused: true, words: wordsOf(failure, call.log) };
    }
  }

  private async tellLater(scene: Scene, handover: Promise<{ words: string }>): Promise<void> {
    await this.tell(scene, (await this.textsFor(scene)).stillMoving);
    await this.tell(scene, (await handover).words);
  }

  private async attempt(scene: Scene, deed: Deed): Promise<IUIKitResponse> {
    try {
      return await deed(scene);
    } catch (failure) {
      await this.tell(scene, wordsOf(failure, scene.call.log));
      return scene.responder.errorResponse();
    }
  }

  private textsFor({ call, user }: Pick<Scene, 'call' | 'user'>): Promise<OperatorTexts> {
    return this.outside.texts(call, user.settings?.preferences?.language);
  }

  private tell({ call, user, roomId }: Scene, text: string): Promise<void> {
    return tell(call, { user, roomId }, text);
  }
}
