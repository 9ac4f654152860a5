import { findJsonFault } from '../../errors/json-fault.js';

/** The value of a JSON text, or the index where it stops being JSON. */
export type ParsedJson = { readonly value: unknown } | { readonly fault: number };

/** Parses JSON. The error of `JSON.parse` quotes the text, which may be personal data, so only the place is kept. */
export function parseJson(text: string): ParsedJson {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return { fault: findJsonFault(text) };
  }
}
