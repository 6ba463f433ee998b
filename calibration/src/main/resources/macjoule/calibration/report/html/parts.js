'use strict';
// What all charts share: axes, legends, tooltips and remarks as ECharts wants them.
const parts = (() => {
  const SYMBOLS = ['circle', 'rect', 'triangle', 'diamond', 'roundRect', 'pin', 'arrow'];

  const escapeText = text => text.replace(/[&<>"']/g, c => '&#' + c.charCodeAt(0) + ';');

  function axis(spec, theme, size, vertical) {
    const log = spec.scale === 'LOG';
    return {
      type: log ? 'log' : 'value',
      // The title of a vertical axis stands above it, see addAxes().
      name: vertical ? '' : spec.title,
      nameLocation: 'middle',
      nameGap: 30,
      nameTextStyle: {color: theme.soft, fontSize: 12},
      axisLabel: {color: theme.soft, fontSize: 12, hideOverlap: true, formatter: layout.tick, alignMaxLabel: vertical ? null : 'right'},
      axisLine: {show: !vertical, lineStyle: {color: theme.line}},
      axisTick: {show: false},
      splitLine: {lineStyle: {color: theme.grid}},
      minorSplitLine: {show: false},
      splitNumber: size.narrow ? 3 : 5,
      scale: !log
    };
  }

  function addAxes(option, chart, theme, size) {
    option.xAxis = axis(chart.x, theme, size, false);
    option.yAxis = axis(chart.y, theme, size, true);
    option.graphic = [remark(chart.y.title, theme, {left: 4, top: option.grid.top - 24})];
  }

  function remark(text, theme, place) {
    return Object.assign({type: 'text', silent: true,
      style: {text, fill: theme.soft, fontSize: 12, fontFamily: theme.font, align: place.right ? 'right' : 'left', lineHeight: 17}}, place);
  }

  function legendLines(entries, size) {
    let x = 0;
    let lines = 1;
    for (const entry of entries) {
      const wide = (entry.name || entry).length * 6.6 + 36;
      if (x > 0 && x + wide > size.width) { x = 0; lines++; }
      x += wide;
    }
    return lines;
  }

  function base(theme, legend, size) {
    return {
      color: theme.series,
      animation: false,
      textStyle: {fontFamily: theme.font, color: theme.ink},
      backgroundColor: 'transparent',
      grid: {left: 8, right: size.narrow ? 20 : 28, top: legend.length > 1 ? 38 + 24 * legendLines(legend, size) : 34, bottom: 34, containLabel: true},
      legend: {show: legend.length > 1, top: 0, left: 0, type: 'plain', itemWidth: 14, itemHeight: 10, itemGap: size.narrow ? 8 : 16,
        textStyle: {color: theme.ink, fontSize: 12, width: size.width - 40, overflow: 'truncate'}, inactiveColor: theme.line,
        data: legend},
      tooltip: {confine: true, backgroundColor: theme.card, borderColor: theme.line, textStyle: {color: theme.ink, fontSize: 13},
        extraCssText: 'max-width:min(320px,80vw);white-space:normal;box-shadow:0 2px 10px rgba(0,0,0,.18)'},
      series: []
    };
  }

  function pointTip(chart) {
    return item => {
      const point = item.data && item.data.value;
      if (!point) { return ''; }
      const title = item.data.label2 || item.seriesName;
      const second = item.data.label2 ? '<br><small>' + escapeText(item.seriesName) + '</small>' : '';
      return '<b>' + escapeText(title) + '</b>' + second + '<br>' + escapeText(chart.x.title) + ': ' + layout.number(point[0])
        + '<br>' + escapeText(chart.y.title) + ': ' + layout.number(point[1]);
    };
  }

  const allPoints = chart => chart.series.flatMap(s => s.points);

  const datum = point => ({value: [point.x, point.y], label2: point.label});

  return {SYMBOLS, escapeText, axis, addAxes, base, pointTip, allPoints, datum};
})();
