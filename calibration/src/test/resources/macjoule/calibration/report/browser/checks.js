// What is wrong with the page as it stands, one line for each fault.
(() => {
  const data = JSON.parse(document.getElementById('report-data').textContent);
  const faults = [];
  const near = (a, b) => a === b || (a === null && (b === null || Number.isNaN(b))) || Math.abs(a - b) <= 1e-12 * Math.abs(a);

  function checkNumbers(section, drawn) {
    const wanted = section.chart.series.map(s => section.kind === 'bar' ? s.amounts.map(a => a.value) : s.points.map(p => [p.x, p.y]));
    wanted.forEach((values, i) => {
      const found = drawn[i].data.map(item => item !== null && item.value !== undefined ? item.value : item);
      const same = values.length === found.length && values.every((value, j) => Array.isArray(value)
        ? near(value[0], found[j][0]) && near(value[1], found[j][1]) : near(value, found[j]));
      if (!same) { faults.push(section.id + ': draws other numbers than the data have in ' + drawn[i].name); }
    });
    return wanted.flat().filter(value => value !== null).length;
  }

  function checkTexts(id, svg) {
    const frame = svg.getBoundingClientRect();
    const texts = [...svg.querySelectorAll('text')].map(node => ({text: node.textContent.trim(), box: node.getBoundingClientRect()}))
      .filter(({text, box}) => text !== '' && box.width > 0);
    texts.forEach(({text, box}, i) => {
      if (box.left < frame.left - 1 || box.right > frame.right + 1 || box.top < frame.top - 1 || box.bottom > frame.bottom + 1) {
        faults.push(id + ': runs out of the picture: ' + text);
      }
      texts.slice(i + 1).forEach(other => {
        const wide = Math.min(box.right, other.box.right) - Math.max(box.left, other.box.left);
        const high = Math.min(box.bottom, other.box.bottom) - Math.max(box.top, other.box.top);
        if (wide > 2 && high > 4) { faults.push(id + ': ' + text + ' lies over ' + other.text); }
      });
    });
  }

  function checkChart(section, place) {
    const canvas = place.querySelector('.canvas');
    const svg = canvas && canvas.querySelector('svg');
    if (!svg) { faults.push(section.id + ': is not drawn'); return; }
    const points = checkNumbers(section, echarts.getInstanceByDom(canvas).getOption().series);
    const marks = [...svg.querySelectorAll('path')].filter(path => path.getBBox().width > 0 || path.getBBox().height > 0);
    if (points === 0 || marks.length < Math.min(points, 20)) { faults.push(section.id + ': is empty, ' + marks.length + ' marks'); }
    if (svg.getBoundingClientRect().width < canvas.parentElement.clientWidth - 1) { faults.push(section.id + ': is not as wide as its place'); }
    checkTexts(section.id, svg);
  }

  function checkTable(section, place) {
    const table = section.table;
    const used = table.columns.map((_, c) => c).filter(c => table.rows.some(row => row[c] !== null && row[c] !== ''));
    const plain = value => value === null ? '' : Number.isInteger(value) ? value.toLocaleString('en-US') : String(value);
    const rows = [...place.querySelectorAll('tbody tr')];
    if (rows.length !== Math.min(table.rows.length, 60)) { faults.push(section.id + ': has ' + rows.length + ' rows'); }
    rows.forEach((row, r) => {
      const wanted = used.map(c => table.shown[r][c] ?? plain(table.rows[r][c]));
      const found = [...row.cells].map(cell => cell.textContent);
      if (wanted.join('|') !== found.join('|')) { faults.push(section.id + ': row ' + r + ' is ' + found.join('|')); }
    });
  }

  for (const section of data.sections) {
    const place = document.getElementById(section.id);
    if (section.chart) { checkChart(section, place); }
    if (section.table) { checkTable(section, place); }
    if (!place.querySelector('.badge.' + section.origin)) { faults.push(section.id + ': has no badge'); }
  }
  if (document.documentElement.scrollWidth > innerWidth) { faults.push('the page is wider than the screen'); }
  return faults;
})()
