import type { Texts } from '../../lib/texts';

export const GERMAN: Texts = {
  'finding-agent': 'Wir suchen eine Ansprechperson für Sie.',
  'queue-position': 'Sie sind auf Platz {position} in der Warteschlange.',
  'next-in-queue': 'Gleich ist jemand für Sie da.',
  'agent-joined': 'Sie sprechen jetzt mit {agent}.',
  'agent-changed': '{agent} führt das Gespräch mit Ihnen weiter.',
  'agent-left': 'Ihre Ansprechperson hat das Gespräch verlassen; bitte warten Sie auf die nächste.',
  transferring: 'Sie werden weitergeleitet; bitte haben Sie einen Moment Geduld.',
  'ended-by-agent': 'Ihre Ansprechperson hat das Gespräch beendet.',
  'ended-by-visitor': 'Sie haben das Gespräch mit Ihrer Ansprechperson verlassen.',
  unavailable: 'Zurzeit ist leider niemand verfügbar.',
  'queue-timeout': 'Leider konnte niemand Ihr Gespräch rechtzeitig übernehmen.',
  'idle-warning': 'Sind Sie noch da? Ohne Antwort endet das Gespräch in {seconds} Sekunden.',
  'idle-ended': 'Das Gespräch wurde beendet, weil keine Antwort kam.',
  'technical-difficulty': 'Die Verbindung zu Ihrer Ansprechperson ist leider fehlgeschlagen.',
  'file-requested': 'Ihre Ansprechperson bittet Sie, eine Datei zu senden.',
  'not-delivered': 'Ihre letzte Nachricht konnte nicht zugestellt werden.',
};
