/**
 * A CSV file's rows as objects by the names of its first line (RFC 4180: a field with a comma is in quotes, a quote in it is doubled).
 * @param {string} text
 * @param {readonly string[]} [needed] names that the first line must have
 * @returns {Record<string, string>[]}
 * @throws Error naming the columns that are missing, or the row whose fields are not as many as the names
 */
export function parseCsv(text, needed = []) {
  const [names, ...lines] = records(text.replace(/^﻿/, ''));
  if (!names) throw new Error('The file is empty.');
  const missing = needed.filter((name) => !names.includes(name));
  if (missing.length > 0) throw new Error(`The first line names no ${missing.join(', ')}.`);
  return lines.map((fields, index) => {
    if (fields.length !== names.length) throw new Error(`Row ${index + 2} has ${fields.length} fields; the first line names ${names.length}.`);
    return Object.fromEntries(names.map((name, at) => [name, fields[at].trim()]));
  });
}

function records(text) {
  const rows = [];
  let fields = [];
  // A field is quoted, or runs to the next comma or line end.
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g)) {
    fields.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === ',') continue;
    if (fields.length > 1 || fields[0] !== '') rows.push(fields);
    fields = [];
  }
  return rows;
}
