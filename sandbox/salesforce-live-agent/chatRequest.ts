import type { BodyReader } from '../contactCentre/BodyReader';
import type { Switches } from './switches';

/** Live Agent REST API, ChasitorInit request. */
export interface ChatRequest {
  readonly organizationId: string;
  readonly deploymentId: string;
  readonly buttonId: string;
  readonly agentId?: string;
  readonly doFallback: boolean;
  readonly buttonOverrides?: string[];
  readonly sessionId: string;
  readonly userAgent: string;
  readonly language: string;
  readonly screenResolution: string;
  readonly visitorName: string;
  readonly receiveQueueUpdates: boolean;
  readonly isPost: boolean;
  readonly prechatDetails: unknown[];
  readonly prechatEntities: unknown[];
}

function checkDetails(details: BodyReader[]): void {
  for (const detail of details) {
    detail.text('label');
    detail.optionalText('value');
    detail.optionalFlag('displayToAgent');
    detail.optionalTexts('transcriptFields');
    detail.optionalFlag('doKnowledgeSearch');
    for (const name of ['entityMaps', 'entityFieldMaps']) {
      for (const map of detail.each(name, detail.optionalList(name))) {
        map.text('entityName');
        map.text('fieldName');
      }
    }
  }
}

function checkEntities(entities: BodyReader[]): void {
  for (const entity of entities) {
    entity.text('entityName');
    entity.optionalFlag('showOnCreate');
    for (const name of ['linkToEntityName', 'linkToEntityField', 'saveToTranscript']) {
      entity.optionalText(name);
    }
    for (const name of ['entityFieldsMaps', 'entityFieldMaps']) {
      for (const map of entity.each(name, entity.optionalList(name))) {
        map.text('fieldName');
        map.text('label');
      }
    }
  }
}

/** Reads and checks the body of Live Agent REST API, ChasitorInit; a wrong `isPost` is for the routing to refuse. */
export function readChatRequest(body: BodyReader, switches: Switches): ChatRequest {
  const mayLack = (name: string) => switches.optionalInitFields.includes(name);
  const text = (name: string) => (mayLack(name) ? (body.optionalText(name) ?? '') : body.text(name));
  const list = (name: string) => (mayLack(name) ? (body.optionalList(name) ?? []) : body.list(name));
  const flag = (name: string) => (mayLack(name) ? (body.optionalFlag(name) ?? false) : body.flag(name));
  const prechatDetails = list('prechatDetails');
  const prechatEntities = list('prechatEntities');
  checkDetails(body.each('prechatDetails', prechatDetails));
  checkEntities(body.each('prechatEntities', prechatEntities));
  return {
    organizationId: text('organizationId'),
    deploymentId: text('deploymentId'),
    buttonId: text('buttonId'),
    agentId: body.optionalText('agentId') || undefined,
    doFallback: body.optionalFlag('doFallback') ?? false,
    buttonOverrides: body.optionalTexts('buttonOverrides'),
    sessionId: text('sessionId'),
    userAgent: text('userAgent'),
    language: text('language'),
    screenResolution: text('screenResolution'),
    visitorName: text('visitorName'),
    receiveQueueUpdates: flag('receiveQueueUpdates'),
    isPost: body.optionalFlag('isPost') ?? false,
    prechatDetails,
    prechatEntities,
  };
}
