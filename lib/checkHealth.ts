import type { Desk } from './Desk';
import type { Department } from './departments';
import { SESSION_STATES, type SessionState } from './session';

/** What the app is doing, and what keeps it from doing more. */
export interface Health {
  /** Number of sessions in each state. */
  readonly sessions: Record<SessionState, number>;
  /** Sentences for the admin; empty when all is well. */
  readonly problems: readonly string[];
}

/** @param servedDepartment name or id of the department that a provider serves; undefined when there is none. */
export async function checkHealth(desk: Desk, servedDepartment: string | undefined): Promise<Health> {
  const [sessions, department] = await Promise.all([
    desk.sessions.list(),
    servedDepartment === undefined ? undefined : desk.departments.find(servedDepartment),
  ]);
  const count = (state: SessionState) => sessions.filter((session) => session.state === state).length;
  const counts = SESSION_STATES.map((state) => [state, count(state)] as const);
  return {
    sessions: Object.fromEntries(counts) as Record<SessionState, number>,
    problems: departmentProblems(servedDepartment, department),
  };
}

function departmentProblems(servedDepartment: string | undefined, department: Department | undefined): string[] {
  if (servedDepartment === undefined || department?.isEnabled) return [];
  const state = department ? 'is disabled or archived' : 'does not exist';
  return [`The department ${servedDepartment}, which the setting handover_department_name names, ${state}.`];
}
