import type { HandoverProvider } from '../../lib/handoverProviders/HandoverProvider';

export const A_PROVIDER_ID = '6b02f04703684d3bc2057c8e';

/** A provider as a store keeps it. */
export function aHandoverProvider(changes: Partial<HandoverProvider> = {}): HandoverProvider {
  return {
    id: A_PROVIDER_ID,
    revision: 1,
    name: 'Support',
    referenceId: 'reference-1',
    serviceId: '6c1e00000000000000000001',
    departments: [{ given: 'support', id: 'support-id', name: 'support', attributes: [] }],
    createdAtMs: Date.UTC(2026, 0, 5),
    changedAtMs: Date.UTC(2026, 0, 5),
    createdBy: 'a'.repeat(24),
    changedBy: 'a'.repeat(24),
    properties: [{ 'any.name': [1, null, { $x: true }] }],
    settings: { buttonId: '573000000000001', prechat: { transcriptFields: { 'E.mail': '$c' } } },
    ...changes,
  };
}
