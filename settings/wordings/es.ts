import type { Texts } from '../../lib/texts';

export const SPANISH: Texts = {
  'finding-agent': 'Estamos buscando un agente para usted.',
  'queue-position': 'Ocupa la posición {position} en la cola.',
  'next-in-queue': 'Un agente le atenderá en breve.',
  'agent-joined': 'Ahora le atiende {agent}.',
  'agent-changed': '{agent} continúa la conversación con usted.',
  'agent-left': 'El agente ha salido de la conversación; espere al siguiente, por favor.',
  transferring: 'Le estamos transfiriendo; espere, por favor.',
  'ended-by-agent': 'El agente ha finalizado la conversación.',
  'ended-by-visitor': 'Ha salido de la conversación con el agente.',
  unavailable: 'En este momento no hay ningún agente disponible.',
  'queue-timeout': 'Ningún agente ha podido atenderle a tiempo.',
  'idle-warning': '¿Sigue ahí? Si no responde, la conversación finalizará en {seconds} segundos.',
  'idle-ended': 'La conversación ha finalizado por falta de respuesta.',
  'technical-difficulty': 'Lo sentimos, ha fallado la conexión con el agente.',
  'file-requested': 'El agente le pide que envíe un archivo.',
  'not-delivered': 'No se ha podido entregar su último mensaje.',
};
