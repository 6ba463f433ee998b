'use strict';
// Charts of horizontal bars, side by side where there are several series, with intervals where they are known.
const barOptions = (() => {
  const {escapeText, axis, base} = parts;
  // Of the height of a category: what its bars fill together, and of a bar: the gap to the next.
  const FILLED = 0.68;
  const GAP = 0.15;

  function of(chart, theme, size) {
    const option = base(theme, chart.series.map(s => s.name), size);
    const categories = chart.categories;
    // No title stands above the vertical axis.
    option.grid.top = chart.series.length < 2 ? 6 : option.grid.top - 24;
    // Intervals do not move with the bars if one is hidden.
    option.legend.selectedMode = false;
    option.xAxis = axis(chart.value, theme, size, false);
    // Bars of a linear scale start at zero, else their lengths mislead.
    option.xAxis.scale = false;
    option.yAxis = [categoryAxis(categories, theme, size), {type: 'value', min: 0, max: categories.length, inverse: true, show: false}];
    option.tooltip.trigger = 'axis';
    option.tooltip.axisPointer = {type: 'shadow', shadowStyle: {color: theme.hover, opacity: 0.5}};
    option.tooltip.formatter = items => {
      const i = items[0].seriesType === 'bar' ? items[0].dataIndex : -1;
      return i < 0 ? '' : '<b>' + escapeText(categories[i]) + '</b>'
        + chart.series.map(s => '<br>' + escapeText(s.name) + ': ' + amountText(s.amounts[i])).join('');
    };
    option.series = chart.series.map(series => bars(series, chart.series.length))
      .concat(chart.series.flatMap((series, s) => marks(series, s, chart, theme, size)));
    return option;
  }

  function categoryAxis(categories, theme, size) {
    return {type: 'category', data: categories, inverse: true, axisTick: {show: false}, axisLine: {lineStyle: {color: theme.line}},
      axisLabel: {color: theme.ink, fontSize: size.narrow ? 11 : 12, interval: 0, width: size.width / 2, overflow: 'truncate'}};
  }

  function bars(series, count) {
    return {
      name: series.name, type: 'bar', barGap: GAP * 100 + '%', itemStyle: {borderRadius: [0, 2, 2, 0]},
      barWidth: count === 1 ? undefined : 100 * barWidth(count) + '%', barMaxWidth: count === 1 ? 18 : undefined,
      data: series.amounts.map(amount => amount.value)
    };
  }

  const barWidth = count => FILLED / (count + GAP * (count - 1));

  // What stands on bars: their intervals, and why there is none.
  function marks(series, s, chart, theme, size) {
    const count = chart.series.length;
    const middle = i => i + 0.5 + (s - (count - 1) / 2) * barWidth(count) * (1 + GAP);
    const known = chart.series.flatMap(one => one.amounts).map(amount => amount.value).filter(value => value !== null);
    const start = chart.value.scale === 'LOG' ? Math.min(...known) : 0;
    const missing = series.amounts.flatMap((amount, i) => amount.value === null ? [{value: [start, middle(i)], reason: amount.reason}] : []);
    const common = {name: series.name, yAxisIndex: 1, silent: true, z: 3};
    return [
      Object.assign({type: 'line', symbol: 'rect', symbolSize: [2, count === 1 ? 10 : 7], showAllSymbol: true,
        lineStyle: {color: theme.ink, width: 1.5}, itemStyle: {color: theme.ink, borderWidth: 0},
        data: series.amounts.flatMap((amount, i) => amount.low === null ? []
          : [[amount.low, middle(i)], [amount.high, middle(i)], [null, middle(i)]])}, common),
      Object.assign({type: 'scatter', symbolSize: 1, itemStyle: {color: 'transparent'}, data: missing,
        label: {show: true, position: 'right', color: theme.soft, fontStyle: 'italic', fontSize: count === 1 ? 12 : 10,
          width: size.width * 0.45, overflow: 'truncate', formatter: item => 'unavailable: ' + item.data.reason}}, common)
    ];
  }

  function amountText(amount) {
    if (amount.value === null) { return 'unavailable: ' + escapeText(amount.reason); }
    return layout.number(amount.value)
      + (amount.low === null ? '' : ' (' + layout.number(amount.low) + ' to ' + layout.number(amount.high) + ')');
  }

  // Bars need room for each category.
  const height = chart => Math.max(190, (chart.series.length > 1 ? 140 : 100)
    + chart.categories.length * Math.max(24, 13 * chart.series.length + 9));

  return {of, height};
})();
