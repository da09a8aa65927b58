import type { DeploymentSettings } from './Organization';
import type { Agent, Queue } from './Roster';

/** The org that the simulator starts with, so that it runs without being told anything. */
export const sampleOrganizationId = '00DSANDBOX00001';

const support = '00GSANDBOX00001';
const sales = '00GSANDBOX00002';
const queueIds = [support, sales];

export const sampleQueues: readonly Queue[] = [
  { id: support, name: 'Support', secondsPerSession: 45 },
  { id: sales, name: 'Sales', secondsPerSession: 45 },
];

export const sampleAgents: readonly Agent[] = [
  { id: '005SANDBOX00001', name: 'Ana', online: true, capacity: 5, queueIds },
  { id: '005SANDBOX00002', name: 'Ben', online: false, capacity: 5, queueIds },
];

const flow = {
  routingAttribute: 'Legacy_Button',
  queueByValue: { '573SANDBOX00001': support, '573SANDBOX00002': sales },
};

export const sampleDeployments: Readonly<Record<string, DeploymentSettings>> = {
  Rocket_Chat: { queueId: support, ...flow },
  Rocket_Chat_Sales: { queueId: sales, ...flow },
  Web_Widget: { type: 'Web', queueId: support },
};
