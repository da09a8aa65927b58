import { isJsonObject, type Json } from '../../lib/json';
import { XmlBuilder } from '../../vendor/fast-xml-builder';
import { type Document, isListing, type Listing, type Resource } from './document';

/** XPath and XQuery Functions and Operators 3.1, section 17.5: XML representation of JSON. */
const JSON_NAMESPACE = 'http://www.w3.org/2005/xpath-functions';
/** A surrogate pair; or what XML 1.0 cannot carry in any way: control characters, and halves of such a pair. */
const PAIR_OR_UNSPEAKABLE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it is about
  /[\ud800-\udbff][\udc00-\udfff]|[\u0000-\u0008\u000b\u000c\u000e-\u001f\ud800-\udfff\ufffe\uffff]/g;
/** Deeper than any body that the host passes on. */
const DEEPEST = 1_000;

/** An element as the builder takes it: its name with what is in it, and its attributes. */
type Node = Readonly<Record<string, unknown>>;

/**
 * The document as XML: an element for each thing, in it one for each member, and what has members of its own in the W3C's
 * representation of JSON.
 */
export function toXml(document: Document): string {
  const builder = new XmlBuilder({
    preserveOrder: true,
    ignoreAttributes: false,
    attributeNamePrefix: '',
    suppressEmptyNode: true,
    maxNestedTags: DEEPEST,
  });
  const declaration = element('?xml', [text('')], { version: '1.0', encoding: 'UTF-8' });
  return builder.build([declaration, isListing(document) ? listingNode(document) : resourceNode(document)]);
}

function listingNode({ kind, items, total, nextCursor, previousCursor }: Listing): Node {
  return element(`${kind}s`, [
    element('items', items.map(resourceNode)),
    element('total', [text(String(total))]),
    ...(nextCursor === null ? [] : [element('nextCursor', [text(nextCursor)])]),
    ...(previousCursor === null ? [] : [element('previousCursor', [text(previousCursor)])]),
  ]);
}

function resourceNode({ kind, members }: Resource): Node {
  return element(
    kind,
    Object.entries(members).map(([name, value]) => element(name, [memberContent(value)])),
  );
}

function memberContent(value: Json): Node {
  if (typeof value !== 'object' || value === null) return text(String(value ?? ''));
  return jsonNode(value, { xmlns: JSON_NAMESPACE });
}

function jsonNode(value: Json, attributes: Record<string, string>): Node {
  if (value === null) return element('null', [], attributes);
  if (Array.isArray(value)) {
    return element(
      'array',
      value.map((item) => jsonNode(item, {})),
      attributes,
    );
  }
  if (isJsonObject(value)) {
    const members = Object.entries(value);
    return element(
      'map',
      members.map(([key, member]) => jsonNode(member, { key: speakable(key) })),
      attributes,
    );
  }
  return element(typeof value, [text(String(value))], attributes);
}

function element(name: string, children: readonly Node[], attributes: Record<string, string> = {}): Node {
  return { [name]: children, ':@': attributes };
}

function text(value: string): Node {
  return { '#text': speakable(value) };
}

function speakable(value: string): string {
  return value.replace(PAIR_OR_UNSPEAKABLE, (match) => (match.length === 2 ? match : '\ufffd'));
}
