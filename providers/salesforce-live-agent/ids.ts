/** True for a Salesforce id as it is shown anywhere: 15 characters, or those and 3 more that only check its case. */
export function isSalesforceId(value: unknown): value is string {
  return typeof value === 'string' && /^[A-Za-z0-9]{15}([A-Za-z0-9]{3})?$/.test(value);
}

/** The 15 characters that Live Agent knows an org, a deployment or a button by; Live Agent REST API, ChasitorInit. */
export function shortId(id: string): string {
  return id.slice(0, 15);
}
