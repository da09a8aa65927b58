import type { Texts } from '../../lib/texts';

export const BRAZILIAN_PORTUGUESE: Texts = {
  'finding-agent': 'Estamos procurando um atendente para você.',
  'queue-position': 'Você é o número {position} da fila.',
  'next-in-queue': 'Um atendente falará com você em breve.',
  'agent-joined': 'Agora você está falando com {agent}.',
  'agent-changed': '{agent} continua a conversa com você.',
  'agent-left': 'O atendente saiu da conversa; aguarde o próximo, por favor.',
  transferring: 'Sua conversa está sendo transferida; aguarde, por favor.',
  'ended-by-agent': 'O atendente encerrou a conversa.',
  'ended-by-visitor': 'Você saiu da conversa com o atendente.',
  unavailable: 'Nenhum atendente está disponível no momento.',
  'queue-timeout': 'Nenhum atendente pôde assumir sua conversa a tempo.',
  'idle-warning': 'Você ainda está aí? Sem resposta, a conversa será encerrada em {seconds} segundos.',
  'idle-ended': 'A conversa foi encerrada por falta de resposta.',
  'technical-difficulty': 'Lamentamos, a conexão com o atendente falhou.',
  'file-requested': 'O atendente pede que você envie um arquivo.',
  'not-delivered': 'Não foi possível entregar sua última mensagem.',
};
