import type { Texts } from '../../lib/texts';

export const FRENCH: Texts = {
  'finding-agent': 'Nous recherchons un conseiller pour vous.',
  'queue-position': 'Vous êtes en position {position} dans la file d’attente.',
  'next-in-queue': 'Un conseiller va vous répondre sous peu.',
  'agent-joined': 'Vous êtes maintenant en conversation avec {agent}.',
  'agent-changed': '{agent} poursuit la conversation avec vous.',
  'agent-left': 'Le conseiller a quitté la conversation\u00a0; veuillez patienter jusqu’à l’arrivée du suivant.',
  transferring: 'Votre conversation est en cours de transfert\u00a0; veuillez patienter.',
  'ended-by-agent': 'Le conseiller a mis fin à la conversation.',
  'ended-by-visitor': 'Vous avez quitté la conversation avec le conseiller.',
  unavailable: 'Aucun conseiller n’est disponible pour le moment.',
  'queue-timeout': 'Aucun conseiller n’a pu prendre votre conversation en charge à temps.',
  'idle-warning': 'Êtes-vous toujours là\u00a0? Sans réponse, la conversation prendra fin dans {seconds} secondes.',
  'idle-ended': 'La conversation a pris fin faute de réponse.',
  'technical-difficulty': 'Nous sommes désolés, la connexion avec le conseiller a échoué.',
  'file-requested': 'Le conseiller vous demande d’envoyer un fichier.',
  'not-delivered': 'Votre dernier message n’a pas pu être remis.',
};
