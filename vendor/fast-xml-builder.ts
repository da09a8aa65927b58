export { default as XmlBuilder } from 'fast-xml-builder';
