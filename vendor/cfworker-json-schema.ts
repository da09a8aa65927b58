export { type OutputUnit, type Schema, Validator } from '@cfworker/json-schema';
