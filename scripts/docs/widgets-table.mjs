/** docs/widgets.md as data, for the tests that hold it. */

/** Rows of the table under the heading `## <title>`, cell by cell. @returns {readonly (readonly string[])[]} */
function rowsUnder(markdown, title) {
  const section = markdown.split(/^## /m).find((text) => text.startsWith(`${title}\n`));
  if (section === undefined) throw new Error(`docs/widgets.md has no heading "## ${title}".`);
  const lines = section.split('\n').filter((line) => line.startsWith('|'));
  return lines.slice(2).map((line) => line.slice(1, -1).split('|').map((cell) => cell.trim()));
}

/** What is set as code in a cell. @returns {readonly string[]} */
const codes = (cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, code]) => code);

/**
 * @typedef {{ name: string, from: string, engines: readonly string[], controls: readonly string[], tasks: readonly string[], recordings: readonly string[] }} DocumentedWidget
 * @typedef {{ widget: string, name: string, unit: string, cases: readonly string[], anyCase: boolean, shown: 'at rest' | 'after a run' | 'sometimes' }} DocumentedMeasure
 *   `cases`: the settings by name; `anyCase`: the table describes them in words. `sometimes`: only after what the table says, so no walk need meet it.
 */

/**
 * @param {string} markdown docs/widgets.md
 * @returns {{ widgets: readonly DocumentedWidget[], measures: readonly DocumentedMeasure[] }}
 * @throws Error where a row has another number of cells, or says of a measure no known time
 */
export function widgetsTable(markdown) {
  const cellsOf = (title, count) =>
    rowsUnder(markdown, title).map((cells) => {
      if (cells.length !== count) throw new Error(`docs/widgets.md, ${title}: a row of ${cells.length} cells in place of ${count}: ${cells.join(' | ')}`);
      return cells;
    });
  return {
    widgets: cellsOf('Widgets', 6).map(([name, from, engines, controls, tasks, recordings]) => ({
      name: codes(name)[0],
      from,
      engines: codes(engines),
      controls: codes(controls),
      tasks: codes(tasks),
      recordings: codes(recordings),
    })),
    measures: cellsOf('Measures', 5).map(([widget, name, unit, cases, shown]) => {
      const time = ['at rest', 'after a run'].find((one) => shown === one) ?? (shown.startsWith('when ') ? 'sometimes' : undefined);
      if (time === undefined) throw new Error(`docs/widgets.md, Measures: "${shown}" of ${name} is neither "at rest", nor "after a run", nor "when …".`);
      const literal = cases === '' || /^`[^`]*`(, `[^`]*`)*$/.test(cases);
      return { widget: codes(widget)[0], name: codes(name)[0], unit: codes(unit)[0], cases: literal ? codes(cases) : [], anyCase: !literal, shown: time };
    }),
  };
}

/**
 * What widgets were seen to show, against the table: a line for each measure that one has and the other has not.
 * @param {readonly DocumentedMeasure[]} documented of the widgets that were walked
 * @param {readonly { widget: string, name: string, unit: string, case: string | null }[]} seen
 * @param {readonly ('at rest' | 'after a run')[]} due which of the table's measures must have been seen
 * @returns {readonly string[]}
 */
export function differences(documented, seen, due) {
  const lines = new Set();
  for (const { widget, name, unit, case: setting } of seen) {
    const rows = documented.filter((row) => row.widget === widget && row.name === name);
    const row = rows.find((one) => one.unit === unit);
    if (rows.length === 0) lines.add(`${widget} shows ${name} (${unit}${setting === null ? '' : `, case ${setting}`}), and docs/widgets.md does not say so`);
    else if (!row) lines.add(`${widget} shows ${name} in ${unit}; docs/widgets.md says ${rows.map((one) => one.unit).join(', ')}`);
    else if (!row.anyCase && (setting === null ? row.cases.length > 0 : !row.cases.includes(setting))) lines.add(`${widget} shows ${name} for ${setting ?? 'no case'}; docs/widgets.md says ${row.cases.join(', ') || 'no case'}`);
  }
  for (const { widget, name, unit, shown } of documented) {
    if (!due.includes(shown)) continue;
    if (!seen.some((one) => one.widget === widget && one.name === name && one.unit === unit)) lines.add(`docs/widgets.md says that ${widget} shows ${name} (${unit}) ${shown}, and it does not`);
  }
  return [...lines];
}
