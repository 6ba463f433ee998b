'use strict';
// Draws the charts and tables of this page from the data it carries.
const reportDrawn = (async () => {
  const data = JSON.parse(await unpacked(document.getElementById('report-data')));
  const FIRST_ROWS = 60;
  const drawn = [];
  const printing = matchMedia('print');

  // The numbers of many layers on many engines would be several times the rest of the page, and come packed.
  async function unpacked(holder) {
    if (!holder.dataset.gzip) {
      return holder.textContent;
    }
    if (!('DecompressionStream' in window)) {
      document.querySelector('.ruler').after(element('p', {className: 'missing',
        textContent: 'This browser is too old for the charts and tables of this page. The same numbers are in the files beside it.'}));
    }
    const bytes = Uint8Array.from(atob(holder.dataset.gzip), letter => letter.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
    return holder.textContent = await new Response(stream).text();
  }

  function element(tag, properties, ...children) {
    const node = Object.assign(document.createElement(tag), properties);
    node.append(...children);
    return node;
  }

  function theme() {
    const style = getComputedStyle(document.documentElement);
    const read = name => style.getPropertyValue('--' + name).trim();
    return {
      ink: read('ink'), soft: read('soft'), line: read('line'), grid: read('grid'), card: read('card'), hover: read('hover'),
      series: [1, 2, 3, 4, 5, 6, 7, 8].map(i => read('s' + i)), font: getComputedStyle(document.body).fontFamily
    };
  }

  function draw(item, colours) {
    const width = item.canvas.clientWidth;
    const narrow = width < 520;
    const height = chartOptions.height(item.section.kind, item.section.chart, narrow ? 360 : printing.matches ? 340 : 430);
    item.canvas.style.height = height + 'px';
    item.instance.resize();
    const option = chartOptions.of(item.section.kind, item.section.chart, colours, {width, height, narrow});
    item.instance.setOption(option, true);
    const cut = cutOff(item);
    if (cut > 0) {
      option.grid.left += cut;
      item.instance.setOption(option, true);
    }
  }

  // By how much names begin left of the picture: ECharts knows only roughly how wide a browser writes them.
  function cutOff(item) {
    item.instance.getZr().flush();
    const left = item.canvas.getBoundingClientRect().left;
    return Math.ceil(Math.max(0, ...[...item.canvas.querySelectorAll('text')].map(text => left - text.getBoundingClientRect().left)));
  }

  function drawAll() {
    const colours = theme();
    drawn.forEach(item => draw(item, colours));
  }

  function addChart(section, figure) {
    const canvas = element('div', {className: 'canvas'});
    canvas.setAttribute('role', 'img');
    canvas.setAttribute('aria-label', section.heading + '. ' + section.explanation);
    figure.append(canvas, numbersOf(section));
    drawn.push({section, canvas, instance: echarts.init(canvas, null, {renderer: 'svg'})});
  }

  // The numbers of a chart, for those who would rather read than look; built when opened.
  function numbersOf(section) {
    const details = element('details', {className: 'numbers'}, element('summary', {textContent: 'Numbers'}));
    details.addEventListener('toggle', () => {
      if (details.open && details.children.length === 1) {
        const holder = element('div');
        details.append(holder);
        addTable(chartTable(section), holder, section.id);
      }
    });
    return details;
  }

  function chartTable(section) {
    const chart = section.chart;
    const heading = (text, numeric) => ({heading: text, numeric});
    if (section.kind === 'bar') {
      const rows = chart.categories.flatMap((category, i) => chart.series.map(s => {
        const amount = s.amounts[i];
        return [category, s.name, amount.value, amount.low, amount.high, amount.reason && 'unavailable: ' + amount.reason];
      }));
      return plain([heading('category'), heading('series'), heading(chart.value.title, true), heading('from', true), heading('to', true), heading('')], rows);
    }
    const rows = chart.series.flatMap(s => s.points.map(point => [s.name, point.label, point.x, point.y]));
    return plain([heading('series'), heading('point'), heading(chart.x.title, true), heading(chart.y.title, true)], rows);
  }

  function plain(columns, rows) {
    const shown = rows.map(row => row.map(value => typeof value === 'number' ? layout.number(value) : value === null ? '-' : null));
    return {title: [], columns, rows, shown, footer: [], notes: []};
  }

  // Columns in which no row says anything are left out.
  function addTable(whole, holder, id) {
    const used = whole.columns.map((_, c) => c).filter(c => whole.rows.length === 0 || whole.rows.some(row => row[c] !== null && row[c] !== ''));
    const pick = cells => used.map(c => cells[c]);
    const table = Object.assign({}, whole, {columns: pick(whole.columns), rows: whole.rows.map(pick), shown: whole.shown.map(pick),
      footer: whole.footer.length > 0 ? pick(whole.footer) : []});
    const state = {column: -1, descending: false, filter: '', all: false};
    const texts = table.rows.map((row, r) => row.map((value, c) => table.shown[r][c] ?? plainText(value)));
    const body = element('tbody');
    const count = element('span', {className: 'count'});
    const more = element('button', {className: 'more', type: 'button'});
    const cut = element('p', {className: 'cut'});
    const headings = table.columns.map((column, c) => headingOf(column, () => {
      state.descending = state.column === c ? !state.descending : column.numeric === true;
      state.column = c;
      show();
    }));

    function show() {
      const rows = selected(table, texts, state);
      const limit = state.all ? rows.length : FIRST_ROWS;
      body.replaceChildren(...rows.slice(0, limit).map(r => rowOf(table, texts[r])));
      count.textContent = rows.length === table.rows.length ? rows.length + ' rows' : rows.length + ' of ' + table.rows.length + ' rows';
      more.textContent = 'Show all ' + rows.length + ' rows';
      more.hidden = rows.length <= limit;
      cut.textContent = more.hidden ? '' : limit + ' of ' + rows.length + ' rows; all are in ' + id + '.csv beside this report.';
      headings.forEach((heading, c) => c === state.column
        ? heading.setAttribute('aria-sort', state.descending ? 'descending' : 'ascending') : heading.removeAttribute('aria-sort'));
    }

    more.addEventListener('click', () => { state.all = true; show(); });
    if (table.title.length > 0) { holder.append(element('p', {className: 'count', textContent: table.title.join(' ')})); }
    if (table.rows.length > 8) { holder.append(tools(value => { state.filter = value; show(); }, count)); }
    const grid = element('table', {}, element('thead', {}, element('tr', {}, ...headings)), body);
    if (table.footer.length > 0) { grid.append(element('tfoot', {}, rowOf(table, table.footer))); }
    const scroll = element('div', {className: 'scroll', tabIndex: 0}, grid);
    holder.append(scroll, more, cut);
    if (table.notes.length > 0) {
      holder.append(element('ul', {className: 'notes'}, ...table.notes.map(note => element('li', {textContent: note}))));
    }
    show();
  }

  // How a value reads for which the data give no other text.
  function plainText(value) {
    return value === null ? '' : Number.isInteger(value) ? value.toLocaleString('en-US') : String(value);
  }

  function headingOf(column, sort) {
    const button = element('button', {type: 'button', textContent: column.heading, title: 'Sort'});
    button.addEventListener('click', sort);
    const heading = element('th', {className: column.numeric ? 'number' : ''}, button);
    heading.scope = 'col';
    return heading;
  }

  function tools(filter, count) {
    const input = element('input', {type: 'search', placeholder: 'Filter rows'});
    input.setAttribute('aria-label', 'Filter rows');
    input.addEventListener('input', () => filter(input.value));
    return element('div', {className: 'tools'}, input, count);
  }

  function rowOf(table, cells) {
    return element('tr', {}, ...cells.map((text, c) => element('td',
      {className: table.columns[c].numeric ? 'number' : text.length > 42 ? 'long' : '', textContent: text})));
  }

  // The rows that hold all words of the filter, in the order asked for; unknown values come last either way.
  function selected(table, texts, state) {
    const words = state.filter.toLowerCase().split(/\s+/).filter(word => word !== '');
    const rows = table.rows.map((_, r) => r)
      .filter(r => words.every(word => texts[r].some(text => text.toLowerCase().includes(word))));
    if (state.column < 0) { return rows; }
    const way = state.descending ? -1 : 1;
    const value = r => table.rows[r][state.column];
    return rows.sort((a, b) => {
      if (value(a) === null || value(b) === null) { return (value(a) === null) - (value(b) === null); }
      return way * (typeof value(a) === 'number' && typeof value(b) === 'number'
        ? value(a) - value(b) : String(value(a)).localeCompare(String(value(b)), 'en', {numeric: true}));
    });
  }

  for (const section of data.sections) {
    const place = document.getElementById(section.id);
    if (section.chart) { addChart(section, place.querySelector('.chart')); }
    if (section.table) { addTable(section.table, place.querySelector('.table'), section.id); }
  }
  drawAll();

  if (matchMedia('(max-width: 960px)').matches) { document.querySelector('.contents').open = false; }
  // Watches an element that has no height, since drawing changes the height of all others.
  const ruler = document.querySelector('.ruler');
  let width = ruler.clientWidth;
  new ResizeObserver(() => {
    if (ruler.clientWidth !== width) {
      width = ruler.clientWidth;
      drawAll();
    }
  }).observe(ruler);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', drawAll);
  // Paper has its own width and is always light.
  printing.addEventListener('change', drawAll);
})();
